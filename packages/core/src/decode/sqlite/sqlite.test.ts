/** Databases that the real SQLite made, through Python's module. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Container, Member, RandomAccess, Unopened } from '../container.ts';
import { bytesSource } from '../kit/source.ts';
import { openWithWal, sqlite, sqliteJournal, sqliteWal } from './index.ts';

const python = spawnSync('python3', ['-c', 'import sqlite3; print(sqlite3.sqlite_version)'], {
  encoding: 'utf8',
});
const reason = python.status === 0 ? '' : ' (skipped: python3 with sqlite3 is not here)';

const shell = spawnSync('sqlite3', ['-version']);
const shellReason = shell.status === 0 ? '' : ' (skipped: the sqlite3 shell is not here)';

let folder = '';
/** Where the last script ran. */
let newest = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-sqlite-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const PRELUDE = `
import sqlite3, shutil, sys, os
os.chdir(sys.argv[1])
def connect(name='a.db', *pragmas):
    c = sqlite3.connect(name, isolation_level=None)
    c.execute('pragma secure_delete=off')
    c.execute('pragma synchronous=off')
    for p in pragmas: c.execute('pragma ' + p)
    return c
def long(name, n): return name + ''.join('%08d,' % i for i in range(n // 9)) + name + '-end'
`;

/** Runs a script of Python in a new folder, and gives the files that it made there. */
function make(script: string): (name?: string) => Buffer {
  const own = fs.mkdtempSync(path.join(folder, 'db-'));
  newest = own;
  execFileSync('python3', ['-c', PRELUDE + script, own], { stdio: ['ignore', 'ignore', 'inherit'] });
  return (name = 'a.db') => fs.readFileSync(path.join(own, name));
}

const unlimited = { take: () => true, member: () => true };

interface Read {
  readonly cells: ReadonlyMap<string, Buffer>;
  readonly scraps: readonly [name: string, bytes: Buffer][];
  readonly unopened: readonly Unopened[];
  /** Names of the members that hold a text. */
  holding(text: string | Buffer): string[];
}

function collect(found: Iterable<Member | Unopened>, piece = 1 << 16): Read {
  const cells = new Map<string, Buffer>();
  const scraps: [string, Buffer][] = [];
  const unopened: Unopened[] = [];
  const into = Buffer.alloc(piece);
  for (const part of found) {
    if (part.kind === 'unopened') {
      unopened.push(part);
      continue;
    }
    const bytes = contentOf(part, into);
    if ('table' in part || part.name!.startsWith('sqlite_schema/')) {
      expect(cells.has(part.name!)).toBe(false);
      cells.set(part.name!, bytes);
    } else scraps.push([part.name!, bytes]);
  }
  const all = [...cells, ...scraps];
  return {
    cells,
    scraps,
    unopened,
    holding: (text) => all.filter(([, bytes]) => bytes.includes(text)).map(([name]) => name),
  };
}

function contentOf({ read }: Member, into: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let position = 0; ;) {
    const count = read(into, position);
    if (count === 0) return Buffer.concat(parts);
    parts.push(Buffer.from(into.subarray(0, count)));
    position += count;
  }
}

const readAll = (bytes: Buffer, container: Container = sqlite, piece?: number): Read =>
  collect(container.open(bytesSource(bytes), unlimited), piece);
const readBoth = (main: Buffer, wal: Buffer): Read =>
  collect(openWithWal(bytesSource(main), bytesSource(wal), unlimited));
const text = (read: Read, name: string): string | undefined => read.cells.get(name)?.toString();
const long = (name: string, length: number): string =>
  `${name}${Array.from({ length: Math.floor(length / 9) }, (_, i) => `${String(i).padStart(8, '0')},`).join('')}${name}-end`;

