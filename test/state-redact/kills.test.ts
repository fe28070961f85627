/** `kill -9` at any instant: the state can still be used, a second run completes, and all of it can be taken back. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { environment, EXECUTABLE } from '../kit/command.ts';
import { sampler } from '../kit/secrets.ts';
import { makeOpencodeHome, secrets } from '../state/kit/opencode-home.ts';
import { stateIn } from '../state/kit/report.ts';
import { noSqlite } from '../state/kit/sqlite.ts';
import { dumpOf, holdersOf, plainFiles } from './kit/evidence.ts';

/** Twenty with STAUNCH_TEST_KILLS=20; some of them every day. */
const KILLS = Number(process.env.STAUNCH_TEST_KILLS ?? 4);

describe.skipIf(noSqlite !== '')(`a redaction that is killed${noSqlite}`, () => {
  const numbers = sampler(Date.now() % 2 ** 31);
  const instants = Array.from({ length: KILLS }, (_, at) => [at, Number(numbers.digits(6)) / 1e6] as const);
  let length = 1500;

  test.each(instants)('kill %i, at %f of its time', async (at, part) => {
    const folder = stateIn();
    makeOpencodeHome(folder.home, folder.project);
    const database = path.join(folder.home, '.local/share/opencode/opencode.db');
    const before = { dump: dumpOf(database), files: plainFiles(folder.root) };
    const where = ['--home', folder.home, '--project', folder.project];
    const undos = path.join(folder.own, 'staunch-home/undo');
    const child = spawn(process.execPath, [EXECUTABLE, 'state', 'redact', '--yes', ...where], {
      env: environment(folder.own),
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    // what comes before the bundle changes nothing
    while (!fs.existsSync(undos) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const begun = performance.now();
    const kill = setTimeout(() => child.kill('SIGKILL'), part * length);
    await ended;
    clearTimeout(kill);
    if (child.signalCode === null) length = performance.now() - begun;
    expect(dumpOf(database).integrity).toBe('ok');
    if (at % 2 === 0) {
      const again = folder.run(['redact', '--yes', ...where]);
      expect(again).toMatchObject({ code: 0 });
      const { inAuth: _auth, inCredential: _credential, ...rest } = secrets;
      expect(holdersOf(folder.root, Object.values(rest))).toEqual({});
    }
    while (folder.run(['undo', '--list']).out !== 'There is nothing to take back.\n')
      expect(folder.run(['undo', '--yes', ...where])).toMatchObject({ code: 0 });
    expect(dumpOf(database)).toEqual(before.dump);
    expect(plainFiles(folder.root)).toEqual(before.files);
  });
});
