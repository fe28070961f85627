// Builds what the packages ship: bundles by esbuild (milliseconds), and with --types the declarations by tsc.
// `stale()` lets the launcher skip all of it when nothing changed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, '.cache', 'built');

function newest(directory) {
  let time = 0;
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const name = path.join(directory, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(name) : fs.statSync(name).mtimeMs);
  }
  return time;
}

/** Whether a source file, or this script, is newer than the last build. */
export function stale() {
  if (!fs.existsSync(stamp)) return true;
  const built = fs.statSync(stamp).mtimeMs;
  const sources = ['core', 'hooks', 'cli'].map((name) => path.join(root, 'packages', name));
  if (!sources.every((folder) => fs.existsSync(path.join(folder, 'dist')))) return true;
  return Math.max(newest(path.join(root, 'scripts')), ...sources.map((folder) => newest(path.join(folder, 'src')))) > built;
}

/** The entry files of a package: what its `exports` and `bin` name. */
const BUNDLES = [
  { name: 'core', entries: ['index', 'report/index', 'config/index', 'prove'] },
  { name: 'hooks', entries: ['index'] },
  // the hook is one file: node starts fastest when it opens nothing else
  { name: 'hooks', entries: ['hook'], whole: true },
  { name: 'cli', entries: ['main', 'workers/worker'] },
];

export async function bundle() {
  const { build } = await import('esbuild');
  for (const { name } of BUNDLES) fs.rmSync(path.join(root, 'packages', name, 'dist'), { recursive: true, force: true });
  for (const { name, entries, whole } of BUNDLES) {
    const folder = path.join(root, 'packages', name);
    await build({
      absWorkingDir: folder,
      entryPoints: entries.map((entry) => `src/${entry}.ts`).filter((f) => fs.existsSync(path.join(folder, f))),
      outbase: 'src',
      outdir: 'dist',
      bundle: true,
      splitting: !whole,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      minifySyntax: true,
      legalComments: 'none',
      logLevel: 'warning',
      ...(whole
        ? { alias: { '@staunch/core': path.join(root, 'packages/core/src/index.ts') }, external: ['smol-toml', 'micromatch', 're2', 're2js'] }
        : { packages: 'external' }),
    });
  }
  // the rules' tables stand beside the code that reads them
  const { encodeBuiltInTables } = await import(path.join(root, 'packages/core/dist/prove.js'));
  const tables = encodeBuiltInTables();
  for (const name of ['core', 'hooks']) fs.writeFileSync(path.join(root, 'packages', name, 'dist', 'builtin.tables'), tables);
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, '');
}

export function declarations() {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-b', 'packages/core', 'packages/hooks', 'packages/cli'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === fs.realpathSync(process.argv[1])) {
  await bundle();
  if (process.argv.includes('--types')) declarations();
}
