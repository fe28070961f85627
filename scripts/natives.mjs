// Builds the optional native modules where they can be: the tests try both ways of running users' rules. It takes
// minutes the first time, and is why `pnpm install` leaves it out.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

function loads(name) {
  const script = `require(${JSON.stringify(name)})`;
  return (
    spawnSync(process.execPath, ['-e', script], { cwd: fileURLToPath(new URL('..', import.meta.url)) })
      .status === 0
  );
}

/** Whether the module can be used after this; a machine without a compiler is no error. */
export function buildNative(name) {
  if (loads(name)) return true;
  const folder = fs.realpathSync(path.dirname(require.resolve(`${name}/package.json`)));
  console.log(`building ${name}, once: this takes some minutes where no prebuilt one can be fetched`);
  const { status } = spawnSync('npm', ['run', 'install'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0 && loads(name);
}
