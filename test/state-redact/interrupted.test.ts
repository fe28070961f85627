/** Killed at chosen calls of the system, not at chosen times: what a second run finds there is the same every day. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { makeOpencodeHome, secrets } from '../state/kit/opencode-home.ts';
import { stateIn } from '../state/kit/report.ts';
import { noSqlite } from '../state/kit/sqlite.ts';
import { dumpOf, holdersOf, plainFiles } from './kit/evidence.ts';

/** All of them with STAUNCH_TEST_KILLS=20; some of them every day. */
const isThorough = Number(process.env.STAUNCH_TEST_KILLS ?? 0) >= 20;
const KILLER = fileURLToPath(new URL('kit/kill-at.cjs', import.meta.url));

describe.skipIf(noSqlite !== '')(`killed at a call of the system${noSqlite}`, () => {
  function made() {
    const folder = stateIn();
    makeOpencodeHome(folder.home, folder.project);
    const database = path.join(folder.home, '.local/share/opencode/opencode.db');
    const where = ['--home', folder.home, '--project', folder.project];
    const picture = () => ({ dump: dumpOf(database), files: plainFiles(folder.root) });
    return {
      folder,
      picture,
      before: picture(),
      run: (...args: string[]) => folder.run([...args, ...where]),
      killed: (call: number, ...args: string[]) =>
        folder.run([...args, ...where], {
          NODE_OPTIONS: `--require=${KILLER}`,
          STAUNCH_TEST_KILL_AT: String(call),
        }),
      takeAllBack() {
        for (let left = 4; left > 0; left--) {
          if (folder.run(['undo', '--list']).out === 'There is nothing to take back.\n') return;
          expect(folder.run(['undo', '--yes', ...where])).toMatchObject({ code: 0 });
        }
      },
    };
  }

  // the vault's files, the bundle, a plain file before and after its rename, and what is deleted whole
  test.each(isThorough ? [3, 8, 15, 24, 33, 41, 60, 90] : [8, 24, 41])(
    'a redaction at call %i: the next one ends it, and all of it can be taken back',
    (call) => {
      const { folder, before, picture, run, killed, takeAllBack } = made();
      const first = killed(call, 'redact', '--yes');
      expect(first.code).not.toBe(2);
      expect(dumpOf(path.join(folder.home, '.local/share/opencode/opencode.db')).integrity).toBe('ok');
      expect(run('redact', '--yes')).toMatchObject({ code: 0 });
      const { inAuth: _auth, inCredential: _credential, ...rest } = secrets;
      expect(holdersOf(folder.root, Object.values(rest))).toEqual({});
      takeAllBack();
      expect(picture()).toEqual(before);
    },
  );

  // the first file, between two, the database, and in the midst of the deleted snapshot
  test.each(isThorough ? [2, 6, 11, 17, 26, 38] : [6, 26])(
    'an undo at call %i: the next one puts all of it back',
    (call) => {
      const { before, picture, run, killed, takeAllBack } = made();
      expect(run('redact', '--yes').code).toBe(0);
      expect(killed(call, 'undo', '--yes').code).toBe(null);
      takeAllBack();
      expect(picture()).toEqual(before);
    },
  );

  test('a bundle of which not a byte was written is no bundle', () => {
    const { folder, before, picture, run } = made();
    expect(run('redact', '--yes').code).toBe(0);
    const undos = path.join(folder.own, 'staunch-home/undo');
    const name = fs.readdirSync(undos).find((each) => each.endsWith('.json'));
    const about = JSON.parse(fs.readFileSync(path.join(undos, name!), 'utf8')) as object;
    const id = '99991231-235959-abcdef';
    fs.writeFileSync(
      path.join(undos, `${id}.json`),
      JSON.stringify({ ...about, id, state: 'running', pid: 2 ** 30, made: '9999-12-31T23:59:59.000Z' }),
      { mode: 0o600 },
    );
    expect(run('undo', '--yes').out).toMatch(/was interrupted before it changed anything/);
    expect(run('undo', '--yes').code).toBe(0);
    expect(picture()).toEqual(before);
  });
});
