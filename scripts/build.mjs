// Builds what the packages ship: bundles by esbuild (milliseconds), and with --types the declarations by tsc.
// `stale()` lets the launcher skip all of it when nothing changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, '.cache', 'built');

function newest(directory) {
  // a directory's own time tells of files that were removed
  let time = fs.statSync(directory).mtimeMs;
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
  return (
    Math.max(
      newest(path.join(root, 'scripts')),
      ...sources.map((folder) => newest(path.join(folder, 'src'))),
      newest(path.join(root, 'packages/core/kernel')),
      fs.statSync(path.join(root, 'pnpm-lock.yaml')).mtimeMs,
    ) > built
  );
}

/** The entry files of a package: what its `exports` and `bin` name. */
const BUNDLES = [
  {
    name: 'core',
    entries: [
      'index',
      'clean',
      'report/index',
      'config/index',
      'vault/index',
      'managed/index',
      'redact/index',
      'state',
      'prove',
    ],
  },
  { name: 'hooks', entries: ['index'] },
  // what an installed hook runs: hook.cjs, which loads one of the others
  { name: 'hooks', entries: ['hook'], whole: true, head: true },
  { name: 'hooks', entries: ['quick', 'main'], whole: true },
  { name: 'cli', entries: ['main', 'workers/worker'] },
];

/** Libraries that are loaded by name when they are needed. */
const LIBRARIES = ['smol-toml', 'micromatch', 're2', 're2js', 'age-encryption', 'yaml'];

// a hook that is cut short, on a full disk say, must block: so its very first statement closes the gate
const HOOK_HEAD = 'process.exitCode = 1;';

/** In what is built, the rules stand in a file of their own: see core's catalogue/load-lazily.ts. */
const rulesApart = {
  name: 'rules-apart',
  setup(build) {
    build.onResolve({ filter: /\/load\.ts$/ }, ({ resolveDir }) => {
      const core = path.join(root, 'packages/core/src');
      return resolveDir.startsWith(core) ? { path: path.join(core, 'catalogue/load-lazily.ts') } : undefined;
    });
  },
};

/** Parts of node that cost milliseconds to load and that the hook's clean path mostly does without. */
const LAZY = new Set(['child_process', 'crypto', 'v8', 'zlib']);

/**
 * What the hook imports of node. Each part is required once, not once for every file that imports it, and of its names only
 * those that somebody uses are looked up.
 */
const builtIns = {
  name: 'built-ins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path: name }) => ({
      path: name.slice('node:'.length),
      namespace: 'node',
    }));
    build.onLoad({ filter: /./, namespace: 'node' }, async ({ path: name }) => {
      const isLazy = LAZY.has(name);
      const parts = Object.entries(await import(`node:${name}`)).map(([key, value]) => {
        if (key === 'default') return isLazy ? '' : 'export default part;';
        if (!isLazy) return `export const ${key} = /* @__PURE__ */ (() => part.${key})();`;
        if (typeof value === 'function') return `export const ${key} = (...args) => get().${key}(...args);`;
        return `export const ${key} = new Proxy({}, { get: (_, name) => get().${key}[name] });`;
      });
      const head = isLazy
        ? `let part;\nconst get = () => (part ??= require('${name}'));`
        : `const part = /* @__PURE__ */ require('${name}');`;
      return { contents: `${head}\n${parts.join('\n')}` };
    });
  },
};

/** Names what is built: the digest of every source of core and hooks, and of what they were built with. */
function buildId() {
  const digest = createHash('sha256').update(fs.readFileSync(path.join(root, 'pnpm-lock.yaml')));
  for (const folder of ['core/src', 'core/kernel', 'hooks/src']) {
    const directory = path.join(root, 'packages', folder);
    for (const name of fs.readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()) {
      const file = path.join(directory, name);
      if (!fs.statSync(file).isFile() || name.endsWith('.test.ts')) continue;
      const bytes = fs.readFileSync(file);
      digest.update(`${folder}/${name} ${bytes.length}\n`).update(bytes);
    }
  }
  return digest.digest('hex');
}

