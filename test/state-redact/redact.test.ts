/** `staunch state redact` and `undo` on a home as OpenCode leaves it. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeOpencodeHome, secrets } from '../state/kit/opencode-home.ts';
import { stateIn } from '../state/kit/report.ts';
import { noSqlite, runPython } from '../state/kit/sqlite.ts';
import { forgetReading, pictureOf } from '../state/kit/tree.ts';
import { dumpOf, holdersOf, plainFiles, textOf } from './kit/evidence.ts';

describe.skipIf(noSqlite !== '')(`state redact${noSqlite}`, () => {
  let folder: ReturnType<typeof stateIn>;
  let data: string;
  let database: string;
  const values = Object.values(secrets);
  const run = (...args: string[]) =>
    folder.run([...args, '--home', folder.home, '--project', folder.project]);
  const undo = (...args: string[]) => run('undo', ...args);

  beforeEach(() => {
    folder = stateIn();
    makeOpencodeHome(folder.home, folder.project);
    data = path.join(folder.home, '.local/share/opencode');
    database = path.join(data, 'opencode.db');
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  const children: ReturnType<typeof spawn>[] = [];

  test('a dry run shows masked lines and changes nothing', () => {
    forgetReading(folder.root);
    const before = pictureOf(folder.root);
    const { code, out, err } = run('redact', '--dry-run');
    expect(code).toBe(1);
    expect(pictureOf(folder.root)).toEqual(before);
    expect(out).toMatch(
      /opencode\.db#part\/prt_1\/data\n {2}- .*TOKEN=\*\*\*\[40\].*\n {2}\+ .*TOKEN=\[REDACTED:/,
    );
    expect(out).toMatch(/snapshot\/prj_1\/tree_1\n {2}- all of it/);
    for (const value of values) expect(out + err).not.toContain(value.slice(4, 20));
    expect(err).toMatch(/left where it belongs: .*auth\.json/);
    expect(err).toMatch(/left where it belongs: .*opencode\.db#credential/);
  });

  test('without a terminal and --yes nothing is changed', () => {
    forgetReading(folder.root);
    const before = pictureOf(folder.root);
    const { code, err } = run('redact');
    expect(code).toBe(2);
    expect(err).toMatch(/nothing was changed: there is no terminal to ask in/);
    expect(pictureOf(folder.root)).toEqual(before);
  });

  test('nothing is left outside of what belongs, and all of it can be taken back', () => {
    const before = { dump: dumpOf(database), files: plainFiles(folder.root) };
    const redacted = run('redact', '--yes');
    expect(redacted.err).toMatch(/made a vault that opens with a key file/);
    expect(redacted.out).toMatch(/proof: .* 0 left outside of what belongs\n$/);
    expect(redacted.code).toBe(0);
    const belongs = [secrets.inAuth, secrets.inCredential];
    expect(
      holdersOf(
        folder.root,
        values.filter((value) => !belongs.includes(value as never)),
      ),
    ).toEqual({});
    expect(Object.keys(holdersOf(folder.root, belongs))).toEqual([
      'home/.local/share/opencode/auth.json',
      'home/.local/share/opencode/opencode.db',
    ]);

    const dump = dumpOf(database);
    expect(dump.integrity).toBe('ok');
    expect(dump.schema).toEqual(before.dump.schema);
    for (const [table, rows] of Object.entries(before.dump.tables)) {
      const now = dump.tables[table]!;
      expect(now.length).toBe(rows.length);
      // keys, times and numbers
      expect(now.map((row) => row.filter((value) => typeof value === 'number'))).toEqual(
        rows.map((row) => row.filter((value) => typeof value === 'number')),
      );
    }
    expect(dump.tables['credential']).toEqual(before.dump.tables['credential']);
    for (const row of dump.tables['part']!) expect(() => JSON.parse(textOf(row[5]))).not.toThrow();
    expect(fs.existsSync(path.join(data, 'snapshot/prj_1/tree_1'))).toBe(false);
    const files = plainFiles(folder.root);
    expect(Object.keys(files)).toEqual(
      Object.keys(before.files).filter((name) => !name.includes('snapshot/prj_1/tree_1')),
    );
    const about = (all: Record<string, string>): string[] =>
      Object.keys(files).map((name) => `${name} ${all[name]!.split(' ').slice(0, 3).join(' ')}`);
    expect(about(files)).toEqual(about(before.files));
    const history = path.join(folder.home, '.local/state/opencode/prompt-history.jsonl');
    expect(fs.readFileSync(history, 'utf8').trimEnd().split('\n')).toHaveLength(2);

    const again = run('redact', '--yes');
    expect(again).toMatchObject({ code: 0, out: '' });
    expect(again.err).toMatch(/nothing to redact/);

    const list = undo('--list');
    expect(list.out).toMatch(/^\d{8}-\d{6}-[0-9a-f]{6} .* whole, \d+ values/);
    expect(undo()).toMatchObject({ code: 2 });
    const undone = undo('--yes');
    expect(undone).toMatchObject({ code: 0 });
    expect(dumpOf(database)).toEqual(before.dump);
    expect(plainFiles(folder.root)).toEqual(before.files);
    expect(undo('--list').out).toBe('There is nothing to take back.\n');
  });

  test('a database that a living process has open is refused, with its pid', async () => {
    const holder = spawn('python3', [
      '-c',
      'import sqlite3, sys, time\nc = sqlite3.connect(sys.argv[1]); c.execute("select count(*) from part").fetchall()\nprint("open", flush=True); time.sleep(600)',
      database,
    ]);
    children.push(holder);
    await new Promise((resolve) => holder.stdout!.once('data', resolve));
    const before = dumpOf(database);
    const { code, err } = run('redact', '--yes');
    expect(code).toBe(2);
    expect(err).toContain(`process ${holder.pid} (python3`);
    expect(err).toContain(`kill ${holder.pid}`);
    expect(dumpOf(database)).toEqual(before);
    expect(Object.keys(holdersOf(data, [secrets.inToolOutput]))).toEqual(['tool-output/tool_1']);
  });

  test('what the agent wrote since stays when a redaction is taken back', () => {
    expect(run('redact', '--yes').code).toBe(0);
    const history = path.join(folder.home, '.local/state/opencode/prompt-history.jsonl');
    fs.appendFileSync(history, '{"input":"later","parts":[]}\n');
    const tool = path.join(data, 'tool-output/tool_1');
    fs.writeFileSync(tool, 'something else\n');
    fs.mkdirSync(path.join(data, 'snapshot/prj_1/tree_1'));
    fs.writeFileSync(path.join(data, 'snapshot/prj_1/tree_1/HEAD'), 'new');
    const { code, out, err } = undo('--yes');
    expect(code).toBe(2);
    expect(out).toMatch(/not put back: .*tool_1: it was changed since/);
    expect(err).toMatch(/is kept/);
    const lines = fs.readFileSync(history, 'utf8').split('\n');
    expect(lines[1]).toContain(secrets.inHistory);
    expect(lines[2]).toBe('{"input":"later","parts":[]}');
    expect(fs.readFileSync(tool, 'utf8')).toBe('something else\n');
    expect(fs.readFileSync(path.join(data, 'snapshot/prj_1/tree_1/HEAD'), 'utf8')).toBe('new');
    expect(fs.existsSync(path.join(data, 'snapshot/prj_1/tree_1/objects'))).toBe(true);
  });

  test.skipIf(process.platform !== 'linux')('extended attributes and access lists stay', () => {
    const file = path.join(folder.home, '.local/share/opencode/tool-output/tool_1');
    // owner, one more user, group, mask, others
    const ATTRIBUTES = `
import struct
def look(): return {k: os.getxattr(given['file'], k).hex() for k in sorted(os.listxattr(given['file']))}
rows = [(1, 6, -1), (2, 4, 4711), (4, 4, -1), (16, 6, -1), (32, 0, -1)]
acl = struct.pack('<I', 2) + b''.join(struct.pack('<HHI', tag, may, who & 0xffffffff) for tag, may, who in rows)
`;
    const look = (more = ''): string => {
      const seen = path.join(folder.own, 'seen');
      runPython(`${ATTRIBUTES}${more}\njson.dump(look(), open(given['seen'], 'w'))`, { file, seen });
      return fs.readFileSync(seen, 'utf8');
    };
    const before = look(`
try:
  os.setxattr(given['file'], 'user.note', b'keep')
  os.setxattr(given['file'], 'system.posix_acl_access', acl)
except OSError: pass
`);
    const { mode } = fs.statSync(file);
    expect(run('redact', '--yes').code).toBe(0);
    expect(fs.readFileSync(file, 'utf8')).toContain('REDACTED');
    expect([look(), fs.statSync(file).mode]).toEqual([before, mode]);
    expect(run('undo', '--yes').code).toBe(0);
    expect([look(), fs.statSync(file).mode]).toEqual([before, mode]);
  });

  test('--irreversible keeps nothing; bundles expire and can be forgotten', () => {
    const { out } = run('redact', '--yes', '--irreversible');
    expect(out).toMatch(/no undo bundle was made/);
    expect(undo('--yes').err).toMatch(/there is nothing to take back/);

    fs.writeFileSync(path.join(data, 'tool-output/tool_2'), `TOKEN=${secrets.inTitle}\n`);
    const id = /undo (\d\S+) takes/.exec(run('redact', '--yes').out)![1]!;
    expect(undo('--purge', id).code).toBe(2);
    expect(undo('--purge', id, '--yes').code).toBe(0);
    expect(undo('--yes').code).toBe(2);

    fs.writeFileSync(path.join(data, 'tool-output/tool_2'), `TOKEN=${secrets.inTitle}\n`);
    const [, next] = /undo (\d\S+) takes/.exec(run('redact', '--yes', '--keep-days', '1').out)!;
    const about = path.join(folder.own, 'staunch-home/undo', `${next}.json`);
    fs.writeFileSync(about, fs.readFileSync(about, 'utf8').replace(/("expires":")\d{4}/, '$12001'), {
      mode: 0o600,
    });
    const { code, err } = undo('--yes');
    expect(code).toBe(2);
    expect(err).toMatch(/has expired: removed/);
  });

  test('a bundle holds no value that could be read', () => {
    expect(run('redact', '--yes').code).toBe(0);
    expect(holdersOf(path.join(folder.own, 'staunch-home'), values)).toEqual({});
  });

  test('a locked vault takes bundles, and gives them back to its passphrase alone', () => {
    const passphrase = path.join(folder.own, 'passphrase');
    fs.writeFileSync(passphrase, 'correct horse');
    expect(folder.vault('init', '--passphrase-file', passphrase).code).toBe(0);
    const before = dumpOf(database);
    expect(run('redact', '--yes').code).toBe(0);
    const locked = undo('--yes');
    expect(locked).toMatchObject({ code: 2 });
    expect(locked.err).toMatch(/the vault is locked/);
    expect(undo('--yes', '--passphrase-file', passphrase).code).toBe(0);
    expect(dumpOf(database)).toEqual(before);
  });

  test('watch redacts what nobody has open', () => {
    const { code, out } = run('watch', '--once');
    expect(code).toBe(0);
    expect(out).toMatch(/proof: .* 0 left/);
    expect(run('watch', '--once')).toMatchObject({ code: 0, out: '' });
  });
});
