/** Puts back what a bundle holds: rows, deleted rows, files and deleted directories, each as it was. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { collect, Database } from '../../agents/sqlite.ts';
import { attributesOf, putTimes } from '../attributes.ts';
import { sqliteCode, sqliteProblem } from '../database/problem.ts';
import { lock, setValue, unlock } from '../database/rewrite.ts';
import { whereKey } from '../database/rows.ts';
import { encodingOf, quoted, schemaOf } from '../database/schema.ts';
import { fileProblem } from '../files/problem.ts';
import { NotReplaced, replaceFile, writeNew, type Source } from '../files/replace.ts';
import { CutShort, type CellHead, type Entry, type FileHead, type Imprint, type RowHead } from './entries.ts';
import { Trees } from './trees.ts';

export interface Restored {
  files: number;
  cells: number;
  rows: number;
  trees: number;
  /** As it was already: an interrupted redaction had not come to it. */
  same: number;
  readonly refused: { readonly path: string; readonly reason: string }[];
  /** The bundle came to its end. */
  isWhole: boolean;
}

/** Whoever calls knows that no process holds the databases. */
export function restore(entries: Iterable<Entry>, progress: (words: string) => void): Restored {
  const done: Restored = { files: 0, cells: 0, rows: 0, trees: 0, same: 0, refused: [], isWhole: false };
  const databases = new Databases(done);
  const trees = new Trees(done);
  try {
    for (const entry of entries) {
      const { head } = entry;
      if (head.kind !== 'node') trees.settle();
      switch (head.kind) {
        case 'file':
          progress('putting back files');
          trying(head.path, done, () => restoreFile(head, entry.chunks(), done));
          break;
        case 'node':
          progress('putting back directories');
          trees.put(head, entry.chunks());
          break;
        case 'cell':
        case 'row':
          progress(`putting back rows of ${head.table}`);
          databases.put(head, entry);
          break;
        case 'end':
          done.isWhole = true;
      }
    }
    trees.settle();
    databases.commit();
  } catch (error) {
    // what is not whole was never changed
    if (!(error instanceof CutShort)) throw error;
    databases.commit();
  } finally {
    databases.close();
    trees.drop();
  }
  return done;
}

function trying(file: string, done: Restored, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof CutShort || error instanceof UserError) throw error;
    done.refused.push({ path: file, reason: reasonOf(error) });
  }
}

/** Why something could not be put back, in words. Throws what is no error of the system or of SQLite. */
function reasonOf(error: unknown): string {
  if (error instanceof NotReplaced) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  const reason = sqliteProblem(error) ?? fileProblem(code);
  if (reason === undefined) throw error;
  return reason;
}

/** A chunk is good until the next one is asked for: the bundle's reader overwrites it then. */
function whole(chunks: Iterable<Buffer>, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const chunk of chunks) at += chunk.copy(bytes, at);
  return bytes;
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What the agent added to the file since then stays behind what was there. */
function restoreFile(head: FileHead, chunks: Iterable<Buffer>, done: Restored): void {
  if (!fs.lstatSync(head.path, { throwIfNoEntry: false })) {
    fs.mkdirSync(path.dirname(head.path), { recursive: true });
    writeNew(head.path, head, chunks);
    done.files++;
    return;
  }
  let isLonger = false;
  const isPut = replaceFile(
    head.path,
    (source, write) => {
      const state = compare(head.after, source);
      const original = createHash('sha256');
      let size = 0;
      for (const chunk of chunks) {
        original.update(chunk);
        size += chunk.length;
        write(Buffer.from(chunk));
      }
      const there = compare({ size, hash: original.digest('hex') }, source);
      isLonger = (state ?? there) === 'longer';
      // the redaction was interrupted before it came to this file, or the undo behind it
      if (there === 'same' || (there && !state)) return false;
      if (!state) throw new NotReplaced('it was changed since; it stays as it is now');
      let at = 0;
      for (const chunk of source.chunks()) {
        const from = Math.max(0, head.after.size - at);
        if (from < chunk.length) write(Buffer.from(chunk.subarray(from)));
        at += chunk.length;
      }
      return true;
    },
    () => {},
  );
  if (isPut) done.files++;
  else done.same++;
  // what was added since has a time of its own
  if (!isLonger) putTimes(head.path, head);
}

/** Whether the file is, or starts with, what the imprint tells. */
function compare({ size, hash }: Imprint, source: Source): 'same' | 'longer' | undefined {
  if (source.size < size) return undefined;
  const now = createHash('sha256');
  let at = 0;
  for (const chunk of source.chunks()) {
    if (at >= size) break;
    now.update(chunk.subarray(0, size - at));
    at += chunk.length;
  }
  if (now.digest('hex') !== hash) return undefined;
  return source.size === size ? 'same' : 'longer';
}

