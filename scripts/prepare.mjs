// What `pnpm install` does last in a clone: the project's own hooks are switched on. npm gets the hook built instead: it
// comes here when pre-commit (pre-commit.com) installs this repository, and there it leaves out what the build needs.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const BUILD_TOOLS = ['esbuild', 'assemblyscript'];

function isThere(name) {
  try {
    // assemblyscript exports no package.json
    return Boolean(require.resolve.paths(name)?.some((folder) => fs.existsSync(`${folder}/${name}`)));
  } catch {
    return false;
  }
}

/** Beside this file, where the build finds it; as npm was called for all of a machine, the nested one must not be. */
function fetchBuildTools() {
  const { devDependencies } = require('../package.json');
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|location)$/i.test(name)),
  );
  const flags = ['--global=false', '--prefix', fileURLToPath(new URL('.', import.meta.url))];
  const { status } = spawnSync(
    process.execPath,
    [
      process.env.npm_execpath,
      'install',
      ...flags,
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      ...BUILD_TOOLS.map((name) => `${name}@${devDependencies[name]}`),
    ],
    { env, stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}

// npm_config_user_agent is inherited: npm that is started by pnpm's script calls itself pnpm there
if (!/pnpm[^/\\]*$/.test(process.env.npm_execpath ?? 'pnpm')) {
  if (!BUILD_TOOLS.every(isThere)) fetchBuildTools();
  const { bundle, stale } = await import('./build.mjs');
  if (stale()) await bundle();
} else {
  const { default: husky } = await import('husky');
  process.stdout.write(husky());
}
