/**
 * Takes values out of a database so that nothing of them is left in it: not in a row, an index or a search index, not in
 * a free page, and not in the log beside it.
 *
 *   lock → BEGIN → rows → COMMIT → log into the file → VACUUM → log into the file
 *
 * All rows change in one transaction: whenever this is killed, the rows are all as before or all as they should be. What
 * comes after can be done again.
 */
import fs from 'node:fs';
import { collect, Database } from '../../agents/sqlite.ts';
import type { DatabaseLaws } from '../../agents/agent.ts';
import { companions } from '../../agents/stores.ts';
import { attributesOf, putTimes } from '../attributes.ts';
import { fromUtf8, toUtf8, type TextEncoding } from '../content.ts';
import { rowsOf, whereKey, type TableRow, type Value } from './rows.ts';
import { sqliteCode } from './problem.ts';
import { encodingOf, locksOf, quoted, schemaOf, tablesOf, type TableShape } from './schema.ts';

/** One value that is to be changed. */
export interface CellChange {
  readonly table: TableShape;
  readonly row: TableRow;
  readonly value: Value;
  /** As they stand in the database's own encoding. */
  readonly before: Buffer;
  readonly after: Buffer;
}

export interface Rewriting {
  readonly laws: DatabaseLaws;
  /** The value's new bytes, as UTF-8 where it is text; undefined where it stays. */
  readonly edit: (table: string, value: Value, row: TableRow) => Buffer | undefined;
  /** A row whose key is the hash of its content: it holds something, and is deleted. Gets literals, one a column. */
  readonly deleted: (table: TableShape, row: TableRow, literals: readonly string[]) => void;
  /** Keeps what is changed, before it is. */
  readonly changed: (change: CellChange) => void;
  /** All that was told is kept for good after this: called before anything counts. */
  readonly commit: () => void;
  /** Something could not be changed. */
  readonly refused: (table: string, column: string) => void;
  readonly progress: (words: string) => void;
}

export interface RewrittenDatabase {
  readonly cells: number;
  readonly rows: number;
}

/** Throws what SQLite throws: the database is as it was then, or all its rows are as they should be. */
export function rewriteDatabase(file: string, rewriting: Rewriting): RewrittenDatabase {
  // what looking for values left behind
  collect();
  const times = fs.statSync(file, { bigint: true });
  const database = new Database(file);
  try {
    lock(database);
    const done = rewriteRows(database, rewriting);
    rewriting.progress('writing the file anew');
    clean(database);
    unlock(database);
    return done;
  } finally {
    database.close();
    keepTimes(file, times);
  }
}

/** What comes after the rows: nothing that was deleted or replaced stands in the files after it. */
export function cleanDatabase(file: string): void {
  const times = fs.statSync(file, { bigint: true });
  const database = new Database(file);
  try {
    lock(database);
    clean(database);
    unlock(database);
  } finally {
    database.close();
    keepTimes(file, times);
  }
}

function keepTimes(file: string, before: fs.BigIntStats): void {
  try {
    putTimes(file, attributesOf(before));
  } catch {
    // on a read-only file system they have not changed
  }
}