export async function bundle() {
  const { build } = await import('esbuild');
  const stamped = { STAUNCH_BUILD: JSON.stringify(buildId()) };
  const shared = {
    define: stamped,
    outbase: 'src',
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    legalComments: 'none',
    logLevel: 'warning',
  };
  for (const name of new Set(BUNDLES.map((each) => each.name))) {
    fs.rmSync(path.join(root, 'packages', name, 'dist'), { recursive: true, force: true });
  }
  for (const { name, entries, whole, head } of BUNDLES) {
    await build({
      ...shared,
      absWorkingDir: path.join(root, 'packages', name),
      entryPoints: entries.map((entry) => `src/${entry}.ts`),
      ...(whole
        ? // CommonJS starts some milliseconds sooner
          {
            format: 'cjs',
            outExtension: { '.js': '.cjs' },
            define: { ...stamped, 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
            ...(head ? { banner: { js: HOOK_HEAD } } : {}),
          }
        : { format: 'esm', splitting: true }),
      minifySyntax: true,
      minifyWhitespace: Boolean(whole),
      plugins: whole ? [rulesApart, builtIns] : [rulesApart],
      ...(whole
        ? {
            alias: {
              '@staunch/core/vault': path.join(root, 'packages/core/src/vault/read-managed.ts'),
              '@staunch/core/clean': path.join(root, 'packages/core/src/clean.ts'),
              '@staunch/core/config': path.join(root, 'packages/core/src/config/index.ts'),
              '@staunch/core': path.join(root, 'packages/core/src/index.ts'),
            },
            external: LIBRARIES,
          }
        : { packages: 'external' }),
    });
  }
  const core = path.join(root, 'packages/core');
  const rules = {
    entryPoints: { rules: 'src/rules/index.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  };
  await build({ ...shared, ...rules, absWorkingDir: core, minifyWhitespace: true });
  // what the engine reads at start, beside the code that reads it
  const { encodeBuiltIn } = await import(pathToFileURL(path.join(core, 'dist/prove.js')).href);
  fs.writeFileSync(path.join(core, 'dist/builtin.tables'), encodeBuiltIn());
  await compileKernel(core);
  for (const file of ['builtin.tables', 'kernel.wasm', 'rules.cjs']) {
    fs.copyFileSync(path.join(core, 'dist', file), path.join(root, 'packages/hooks/dist', file));
  }
  fs.mkdirSync(path.dirname(stamp), { recursive: true });
  fs.writeFileSync(stamp, '');
}

/** AssemblyScript to WebAssembly. */
async function compileKernel(core) {
  const { main } = await import('assemblyscript/asc');
  // each kernel keeps what it needs to remember in globals: --runtime stub has no other memory
  const flags = ['-O3', '--noAssert', '--runtime', 'stub', '--importMemory', '--enable', 'simd'];
  flags.push('--outFile', 'dist/kernel.wasm');
  // the decorator is no TypeScript: the sources say it in a comment
  const readFile = (name, base) => {
    const file = path.resolve(base, name);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').replace(/^\/\/ inline$/gm, '@inline') : null;
  };
  const { error, stderr } = await main(
    [
      'kernel/keywords.ts',
      'kernel/managed.ts',
      'kernel/survey.ts',
      'kernel/sift.ts',
      'kernel/narrow.ts',
      'kernel/lines.ts',
      '--baseDir',
      core,
      ...flags,
    ],
    { readFile },
  );
  if (error) throw new Error(`the kernel does not compile: ${stderr.toString()}`);
}

export function declarations() {
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(
    process.execPath,
    [tsc, '-b', 'packages/core', 'packages/hooks', 'packages/cli'],
    { cwd: root, stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}

if (process.argv[1] && fileURLToPath(import.meta.url) === fs.realpathSync(process.argv[1])) {
  // --if-stale: for steps that need a whole build and must not disturb one that is in use
  if (!process.argv.includes('--if-stale') || stale()) await bundle();
  if (process.argv.includes('--types')) declarations();
}
