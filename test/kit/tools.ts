/** Real tools from their registries, fetched once into a cache outside of the workspace. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The versions that the tests were written against. */
const NPM = { husky: '9.1.7', lefthook: '2.2.2', 'simple-git-hooks': '2.14.0' } as const;
const PRE_COMMIT = '4.7.0';

/** Where a tool was put, or why it is not there: a test says that when it is skipped. */
export type Fetched = { readonly path: string } | { readonly reason: string };

/** The executable of a package of npm. */
export function npmTool(name: keyof typeof NPM): Fetched {
  return fetched(
    `npm-${Object.entries(NPM).flat().join('-')}`,
    (folder) => {
      fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
      const packages = Object.entries(NPM).map(([each, version]) => `${each}@${version}`);
      return [['npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages]]];
    },
    `node_modules/.bin/${name}`,
  );
}

/** The command pre-commit of PyPI. */
export function preCommitTool(): Fetched {
  return fetched(
    `pypi-pre-commit-${PRE_COMMIT}`,
    (folder) => [
      ['python3', ['-m', 'venv', folder]],
      [path.join(folder, 'bin/pip'), ['install', '-q', `pre-commit==${PRE_COMMIT}`]],
    ],
    'bin/pre-commit',
  );
}

type Command = readonly [command: string, args: readonly string[]];

function fetched(name: string, commands: (folder: string) => readonly Command[], file: string): Fetched {
  const folder = path.join(os.tmpdir(), 'staunch-test-tools', name);
  const done = path.join(folder, '.done');
  if (!fs.existsSync(done)) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    for (const [command, args] of commands(folder)) {
      const { status, error, stderr } = spawnSync(command, args, { cwd: folder, timeout: 100_000 });
      if (status !== 0) {
        const words = error?.message ?? stderr.toString().trim().split('\n').at(-1);
        return { reason: `${name} cannot be fetched: ${words}` };
      }
    }
    fs.writeFileSync(done, '');
  }
  return { path: path.join(folder, file) };
}
