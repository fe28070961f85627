/** Databases of every make: what is taken out of them is in no index, search index, free page or log, and comes back. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { githubToken } from '../kit/secrets.ts';
import { stateIn } from '../state/kit/report.ts';
import { noSqlite, runPython } from '../state/kit/sqlite.ts';
import { dumpOf, holdersOf, textOf } from './kit/evidence.ts';

const value = githubToken(301);
const other = githubToken(302);

const MAKE = `
c = connect(given['db'], *given['pragmas'])
c.executescript('''
create table note(id integer primary key autoincrement, body text, changed integer default 0, loud text generated always as (upper(body)) stored);
create index note_body on note(body);
create trigger note_changed after update on note begin update note set changed = changed + 1 where id = new.id; end;
create virtual table words using fts5(body, content='note', content_rowid='id');
create trigger note_words after update on note begin
  insert into words(words, rowid, body) values('delete', old.id, old.body);
  insert into words(rowid, body) values (new.id, new.body);
end;
create virtual table own_words using fts5(text);
create virtual table old_words using fts4(text);
create table pair(a text, b integer, body blob, primary key(a, b)) without rowid;
create table keyless(body text);
create table "odd ""name"""("a b" text, rowid text);
create table unique_body(body text unique);
create table json_only(body text check (json_valid(body)));
create view v as select body from note;
''')
c.execute("insert into note(id, body) values(1, ?), (2, 'harmless needle')", ('before ' + given['value'] + ' behind',))
c.execute("insert into words(words) values('rebuild')")
c.execute("insert into own_words values(?)", ('zebra ' + given['value'],))
c.execute("insert into old_words values(?)", ('zebra ' + given['value'],))
c.execute("insert into pair values('k', 1, ?), ('k', 2, ?)", (given['value'], ('blob ' + given['other']).encode()))
c.execute("insert into keyless values(?), ('x'), (?)", (given['value'], given['other'] + ' ' + given['value']))
c.execute('insert into "odd ""name"""("a b", rowid) values(?, ?)', (given['value'], 'see ' + given['other']))
c.execute("insert into json_only values(?)", (json.dumps({'deep': json.dumps({'token': given['value']}), 'n': 12345678901234567890, 'e': 1e400 if False else 1.50}),))
for i in range(300): c.execute("insert into note(body) values(?)", ('gone ' + given['value'] + ' ' + 'x' * 300,))
c.execute("delete from note where body like 'gone%'")
c.close() if given['closed'] else os._exit(0)
`;

const kinds = {
  'in WAL mode, not closed': { pragmas: ['journal_mode=wal', 'wal_autocheckpoint=0'], closed: false },
  'with a rollback journal': { pragmas: ['journal_mode=delete'], closed: true },
  'with a journal that stays': { pragmas: ['journal_mode=persist'], closed: true },
  'in UTF-16': { pragmas: ["encoding='UTF-16le'"], closed: true },
  'that keeps its size small by itself': { pragmas: ['auto_vacuum=full', 'page_size=1024'], closed: true },
};

describe.skipIf(noSqlite !== '')(`a database${noSqlite}`, () => {
  test.each(Object.entries(kinds))('%s', (_, kind) => {
    const folder = stateIn();
    const data = path.join(folder.home, '.local/share/opencode');
    fs.mkdirSync(data, { recursive: true });
    const db = path.join(data, 'opencode.db');
    runPython(MAKE, { db, value, other, ...kind });
    const before = dumpOf(db);
    const where = ['--home', folder.home, '--project', folder.project];
    const { code, out, err } = folder.run(['redact', '--yes', ...where]);
    expect(out + err).toMatch(/0 left outside of what belongs/);
    expect(code).toBe(0);
    expect(holdersOf(folder.root, [value, other])).toEqual({});
    const dump = dumpOf(db);
    expect(dump.integrity).toBe('ok');
    expect(dump.schema.map((row) => JSON.stringify(row)).sort()).toEqual(
      before.schema.map((row) => JSON.stringify(row)).sort(),
    );
    expect(dump.journal).toBe(before.journal);
    expect(dump.tables['note']!.map((row) => row[2])).toEqual([0, 0]);
    const [document] = dump.tables['json_only']!;
    const json = textOf(document![0]);
    expect(json).toContain('"n": 12345678901234567890, "e": 1.5');
    expect(JSON.parse((JSON.parse(json) as { deep: string }).deep)).toMatchObject({
      token: expect.stringMatching(/^\[REDACTED:/),
    });
    runPython(
      `
c = connect(given['db'])
assert c.execute("select rowid from words where words match 'needle'").fetchall() == [(2,)]
assert c.execute("select rowid from words where words match 'redacted'").fetchall() == [(1,)]
assert len(c.execute("select * from own_words where own_words match 'zebra'").fetchall()) == 1
assert len(c.execute("select * from old_words where old_words match 'zebra'").fetchall()) == 1
c.execute("insert into words(words) values('integrity-check')")
c.close()
`,
      { db },
    );
    expect(folder.run(['undo', '--yes', ...where])).toMatchObject({ code: 0 });
    const undone = dumpOf(db);
    for (const [table, rows] of Object.entries(before.tables)) {
      // what a search index keeps for itself is in another order
      if (/words_/.test(table)) continue;
      expect({ [table]: undone.tables[table] }).toEqual({ [table]: rows });
    }
  });

  test('a value that its own table does not let go is told, and all else is done', () => {
    const folder = stateIn();
    const data = path.join(folder.home, '.local/share/opencode');
    fs.mkdirSync(data, { recursive: true });
    const db = path.join(data, 'opencode.db');
    runPython(
      `
c = connect(given['db'])
c.execute('create table strict_one(body text check (length(body) = 40), rest text, name text unique)')
c.execute('insert into strict_one values(?, ?, ?)', (given['value'], 'and ' + given['value'], given['other']))
c.close()
`,
      { db, value, other },
    );
    const { code, out } = folder.run(['redact', '--yes', '--home', folder.home, '--project', folder.project]);
    expect(code).toBe(2);
    expect(out).toMatch(/not redacted: .*#strict_one\.body: its own rules do not allow a change/);
    expect(out).toMatch(/left: .*#strict_one\/1\/body: 1 place/);
    expect(out).toMatch(/left: .*#strict_one\/1\/name: 1 place/);
    expect(textOf(dumpOf(db).tables['strict_one']![0]![1])).toMatch(/^and \[?REDACTED/);
  });

  test('a value of many megabytes comes back byte by byte', () => {
    const folder = stateIn();
    const data = path.join(folder.home, '.local/share/opencode');
    fs.mkdirSync(data, { recursive: true });
    const db = path.join(data, 'opencode.db');
    runPython(
      `
c = connect(given['db'])
c.execute('create table part(id text primary key, data text, raw blob)')
lines = ''.join('line %d of an output\\n' % i for i in range(60000))
text = json.dumps({'output': lines + 'TOKEN=' + given['value'] + '\\n' + lines})
c.execute('insert into part values(?, ?, ?)', ('prt_1', text, (lines + given['value']).encode()))
c.close()
`,
      { db, value },
    );
    const before = dumpOf(db).tables;
    const where = ['--home', folder.home, '--project', folder.project];
    expect(folder.run(['redact', '--yes', ...where])).toMatchObject({ code: 0 });
    expect(holdersOf(folder.root, [value])).toEqual({});
    expect(folder.run(['undo', '--yes', ...where])).toMatchObject({ code: 0 });
    expect(dumpOf(db).tables['part']![0]![0]).toBe(before['part']![0]![0]);
    expect(dumpOf(db).tables['part']![0]![1] === before['part']![0]![1]).toBe(true);
    expect(dumpOf(db).tables['part']![0]![2] === before['part']![0]![2]).toBe(true);
  });
});