/** What came of a larger value in between is not left to be collected some time. */
const LARGE = 16 << 20;

/** Whether the value is what it was before, else by what it is known. */
function stateOf(database: Database, sql: string, before: Buffer): string {
  const [row] = database.all(sql);
  const now = row?.['v'];
  if (!row) return 'gone';
  if (!(now instanceof Buffer)) return 'no text';
  return now.equals(before) ? 'same' : hashOf(now);
}

/** SQLITE_ERROR, SQLITE_CONSTRAINT and SQLITE_MISMATCH: one statement fails, and the transaction goes on. */
const ONE_STATEMENT: ReadonlySet<number> = new Set([1, 19, 20]);

/** Rows of databases, one database at a time: all of it in one transaction. */
class Databases {
  private readonly done: Restored;
  private open: { database: Database; file: string; triggers: string[]; times: fs.BigIntStats } | undefined;
  private failed: string | undefined;

  constructor(done: Restored) {
    this.done = done;
  }

  put(head: CellHead | RowHead, entry: Entry): void {
    if (this.failed === head.database) return;
    try {
      const database = this.at(head.database);
      const bytes = whole(entry.chunks(), entry.size);
      try {
        if (head.kind === 'cell') this.cell(database, head, bytes);
        else this.row(database, head, JSON.parse(bytes.toString()) as string[]);
      } catch (error) {
        // the agent has moved to another schema since: whatever else still has its place is put back
        if (!ONE_STATEMENT.has(sqliteCode(error))) throw error;
        this.refuse(head, 'its table is not what it was');
      }
    } catch (error) {
      this.fail(head.database, error);
    }
  }

  private fail(file: string, error: unknown): void {
    if (error instanceof CutShort) throw error;
    this.failed = file;
    this.done.refused.push({ path: file, reason: reasonOf(error) });
    this.close();
  }

  private refuse({ database, table, key, ...head }: CellHead | RowHead, reason: string): void {
    const column = head.kind === 'cell' ? `/${head.column}` : '';
    this.done.refused.push({ path: `${database}#${table}/${key.join(',')}${column}`, reason });
  }

  private at(file: string): Database {
    if (this.open?.file === file) return this.open.database;
    this.commit();
    if (!fs.existsSync(file)) throw new NotReplaced('it is gone');
    const times = fs.statSync(file, { bigint: true });
    const database = new Database(file);
    const triggers: string[] = [];
    this.open = { database, file, triggers, times };
    lock(database);
    database.exec('BEGIN IMMEDIATE');
    for (const { type, name, sql } of schemaOf(database)) {
      if (type !== 'trigger') continue;
      triggers.push(sql);
      database.exec(`DROP TRIGGER ${quoted(name)}`);
    }
    return database;
  }

  private cell(database: Database, head: CellHead, before: Buffer): void {
    const table = quoted(head.table);
    const column = quoted(head.column);
    const where = whereKey(head.keyColumns, head.key);
    const state = stateOf(
      database,
      `SELECT CAST(${column} AS BLOB) AS v FROM ${table} WHERE ${where}`,
      before,
    );
    if (before.length > LARGE) collect();
    if (state === 'same') {
      this.done.same++;
      return;
    }
    if (state !== head.after.hash)
      return this.refuse(head, state === 'gone' ? 'its row is gone' : 'it was changed since');
    const encoding = head.isText ? encodingOf(database) : undefined;
    setValue(database, head.table, head.column, where, before, encoding);
    this.done.cells++;
  }

  private row(database: Database, head: RowHead, literals: readonly string[]): void {
    const table = quoted(head.table);
    const where = whereKey(head.keyColumns, head.key);
    if (database.all(`SELECT 1 AS v FROM ${table} WHERE ${where}`).length > 0) {
      this.done.same++;
      return;
    }
    const columns = head.columns.map(quoted).join(', ');
    database.exec(`INSERT INTO ${table} (${columns}) VALUES (${literals.join(', ')})`);
    this.done.rows++;
  }

  commit(): void {
    const { open } = this;
    if (!open) return;
    try {
      for (const { name, sql } of schemaOf(open.database)) {
        if (!/\bUSING\s+fts[45]\b/i.test(sql)) continue;
        open.database.exec(`INSERT INTO ${quoted(name)}(${quoted(name)}) VALUES('rebuild')`);
      }
      for (const sql of open.triggers) open.database.exec(sql);
      open.database.exec('COMMIT');
      open.database.all('PRAGMA wal_checkpoint(TRUNCATE)');
      unlock(open.database);
    } catch (error) {
      this.fail(open.file, error);
    }
    this.close();
  }

  close(): void {
    const { open } = this;
    this.open = undefined;
    if (!open) return;
    open.database.close();
    try {
      putTimes(open.file, attributesOf(open.times));
    } catch {
      // on a read-only file system they have not changed
    }
  }
}