/** Whether somebody has the database open, whom `/proc` may not show. It opens the database, which is no read-only act. */
export function isUsed(file: string): boolean {
  let times: fs.BigIntStats;
  let database: Database;
  try {
    for (const each of [file, ...companions(file)])
      if (fs.lstatSync(each, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
    times = fs.statSync(file, { bigint: true });
    database = new Database(file);
  } catch {
    // whoever rewrites it says why it cannot be opened
    return false;
  }
  try {
    // no statement is prepared: one that is not collected yet would keep the lock of a database that is closed
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
    database.exec('COMMIT');
    return false;
  } catch (error) {
    return [BUSY, LOCKED].includes(sqliteCode(error));
  } finally {
    database.close();
    keepTimes(file, times);
  }
}

const BUSY = 5;
const LOCKED = 6;

/** Nobody else can read or write it from here until it is closed. Throws SQLITE_BUSY where somebody has it. */
export function lock(database: Database): void {
  database.exec('PRAGMA busy_timeout = 1000');
  database.exec('PRAGMA foreign_keys = OFF');
  database.exec('PRAGMA trusted_schema = OFF');
  // what VACUUM needs for a moment is on the disk, not in memory
  database.exec('PRAGMA temp_store = 1');
  database.all('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('BEGIN EXCLUSIVE');
  const [check] = database.all('PRAGMA quick_check(1)');
  database.exec('COMMIT');
  if (check && String(Object.values(check)[0]) !== 'ok') throw new Corrupt();
  database.all('PRAGMA secure_delete = ON');
  // while nobody else can have it, SQLite keeps a rollback journal, and with it all that stood on the pages before
  if (!isLogged(database)) database.all('PRAGMA journal_mode = TRUNCATE');
}

/** Lets others in again, and leaves no journal behind. */
export function unlock(database: Database): void {
  database.all('PRAGMA locking_mode = NORMAL');
  // the lock goes with the next look
  database.one('SELECT count(*) FROM sqlite_schema');
  if (!isLogged(database)) database.all('PRAGMA journal_mode = DELETE');
}

function isLogged(database: Database): boolean {
  return database.one('PRAGMA journal_mode') === 'wal';
}

/** What SQLite would say, had it noticed itself. */
class Corrupt extends Error {
  readonly code = 'SQLITE_CORRUPT';
}

/** What was made of a larger value in between is not left to be collected some time. */
const LARGE = 16 << 20;

function rewriteRows(database: Database, rewriting: Rewriting): RewrittenDatabase {
  const encoding = encodingOf(database);
  let cells = 0;
  let rows = 0;
  database.exec('BEGIN IMMEDIATE');
  try {
    const triggers = schemaOf(database).filter(({ type }) => type === 'trigger');
    // a trigger would do more than what is asked for
    for (const { name } of triggers) database.exec(`DROP TRIGGER ${quoted(name)}`);
    for (const table of tablesOf(database)) {
      const locks = locksOf(database, table, rewriting.laws);
      const columns = table.columns.filter((column) => !locks.has(column));
      const isHashed = rewriting.laws.contentAddressed.includes(table.name);
      let seen = 0;
      for (const row of rowsOf(database, table, columns, encoding)) {
        if (++seen % 1000 === 0) rewriting.progress(`${table.name}: ${seen.toLocaleString('en')} rows`);
        for (const value of row.values) {
          const edited = rewriting.edit(table.name, value, row);
          if (value.bytes.length > LARGE) collect();
          if (!edited) continue;
          if (isHashed) {
            deleteRow(database, table, row, rewriting);
            rows++;
            break;
          }
          if (update(database, table, row, value, edited, rewriting)) cells++;
        }
      }
    }
    rebuildSearch(database, rewriting);
    for (const { sql } of triggers) database.exec(sql);
    rewriting.commit();
    database.exec('COMMIT');
  } catch (error) {
    rollBack(database);
    throw error;
  }
  return { cells, rows };

  function update(
    own: Database,
    table: TableShape,
    row: TableRow,
    value: Value,
    edited: Buffer,
    { changed, refused }: Rewriting,
  ): boolean {
    const column = quoted(value.column);
    const where = whereKey(table.handle, row.handle);
    const after = value.isText ? fromUtf8(edited, encoding) : edited;
    // in UTF-8 it is at hand already
    const before =
      value.isText && encoding !== 'utf-8'
        ? (own.one(`SELECT CAST(${column} AS BLOB) FROM ${quoted(table.name)} WHERE ${where}`) as Buffer)
        : value.bytes;
    try {
      setValue(own, table.name, value.column, where, after, value.isText ? encoding : undefined);
    } catch (error) {
      // a constraint of its own; whatever else goes wrong ends it all
      if (sqliteCode(error) !== CONSTRAINT) throw error;
      refused(table.name, value.column);
      return false;
    }
    changed({ table, row, value, before, after });
    return true;
  }
}

/** `encoding` is that of a text. Bytes that are no UTF-8 stay what they are. */
export function setValue(
  database: Database,
  table: string,
  column: string,
  where: string,
  value: Buffer,
  encoding: TextEncoding | undefined,
): void {
  const update = `UPDATE ${quoted(table)} SET ${quoted(column)} =`;
  if (encoding === undefined) database.run(`${update} ? WHERE ${where}`, value);
  else if (encoding === 'utf-8') database.run(`${update} CAST(? AS TEXT) WHERE ${where}`, value);
  else database.run(`${update} ? WHERE ${where}`, toUtf8(value, encoding).toString());
}

const CONSTRAINT = 19;

function deleteRow(database: Database, table: TableShape, row: TableRow, { deleted }: Rewriting): void {
  const where = whereKey(table.handle, row.handle);
  const columns = table.columns.map((column, at) => `quote(${quoted(column)}) AS c${at}`).join(', ');
  const [whole] = database.all(`SELECT ${columns} FROM ${quoted(table.name)} WHERE ${where}`);
  deleted(
    table,
    row,
    table.columns.map((_, at) => String(whole![`c${at}`])),
  );
  database.run(`DELETE FROM ${quoted(table.name)} WHERE ${where}`);
}

const FULL_TEXT = /\bUSING\s+fts([345])\b/i;

/** The words of a search index are made of its table anew. */
function rebuildSearch(database: Database, { refused }: Rewriting): void {
  for (const { name, sql } of schemaOf(database)) {
    const version = FULL_TEXT.exec(sql)?.[1];
    if (version === undefined) continue;
    const own = quoted(name);
    try {
      if (version !== '3') database.exec(`INSERT INTO ${own}(${own}) VALUES('rebuild')`);
      database.exec(`INSERT INTO ${own}(${own}) VALUES('optimize')`);
    } catch (error) {
      if (sqliteCode(error) === 0) throw error;
      // it keeps no text of its own, or a tokenizer is not here
      refused(name, 'search index');
    }
  }
}

function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // SQLite has done it already
  }
}

function clean(database: Database): void {
  const sequence = hasSequence(database);
  checkpoint(database);
  database.exec('VACUUM');
  if (sequence && !hasSequence(database)) {
    // VACUUM drops it where it is empty
    database.exec('CREATE TABLE staunch_sequence (id INTEGER PRIMARY KEY AUTOINCREMENT)');
    database.exec('DROP TABLE staunch_sequence');
  }
  checkpoint(database);
}

function hasSequence(database: Database): boolean {
  return database.one("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'") === 1n;
}

/** Throws where somebody else keeps the log from being emptied. */
function checkpoint(database: Database): void {
  const [answer] = database.all('PRAGMA wal_checkpoint(TRUNCATE)');
  if (answer && Number(answer['busy']) !== 0) throw new Busy();
}

class Busy extends Error {
  readonly code = 'SQLITE_BUSY';
}
