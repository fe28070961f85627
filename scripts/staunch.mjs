// The launcher behind `pnpm staunch`: builds what is stale, then runs the command line from where the user stands.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, stale } from './build.mjs';

if (stale()) await bundle();
const executable = fileURLToPath(new URL('../packages/cli/bin/staunch.js', import.meta.url));
const { status, signal } = spawnSync(process.execPath, [executable, ...process.argv.slice(2)], {
  // pnpm changes to the workspace's root and tells in INIT_CWD where it was called
  cwd: path.resolve(process.env.INIT_CWD ?? '.'),
  stdio: 'inherit',
});
process.exit(signal ? 2 : status);