describe.skipIf(reason !== '')(`real databases${reason}`, () => {
  test('values by table, key and column, the schema as text, nothing else', () => {
    const file = make(`
c = connect()
c.execute('create table part(id text primary key, n integer, "the data" text)')
c.execute("insert into part values('prt_1', 5, 'canary-one'), ('prt_2', 6, 'short')")
c.execute('create table num(x, y blob, z real)')
c.execute("insert into num values('canary-two', x'000102030405', 1.5)")
c.execute("insert into num(rowid, x) values(-5, 'canary-three'), (9223372036854775807, 'canary-four')")
c.execute('create view v as select 1 as canary_view')
c.execute("create trigger trg after insert on num begin select 'canary-trigger'; end")
c.execute('create index i on num(x)')
`);
    const read = readAll(file());
    expect(read.unopened).toEqual([]);
    expect([...read.cells.keys()].sort()).toEqual([
      'num/-5/x',
      'num/1/x',
      'num/1/y',
      'num/9223372036854775807/x',
      'part/prt_1/the data',
      'sqlite_schema/i',
      'sqlite_schema/num',
      'sqlite_schema/part',
      'sqlite_schema/sqlite_autoindex_part_1',
      'sqlite_schema/trg',
      'sqlite_schema/v',
    ]);
    expect(text(read, 'part/prt_1/the data')).toBe('canary-one');
    expect(text(read, 'num/9223372036854775807/x')).toBe('canary-four');
    expect(text(read, 'sqlite_schema/trg')).toContain('canary-trigger');
    expect(read.scraps).toEqual([]);
    expect(readAll(Buffer.alloc(0)).cells.size).toBe(0);
  });

  test.each([512, 1024, 4096, 65536])('values over many overflow pages, pages of %i', (pageSize) => {
    const file = make(`
c = connect('a.db', 'page_size=${pageSize}')
c.execute('create table t(a, b, c)')
for n in (30, 39, 100, 450, 500, 1000, 5000, 66000, 300000):
    c.execute('insert into t values(?, ?, ?)', (long('a%d' % n, n), n, long('c%d' % n, n)))
`);
    for (const piece of [7, 1 << 22]) {
      const read = readAll(file(), sqlite, piece === 7 ? 997 : piece);
      expect(read.unopened).toEqual([]);
      for (const [i, n] of [30, 39, 100, 450, 500, 1000, 5000, 66000, 300000].entries()) {
        expect(text(read, `t/${i + 1}/a`)).toBe(long(`a${n}`, n));
        expect(text(read, `t/${i + 1}/c`)).toBe(long(`c${n}`, n));
      }
      // what is moved from page to page leaves a copy behind
      expect(read.scraps.filter(([name]) => !/^page \d+, unused$/.test(name))).toEqual([]);
    }
  });

  test('a value that is not read to its end leaves the others readable', () => {
    const file = make(`
c = connect()
c.execute('create table t(a, b)')
c.execute('insert into t values(?, ?)', (long('first', 50000), long('second', 50000)))
c.execute('insert into t values(?, ?)', (long('third', 50000), 'canary-end'))
`);
    const found: string[] = [];
    for (const part of sqlite.open(bytesSource(file()), unlimited)) {
      expect(part.kind).toBe('member');
      const into = Buffer.alloc(part.name!.endsWith('/b') ? 100_000 : 10);
      const count = part.kind === 'member' ? part.read(into, 0) : 0;
      found.push(`${part.name} ${into.toString('latin1', Math.max(0, count - 10), count)}`);
    }
    expect(found.slice(1)).toEqual([
      't/1/a first00000',
      't/1/b second-end',
      't/2/a third00000',
      't/2/b canary-end',
    ]);
  });

  test.each(['UTF-16le', 'UTF-16be'])('%s: the bytes as stored, names as text', (encoding) => {
    const file = make(`
c = connect('a.db', 'encoding="${encoding}"')
c.execute('create table "täble"(id text primary key, "cölumn")')
c.execute("insert into täble values('kéy', 'canary-wide')")
`);
    const wide = Buffer.from('canary-wide', 'utf16le');
    const read = readAll(file());
    expect(read.cells.get('täble/kéy/cölumn')).toEqual(encoding === 'UTF-16le' ? wide : wide.swap16());
  });

  test('tables without row numbers, keys of several columns, added, computed and quoted columns', () => {
    const file = make(`
c = connect()
c.execute('create table w(v text, id text primary key, n int) without rowid')
for i in range(2000): c.execute("insert into w values(?, ?, ?)", ('value-%d' % i, 'id-%d' % i, i))
c.execute('insert into w values(?, ?, 0)', (long('wide', 9000), 'big'))
c.execute('create table m(v text, a text, b int, primary key(b, a)) without rowid')
c.execute("insert into m values('canary-m', 'x', 7)")
c.execute("create table g(a text, b text as (a || 'x') virtual, c text as (a || 'y') stored, [d e] text)")
c.execute("insert into g(a, [d e]) values('canary-a', 'canary-d')")
c.execute("alter table g add column f text default 'canary-default'")
c.execute("insert into g(a, [d e], f) values('canary-a', 'canary-d', 'canary-f')")
c.execute("create table k(id text primary key, v)")
c.execute("insert into k values(?, 'canary-k1'), ('a' || char(10), 'canary-k2'), (x'00', 'canary-k3')", ('k' * 65,))
c.execute('create index e on g(upper(a))')
`);
    const read = readAll(file());
    expect(read.unopened).toEqual([]);
    for (let i = 0; i < 2000; i++) expect(text(read, `w/id-${i}/v`)).toBe(`value-${i}`);
    expect(text(read, 'w/big/v')).toBe(long('wide', 9000));
    expect(text(read, 'm/7,x/v')).toBe('canary-m');
    expect(text(read, 'g/1/d e')).toBe('canary-d');
    expect(text(read, 'g/1/c')).toBe('canary-ay');
    expect(text(read, 'g/2/f')).toBe('canary-f');
    expect(['k/1/v', 'k/2/v', 'k/3/v'].map((name) => text(read, name))).toEqual([
      'canary-k1',
      'canary-k2',
      'canary-k3',
    ]);
    expect(read.holding('CANARY-A')).toEqual(['e/1/1', 'e/2/1']);
  });

  test('full-text tables', () => {
    const file = make(`
c = connect()
c.execute('create virtual table f using fts5(body)')
c.execute("insert into f values('canaryword in a text')")
`);
    expect(readAll(file()).holding('canaryword in a text')).toEqual(['f_content/1/c0']);
  });

  test('200,000 rows, each once', () => {
    const file = make(`
c = connect()
c.execute('create table t(id integer primary key, v text)')
c.execute('begin')
c.executemany('insert into t values(?, ?)', ((i, 'row-value-%d' % i) for i in range(200000)))
c.execute('commit')
`);
    const read = readAll(file());
    expect(read.cells.size).toBe(200_001);
    for (let i = 0; i < 200_000; i++) if (text(read, `t/${i}/v`) !== `row-value-${i}`) expect(i).toBe(-1);
    expect(read.unopened).toEqual([]);
  });

  test('what deletion leaves: rows, dropped tables, shrunk values; nothing after VACUUM or with secure_delete', () => {
    const script = (secure: string, end: string): string => `
c = connect('a.db', 'secure_delete=${secure}')
c.execute('create table filler(v text)')
c.execute('insert into filler values(?)', (long('filler', 9000),))
c.execute('create table t(id integer primary key, v text)')
c.execute('create table gone(v text)')
for i in range(300): c.execute('insert into t values(?, ?)', (i, 'kept-%d-' % i + 'x' * 80))
for i in range(300): c.execute('insert into gone values(?)', ('dropped-%d-' % i + 'y' * 80,))
c.execute('insert into gone values(?)', (long('dropped', 20000),))
c.execute('insert into t values(1000, ?)', (long('deleted', 20000),))
c.execute('drop table filler')
c.execute("update t set v = 'shrunk' where id = 30")
c.execute('delete from t where id in (7, 8, 100, 1000)')
c.execute('drop table gone')
${end}
`;
    const read = readAll(make(script('off', ''))());
    expect(read.unopened).toEqual([]);
    for (const left of ['kept-7-', 'kept-8-', 'kept-100-', 'kept-30-', 'dropped-299-', 'deleted0000']) {
      expect(read.holding(left).length, left).toBeGreaterThan(0);
    }
    for (let i = 0; i < 300; i++) expect(read.holding(`dropped-${i}-`).length).toBeGreaterThan(0);
    // the whole value, over the border from the row to its overflow pages, and from page to page
    expect(read.holding(long('dropped', 20000)).length).toBe(1);
    expect(read.holding(long('deleted', 20000)).length).toBe(1);
    for (const clean of [
      readAll(make(script('on', ''))()),
      readAll(make(script('off', "c.execute('vacuum')"))()),
    ]) {
      expect(clean.holding('dropped').concat(clean.holding('deleted'), clean.holding('kept-7-'))).toEqual([]);
      expect(clean.holding('kept-9-')).toContain('t/9/v');
    }
  });

  test.each(['full', 'incremental'])('auto_vacuum=%s, with its pointer maps', (mode) => {
    const file = make(`
c = connect('a.db', 'page_size=512', 'auto_vacuum=${mode}')
c.execute('create table t(v text)')
for i in range(3000): c.execute('insert into t values(?)', ('value-%d-' % i + 'x' * (i % 900),))
c.execute('delete from t where rowid % 10 = 0')
`);
    const read = readAll(file());
    expect(read.unopened).toEqual([]);
    for (let i = 0; i < 3000; i++) {
      if ((i + 1) % 10 !== 0) expect(text(read, `t/${i + 1}/v`)).toBe(`value-${i}-${'x'.repeat(i % 900)}`);
    }
  });

  test.skipIf(shell.status !== 0)(`bytes reserved on every page${shellReason}`, () => {
    const file = make(`
import subprocess
c = connect('a.db', 'page_size=1024')
c.execute('create table t(v text)')
for i in range(50): c.execute('insert into t values(?)', (long('v%d' % i, i * 100),))
c.close()
subprocess.run(['sqlite3', 'a.db', '.filectrl reserve_bytes 32', 'vacuum'], check=True)
`);
    expect(file()[20]).toBe(32);
    const read = readAll(file());
    expect(read.unopened).toEqual([]);
    for (let i = 0; i < 50; i++) expect(text(read, `t/${i + 1}/v`)).toBe(long(`v${i}`, i * 100));
  });

  describe('the write-ahead log', () => {
    const LOG = `
c = connect('a.db', 'journal_mode=wal', 'wal_autocheckpoint=0')
def copy():
    shutil.copy('a.db', 'b.db'); shutil.copy('a.db-wal', 'b.db-wal')
`;

    test('all is in it: the database is one page', () => {
      const file = make(`${LOG}
c.execute('create table t(id text primary key, v text)')
c.execute('insert into t values(?, ?)', ('k', long('inlog', 30000)))
copy()
`);
      expect(file('b.db').length).toBeLessThanOrEqual(4096);
      const read = readBoth(file('b.db'), file('b.db-wal'));
      expect(read.unopened).toEqual([]);
      expect(text(read, 't/k/v')).toBe(long('inlog', 30000));
      const alone = readAll(file('b.db-wal'), sqliteWal);
      expect(alone.holding(long('inlog', 30000)).length).toBe(1);
      expect(sqliteWal.recognises(file('b.db-wal').subarray(0, 512))).toBe(true);
    });

    test('older frames, uncommitted frames, frames of an earlier log', () => {
      const file = make(`${LOG}
c.execute('create table t(id integer primary key, v text)')
c.execute('insert into t values(1, ?)', (long('early', 40000),))
c.execute("insert into t values(2, 'canary-old')")
c.execute("update t set v = 'canary-new' where id = 2")
c.execute('delete from t where id = 1')
copy()
shutil.copy('b.db', 'first.db'); shutil.copy('b.db-wal', 'first.db-wal')
c.execute('pragma wal_checkpoint(restart)')
c.execute("insert into t values(3, 'canary-third')")
copy()
shutil.copy('b.db', 'second.db'); shutil.copy('b.db-wal', 'second.db-wal')
c.execute('pragma cache_size=5')
c.execute('begin')
for i in range(100, 400): c.execute('insert into t values(?, ?)', (i, 'uncommitted-%d-' % i + 'z' * 300))
copy()
`);
      const first = readBoth(file('first.db'), file('first.db-wal'));
      expect(text(first, 't/2/v')).toBe('canary-new');
      expect(first.cells.has('t/1/v')).toBe(false);
      expect(first.holding('canary-old').every((name) => /^wal frame|unused/.test(name))).toBe(true);
      expect(first.holding('canary-old').length).toBeGreaterThan(0);
      expect(first.holding(long('early', 40000)).length).toBeGreaterThan(0);
      const second = readBoth(file('second.db'), file('second.db-wal'));
      expect(text(second, 't/3/v')).toBe('canary-third');
      expect(second.holding('canary-old').length).toBeGreaterThan(0);
      const third = readBoth(file('b.db'), file('b.db-wal'));
      expect([...third.cells.keys()].filter((name) => /^t\/\d{3}/.test(name))).toEqual([]);
      expect(text(third, 't/3/v')).toBe('canary-third');
      expect(third.holding('uncommitted-100-').length).toBeGreaterThan(0);
      for (const read of [first, second, third]) expect(read.unopened).toEqual([]);
    });

    test('pages of the database that are newer in the log are read as they were, too', () => {
      const file = make(`${LOG}
c.execute('create table t(id integer primary key, v text)')
c.execute("insert into t values(1, 'canary-before')")
c.execute('pragma wal_checkpoint(truncate)')
c.execute("update t set v = 'canary-after!' where id = 1")
copy()
`);
      const read = readBoth(file('b.db'), file('b.db-wal'));
      expect(read.holding('canary-before')).toEqual(['page 2, before the wal']);
      expect(text(read, 't/1/v')).toBe('canary-after!');
      expect(text(readAll(file('b.db')), 't/1/v')).toBe('canary-before');
    });

    test('a log of the other byte order, of another database, of nothing', () => {
      const file = make(`${LOG}
c.execute('create table t(v text)')
c.execute("insert into t values('canary-log')")
copy()
o = connect('o.db', 'page_size=1024')
o.execute('create table o(v text)')
o.execute("insert into o values('canary-other')")
`);
      const wal = file('b.db-wal');
      const swapped = readBoth(file('b.db'), otherOrder(wal));
      expect(text(swapped, 't/1/v')).toBe('canary-log');
      // the log has its own page 1: it is the database
      expect(readBoth(file('o.db'), wal).holding('canary-other').length).toBeGreaterThan(0);
      expect(readBoth(file('b.db'), wal.subarray(0, 20)).scraps.at(-1)![0]).toBe('wal');
      const broken = Buffer.from(wal);
      broken[40]! ^= 1;
      expect(readBoth(file('b.db'), broken).holding('canary-log').length).toBeGreaterThan(0);
      expect(readBoth(file('b.db'), broken).cells.has('t/1/v')).toBe(false);
    });
  });

  test('a rollback journal', () => {
    const file = make(`
# without secure_delete, what is only freed is not written, so it needs no journal
c = connect('a.db', 'cache_size=5', 'page_size=1024', 'secure_delete=on')
c.execute('create table t(id integer primary key, v text)')
for i in range(400): c.execute('insert into t values(?, ?)', (i, 'before-%d-' % i + 'q' * 200))
c.execute('insert into t values(1000, ?)', (long('chain', 9000),))
c.execute('begin')
c.execute("update t set v = 'after-' || id")
shutil.copy('a.db-journal', 'j')
`);
    const journal = file('j');
    expect(sqliteJournal.recognises(journal.subarray(0, 512))).toBe(true);
    const read = readAll(journal, sqliteJournal);
    for (let i = 0; i < 400; i++) expect(read.holding(`before-${i}-`).length).toBeGreaterThan(0);
    expect(read.holding(long('chain', 9000)).length).toBe(1);
  });

  describe('damage', () => {
    let main: Buffer;
    let wal: Buffer;
    let journal: Buffer;
    beforeAll(() => {
      const file = make(`
c = connect('a.db', 'page_size=512', 'auto_vacuum=incremental')
c.execute('create table t(id text primary key, v text)')
c.execute('create table w(id text primary key, v text) without rowid')
c.execute('create table gone(v text)')
for i in range(60):
    for t in ('t', 'w'): c.execute('insert into %s values(?, ?)' % t, ('k%d' % i, long('v%d' % i, i * 40)))
    c.execute('insert into gone values(?)', (long('g%d' % i, i * 20),))
c.execute('drop table gone')
c.execute('delete from t where rowid % 3 = 0')
c.execute('pragma journal_mode=wal')
c.execute('pragma wal_autocheckpoint=0')
c.execute("update w set v = 'changed' where rowid < 9" if False else "update t set v = 'changed-value' where rowid < 9")
shutil.copy('a.db', 'b.db'); shutil.copy('a.db-wal', 'b.db-wal')
j = connect('j.db', 'page_size=512', 'cache_size=3')
j.execute('create table t(v)')
for i in range(60): j.execute('insert into t values(?)', (long('v%d' % i, i * 40),))
j.execute('begin')
j.execute("update t set v = 'x'")
shutil.copy('j.db-journal', 'j')
`);
      main = file('b.db');
      wal = file('b.db-wal');
      journal = file('j');
    });

    /** Changes bytes, often those that pages start with, and often cuts the file. */
    const damaged = (bytes: Buffer): fc.Arbitrary<Buffer> =>
      fc
        .record({
          cut: fc.option(fc.nat(bytes.length), { freq: 3 }),
          flips: fc.array(
            fc.tuple(
              fc.oneof(
                fc.nat(bytes.length - 1),
                fc.nat(99),
                fc.nat(bytes.length - 1).map((at) => (at & ~511) + (at & 15)),
              ),
              fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255)),
            ),
            { maxLength: 20 },
          ),
        })
        .map(({ cut, flips }) => {
          const changed = Buffer.from(bytes);
          for (const [at, value] of flips) if (at < changed.length) changed[at] = value;
          return changed.subarray(0, cut ?? changed.length);
        });

    /** Everything that is given, and how many bytes that is; a consumer that never reads must not matter either. */
    const bytesOf = (found: Iterable<Member | Unopened>): number => {
      let total = 0;
      const into = Buffer.alloc(4096);
      for (const part of found) {
        if (part.kind === 'unopened') continue;
        for (let position = 0; ;) {
          const count = part.read(into, position);
          expect(count).toBeLessThanOrEqual(into.length);
          if (count === 0) break;
          position += count;
          total += count;
        }
      }
      return total;
    };

    test('never throws, never hangs, never gives much more than there is', () => {
      fc.assert(
        fc.property(damaged(main), damaged(wal), damaged(journal), (db, log, old) => {
          // a page may be given as cells, and again as a whole where it is damaged; separators come on top
          const most = (bytes: number): number => bytes * 4 + 65536;
          expect(bytesOf(sqlite.open(bytesSource(db), unlimited))).toBeLessThan(most(db.length));
          expect(bytesOf(openWithWal(bytesSource(db), bytesSource(log), unlimited))).toBeLessThan(
            most(db.length + log.length),
          );
          expect(bytesOf(sqliteWal.open(bytesSource(log), unlimited))).toBeLessThan(most(log.length));
          expect(bytesOf(sqliteJournal.open(bytesSource(old), unlimited))).toBeLessThan(most(old.length));
        }),
        { numRuns: 300 },
      );
    });

    test('cut anywhere: what is still there is found', () => {
      for (let length = 100; length < main.length; length += 509) {
        const cut = main.subarray(0, length);
        const total = createHash('sha256').update(cut).digest('hex');
        const read = readAll(cut);
        expect(createHash('sha256').update(cut).digest('hex')).toBe(total);
        if (length < main.length - 512) expect(read.unopened.length).toBeGreaterThan(0);
        for (const page of [20, 50]) {
          const end = page * 512;
          const sample = cut.subarray(end - 40, end);
          if (length > end && /^[\x21-\x7e]{40}$/.test(sample.toString('latin1'))) {
            expect(read.holding(sample).length).toBeGreaterThan(0);
          }
        }
      }
    });

    test('a damaged page is said with the table, and its bytes are given all the same', () => {
      const changed = Buffer.from(main);
      const at = changed.indexOf('v50');
      const page = Math.floor(at / 512);
      changed[page * 512] = 0x77;
      const read = readAll(changed);
      expect(read.unopened.map(({ cause, name }) => `${cause} ${name}`)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^damaged (?:t|w|undefined)$/)]),
      );
      expect(read.holding('v50').length).toBeGreaterThan(0);
    });

    test('a header that lies of the page size, or is no header', () => {
      for (const size of [0, 1, 2, 511, 513, 1024, 4096, 32768, 65535]) {
        const changed = Buffer.from(main);
        changed.writeUInt16BE(size, 16);
        const read = readAll(changed);
        expect(read.unopened.length).toBeGreaterThan(0);
        expect(read.holding('v50').length).toBeGreaterThan(0);
      }
    });

    test('more tables than the budget: said once', () => {
      let left = 2;
      const found = [...sqlite.open(bytesSource(main), { take: () => true, member: () => left-- > 0 })];
      expect(found.flatMap((part) => (part.kind === 'unopened' ? part.cause : []))).toEqual(['budget']);
    });
  });

  test('a file is only read: its bytes, its times and its neighbours stay', () => {
    make(`
c = connect()
c.execute('create table t(v text)')
c.execute('insert into t values(?)', (long('v', 100000),))
`);
    const file = path.join(newest, 'a.db');
    const before = [
      fs.readFileSync(file).toString('hex'),
      fs.statSync(file).mtimeMs,
      fs.readdirSync(path.dirname(file)),
    ];
    const handle = fs.openSync(file, 'r');
    const source: RandomAccess = {
      size: fs.fstatSync(handle).size,
      read: (into, position) => fs.readSync(handle, into, 0, into.length, position),
    };
    expect(collect(sqlite.open(source, unlimited)).cells.size).toBe(2);
    fs.closeSync(handle);
    expect([
      fs.readFileSync(file).toString('hex'),
      fs.statSync(file).mtimeMs,
      fs.readdirSync(path.dirname(file)),
    ]).toEqual(before);
  });
});

/** The same log as a computer of the other byte order writes it. */
function otherOrder(wal: Buffer): Buffer {
  const log = Buffer.from(wal);
  const pageSize = log.readUInt32BE(8);
  let [first, second] = [0, 0];
  const isLittle = log.readUInt32BE(0) === 0x377f0683;
  log.writeUInt32BE(isLittle ? 0x377f0682 : 0x377f0683, 0);
  const add = (from: number, to: number): void => {
    for (let at = from; at < to; at += 8) {
      const word = (offset: number): number =>
        isLittle ? log.readUInt32LE(offset) : log.readUInt32BE(offset);
      first = (first + word(at) + second) >>> 0;
      second = (second + word(at + 4) + first) >>> 0;
    }
  };
  const write = (at: number): void => {
    log.writeUInt32BE(first, at);
    log.writeUInt32BE(second, at + 4);
  };
  add(0, 24);
  write(24);
  for (let at = 32; at + 24 + pageSize <= log.length; at += 24 + pageSize) {
    add(at, at + 8);
    add(at + 24, at + 24 + pageSize);
    write(at + 16);
  }
  return log;
}
