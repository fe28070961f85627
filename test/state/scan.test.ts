/** What OpenCode left is found wherever it lies, under a name that tells where; and nobody can tell that it was looked at. */
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Ran } from '../kit/command.ts';
import { makeOpencodeHome, secrets, TIME } from './kit/opencode-home.ts';
import { noSqlite, runPython } from './kit/sqlite.ts';
import { forgetReading, pictureOf } from './kit/tree.ts';
import { findingsIn, stateIn, type Report } from './kit/report.ts';

describe.skipIf(noSqlite !== '')(`a home of OpenCode${noSqlite}`, () => {
  const folder = stateIn();
  let before: Record<string, string> = {};
  let report: Report;
  let ran: Ran;

  beforeAll(() => {
    makeOpencodeHome(folder.home, folder.project);
    forgetReading(folder.root);
    before = pictureOf(folder.root);
    ran = folder.scan();
    report = findingsIn(ran);
  });

  test('nothing of it is changed: no byte, no time, no file more or less', () => {
    expect(pictureOf(folder.root)).toEqual(before);
    expect(Object.keys(before).some((name) => name.endsWith('opencode.db-wal'))).toBe(true);
  });

  test('the picture would tell: a plain look at the database is seen', () => {
    const copy = path.join(folder.root, 'copy');
    fs.cpSync(path.join(folder.home, '.local/share/opencode'), copy, { recursive: true });
    const untouched = pictureOf(copy);
    runPython(`c = connect(given['db']); c.execute('select count(*) from part').fetchall(); c.close()`, {
      db: path.join(copy, 'opencode.db'),
    });
    expect(pictureOf(copy)).not.toEqual(untouched);
    fs.rmSync(copy, { recursive: true });
  });

  test('every value is found, and what belongs is suppressed', () => {
    expect(ran.code).toBe(1);
    const places = (name: keyof typeof secrets): string[] => report.placesOf(secrets[name]);
    const db = '.local/share/opencode/opencode.db';
    // the page is newer in the log: what the file itself holds is an older copy
    const old = `${db}#page 8, before the wal`;
    expect(places('inPart')).toEqual([
      `${db}#part/prt_1/state.output`,
      `${db}#part/prt_1/state.metadata.output`,
      `${db}#event/evt_1/part.state.output`,
      `${db}#event/evt_1/part.state.metadata.output`,
      old,
      old,
    ]);
    expect(places('inTitle')).toEqual([`${db}#session/ses_1/title`]);
    expect(places('inOverflow')).toEqual([`${db}#part/prt_long/text`]);
    expect(places('inNested')).toEqual([`${db}#part/prt_nested/state.input.arguments.headers.token`, old]);
    expect(places('inWal')).toContain(`${db}#part/prt_wal/text`);
    expect(places('inUnknown')).toEqual([`${db}#of_the_future/7/anything`]);
    expect(places('inFreePage').length).toBeGreaterThan(0);
    for (const place of places('inFreePage')) expect(place).toMatch(/#(?:free page \d+|page \d+, unused)$/);
    expect(places('inSnapshot')).toEqual([expect.stringMatching(/snapshot\/prj_1\/tree_1#[0-9a-f]{40}$/)]);
    expect(places('inPack')).toEqual([expect.stringMatching(/snapshot\/prj_1\/tree_1#[0-9a-f]{40}$/)]);
    expect(places('inToolOutput')).toEqual(['.local/share/opencode/tool-output/tool_1']);
    expect(places('inHistory')).toEqual(['.local/state/opencode/prompt-history.jsonl']);
    expect(places('inLegacy')).toEqual(
      Array.from({ length: 2 }, () => '.local/share/opencode/storage/part/msg_0/prt_0.json'),
    );
    expect(places('inPlan')).toEqual(['../project/.opencode/plans/p.md']);
    expect(places('inCredential')).toEqual([]);
    expect(places('inAuth')).toEqual([]);
    expect(report.suppressed.map(({ path: name, reason }) => [name, reason])).toEqual([
      ['.local/share/opencode/auth.json', 'belongs'],
      [`${db}#credential/cred_1/value.key`, 'belongs'],
    ]);
  });

  test('a finding tells its session, its time and where in the JSON it is', () => {
    const [part] = report.findingsOf(secrets.inPart);
    expect(part).toMatchObject({
      agent: 'opencode',
      time: new Date(TIME + 1000).toISOString(),
      jsonPath: 'state.output',
      line: 2,
      column: 7,
      start: 'DATABASE=x\nTOKEN='.length,
    });
    expect(part!.session).toMatch(/^Look at ghp_\*\*\*\[\d+\]$/);
    const event = report.findingsOf(secrets.inPart)[2]!;
    expect(event.session).toBe(part!.session);
    expect(event.time).toBe(new Date(TIME + 2000).toISOString());
    expect(report.findingsOf(secrets.inNested)[0]).toMatchObject({ line: 2, column: 1 });
    expect(report.findingsOf(secrets.inOverflow)[0]).toMatchObject({ line: 2001, column: 1 });
    const [typed] = report.findingsOf(secrets.inHistory);
    expect(typed).toMatchObject({ line: 2, jsonPath: 'input', agent: 'opencode' });
    expect(report.findingsOf(secrets.inLegacy)[0]).toMatchObject({
      jsonPath: 'state.output',
      session: 'ses_0',
    });
    expect(report.findingsOf(secrets.inToolOutput)[0]!.time).toMatch(/^\d{4}-/);
  });

  test('no report shows a value', () => {
    for (const format of ['text', 'json', 'jsonl', 'sarif', 'gitleaks']) {
      const { out, err } = folder.scan('--format', format);
      for (const value of Object.values(secrets)) expect(out + err).not.toContain(value.slice(6));
    }
  });

  test('what is asked for is what is looked at', () => {
    expect(folder.scan('--agent', 'codex').code).toBe(0);
    expect(folder.scan('--agent', 'codex', '--agent', 'opencode').code).toBe(1);
    const { code, err } = folder.scan('--agent', 'opencoder');
    expect(code).toBe(2);
    expect(err).toContain('did you mean opencode?');
  });
});

describe.skipIf(noSqlite !== '')(`what is not as it should be${noSqlite}`, () => {
  const make = (
    script: string,
  ): ReturnType<typeof stateIn> & { readonly data: string; readonly db: string } => {
    const folder = stateIn();
    const data = path.join(folder.home, '.local/share/opencode');
    fs.mkdirSync(data, { recursive: true });
    const db = path.join(data, 'opencode.db');
    if (script) runPython(script, { db, ...secrets });
    return { ...folder, data, db };
  };
  const ROWS = `
c = connect(given['db'])
c.execute('create table part(id text primary key, data text)')
for i in range(300): c.execute('insert into part values(?,?)', ('prt_%d' % i, json.dumps({'text': 'x' * 600})))
c.execute('insert into part values(?,?)', ('prt_last', json.dumps({'text': given['inPart']})))
`;

  test('a damaged database: what is whole is read, what is not is named', () => {
    const { db, scan } = make(`${ROWS}\nc.close()`);
    const bytes = fs.readFileSync(db);
    bytes.fill(0x5a, 4096 * 10, 4096 * 12);
    fs.writeFileSync(db, bytes);
    const ran = scan();
    expect(ran.code).toBe(1);
    const report = findingsIn(ran);
    expect(report.placesOf(secrets.inPart)).toContain('.local/share/opencode/opencode.db#part/prt_last/text');
    expect(report.notScanned.some(({ reason }) => /page \d+ is damaged/.test(reason))).toBe(true);
    expect(ran.err).toMatch(/page \d+ is damaged/);
  });

  test('a file that is no database: its bytes are read, and it is an error', () => {
    const { db, scan } = make('');
    fs.writeFileSync(db, 'this is no database at all, only text of some length'.repeat(10));
    const ran = scan();
    expect(ran.code).toBe(2);
    fs.writeFileSync(db, `this is no database at all ${secrets.inPart} only text`.repeat(2));
    expect(scan().code).toBe(1);
  });

  test('an empty database is none', () => {
    const { db, scan } = make('');
    fs.writeFileSync(db, '');
    expect(scan().code).toBe(0);
  });

  test('a log without its database', () => {
    const { db, scan } = make(
      `c = connect(given['db'], 'journal_mode=wal')\nc.execute('create table t(x text)')\nc.execute('insert into t values(?)', (given['inWal'],))\nos._exit(0)`,
    );
    fs.rmSync(db);
    const ran = scan();
    expect(ran.code).toBe(1);
    expect(findingsIn(ran).placesOf(secrets.inWal)[0]).toMatch(/opencode\.db-wal#frame \d+$/);
    expect(ran.err).toContain('its database is missing');
  });

  test('a rollback journal that was left behind', () => {
    const { db, scan } = make(
      `${ROWS}\nc.execute('begin')\nc.execute("update part set data = 'gone' where id = 'prt_last'")\nshutil.copy(given['db'] + '-journal', given['db'] + '.kept')\nos._exit(0)`,
    );
    fs.renameSync(`${db}.kept`, `${db}-journal`);
    const places = findingsIn(scan()).placesOf(secrets.inPart);
    expect(places.some((place) => /opencode\.db-journal#page \d+$/.test(place))).toBe(true);
  });

  test('a foreign schema, without any of the tables that are known', () => {
    const { scan } = make(
      `c = connect(given['db'])\nc.execute('create table "odd name"(a, b blob, primary key(a)) without rowid')\nc.execute('insert into "odd name" values(?, ?)', ('the key', given['inPart'].encode()))\nc.close()`,
    );
    expect(findingsIn(scan()).placesOf(secrets.inPart)).toEqual([
      '.local/share/opencode/opencode.db#odd name/the key/b',
    ]);
  });

  test('half a line, and a line of 40 MB', () => {
    const { home, scan } = make('');
    const file = path.join(home, '.local/state/opencode/prompt-history.jsonl');
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const long = JSON.stringify({ input: `${'- '.repeat(20_000_000)} ${secrets.inPart}` });
    fs.writeFileSync(file, `${long}\n{"input":"${secrets.inHistory} and no en`);
    const ran = scan('--no-managed', '--stats');
    const report = findingsIn(ran);
    expect(report.placesOf(secrets.inPart)).toEqual(['.local/state/opencode/prompt-history.jsonl']);
    expect(report.findingsOf(secrets.inHistory)[0]).toMatchObject({ line: 2, jsonPath: 'input' });
    expect(Number(/peak memory (\d+) MB/.exec(ran.err)![1])).toBeLessThan(300);
  });

  test('a symbolic link is not followed, and said', () => {
    const { data, root, scan } = make('');
    fs.writeFileSync(path.join(root, 'elsewhere'), secrets.inPart);
    fs.mkdirSync(path.join(data, 'tool-output'));
    fs.symlinkSync(path.join(root, 'elsewhere'), path.join(data, 'tool-output/tool_1'));
    fs.symlinkSync(path.join(root, 'elsewhere'), path.join(data, 'opencode.db'));
    const ran = scan();
    expect(ran.code).toBe(2);
    expect(findingsIn(ran).notScanned.map(({ path: name }) => name)).toEqual([
      '.local/share/opencode/opencode.db',
      '.local/share/opencode/tool-output/tool_1',
    ]);
    expect(ran.err).toContain('a symbolic link; it is not followed');
  });

  test.skipIf(process.getuid?.() !== 0)(
    'what may not be read is named (needs root to be another user)',
    () => {
      const { data, root, scan } = make('');
      fs.mkdirSync(path.join(data, 'tool-output'));
      fs.writeFileSync(path.join(data, 'tool-output/tool_1'), secrets.inPart, { mode: 0o600 });
      fs.writeFileSync(path.join(data, 'tool-output/tool_2'), secrets.inToolOutput, { mode: 0o644 });
      fs.chmodSync(root, 0o755);
      const ran = scan.as(65534);
      expect(ran.code).toBe(1);
      expect(ran.err).toContain('tool_1: permission denied');
      expect(findingsIn(ran).placesOf(secrets.inToolOutput)).toHaveLength(1);
    },
  );

  test('a comment that allows a value in source code does not in a transcript', () => {
    const { scan } = make(
      `c = connect(given['db'])\nc.execute('create table part(id text primary key, data text)')\nc.execute('insert into part values(?,?)', ('prt_1', json.dumps({'text': 'key = ' + given['inPart'] + ' # gitleaks:allow staunch:allow'})))\nc.close()`,
    );
    expect(scan().code).toBe(1);
  });

  test('what only looks like a credential inside of a signature is none', () => {
    const { scan } = make(
      `c = connect(given['db'])\nc.execute('create table part(id text primary key, data text)')\nc.execute('insert into part values(?,?)', ('prt_1', json.dumps({'type': 'reasoning', 'text': 'hm', 'metadata': {'anthropic': {'signature': given['inPart']}}})))\nc.close()`,
    );
    const ran = scan();
    expect(ran.code).toBe(0);
    expect(findingsIn(ran).suppressed.map(({ reason }) => reason)).toEqual(['signature']);
  });

  test('values that stand in many short rows are each found in their own', () => {
    const { scan } = make(
      `c = connect(given['db'])\nc.execute('create table t(k text primary key, v text)')\nfor i in range(3000): c.execute('insert into t values(?,?)', ('row%d' % i, given['inPart'] if i % 100 == 7 else '-----BEGIN RSA PRIVATE KEY-----' if i % 2 else 'A' * 64))\nc.close()`,
    );
    const report = findingsIn(scan());
    const expected = Array.from(
      { length: 30 },
      (_, i) => `.local/share/opencode/opencode.db#t/row${i * 100 + 7}/v`,
    );
    expect(report.placesOf(secrets.inPart).sort()).toEqual(expected.sort());
  });
});
