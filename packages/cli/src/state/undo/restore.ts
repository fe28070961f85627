/** Puts back what a bundle holds: rows, deleted rows, files and deleted directories, each as it was. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { syncDirectory, UserError } from '@staunch/core';
import { Database } from '../../agents/sqlite.ts';
import { attributesOf, putAttributes, putTimes } from '../attributes.ts';
import { sqliteProblem } from '../database/problem.ts';
import { lock, setValue, unlock } from '../database/rewrite.ts';
import { whereKey } from '../database/rows.ts';
import { encodingOf, quoted, schemaOf } from '../database/schema.ts';
import { NotReplaced, replaceFile } from '../files/replace.ts';
import {
  CutShort,
  type CellHead,
  type Entry,
  type FileHead,
  type NodeHead,
  type RowHead,
} from './entries.ts';

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
      switch (head.kind) {
        case 'file':
          progress('putting back files');
          trying(head.path, done, () => restoreFile(head, entry.chunks(), done));
          break;
        case 'node':
          progress('putting back directories');
          trying(path.join(head.tree, head.path), done, () => trees.put(head, entry.chunks()));
          break;
        case 'cell':
        case 'row':
          progress(`putting back rows of ${head.table}`);
          databases.put(head, entry.chunks());
          break;
        case 'end':
          done.isWhole = true;
      }
    }
    databases.commit();
  } catch (error) {
    // what is not whole was never changed
    if (!(error instanceof CutShort)) throw error;
    databases.commit();
  } finally {
    databases.close();
    trees.finish();
  }
  return done;
}

function trying(file: string, done: Restored, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof CutShort || error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      error instanceof NotReplaced
        ? error.message
        : (sqliteProblem(error) ?? (code === undefined ? undefined : `the system says ${code}`));
    if (reason === undefined) throw error;
    done.refused.push({ path: file, reason });
  }
}

function whole(chunks: Iterable<Buffer>): Buffer {
  return Buffer.concat([...chunks].map((chunk) => Buffer.from(chunk)));
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What the agent added to the file since then stays behind what was there. */
function restoreFile(head: FileHead, chunks: Iterable<Buffer>, done: Restored): void {
  if (!fs.lstatSync(head.path, { throwIfNoEntry: false })) {
    writeNew(head.path, head, chunks);
    done.files++;
    return;
  }
  let isSame = false;
  const isPut = replaceFile(
    head.path,
    (source, write) => {
      const state = compare(head, source.size, source.chunks());
      if (state === undefined) throw new NotReplaced('it was changed since; it stays as it is now');
      const original = createHash('sha256');
      for (const chunk of chunks) {
        original.update(chunk);
        write(Buffer.from(chunk));
      }
      let at = 0;
      const now = createHash('sha256');
      for (const chunk of source.chunks()) {
        now.update(chunk);
        const from = Math.max(0, head.after.size - at);
        if (from < chunk.length) write(Buffer.from(chunk.subarray(from)));
        at += chunk.length;
      }
      isSame = now.digest('hex') === original.digest('hex');
      return true;
    },
    () => {},
  );
  if (isPut && !isSame) done.files++;
  const { mtime, atime } =
    fs.statSync(head.path, { bigint: true }).size === BigInt(head.after.size) ? head : head;
  putTimes(head.path, { atime, mtime });
}

/** Whether the file starts with what was written then. */
function compare(head: FileHead, size: number, chunks: Iterable<Buffer>): 'same' | 'longer' | undefined {
  const hash = createHash('sha256');
  let at = 0;
  for (const chunk of chunks) {
    hash.update(chunk.subarray(0, Math.max(0, head.after.size - at)));
    at += chunk.length;
  }
  if (size < head.after.size || hash.digest('hex') !== head.after.hash) return undefined;
  return size === head.after.size ? 'same' : 'longer';
}

function writeNew(file: string, head: FileHead | NodeHead, chunks: Iterable<Buffer>): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const handle = fs.openSync(file, 'wx', 0o600);
  try {
    for (const chunk of chunks) for (let at = 0; at < chunk.length;) at += fs.writeSync(handle, chunk, at);
    putAttributes(handle, head);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Directories that were deleted whole. What the agent made anew there stays; what is not there comes back. */
class Trees {
  private readonly done: Restored;
  private readonly directories: NodeHead[] = [];
  /** Parents whose own times must not change. */
  private readonly parents = new Map<string, { atime: string; mtime: string }>();

  constructor(done: Restored) {
    this.done = done;
  }

  put(head: NodeHead, chunks: Iterable<Buffer>): void {
    const file = path.join(head.tree, head.path);
    if (head.path === '') {
      const parent = path.dirname(head.tree);
      fs.mkdirSync(parent, { recursive: true });
      this.parents.set(parent, attributesOf(fs.statSync(parent, { bigint: true })));
      this.done.trees++;
    }
    const there = fs.lstatSync(file, { throwIfNoEntry: false });
    if (head.type === 'directory') {
      if (!there) {
        fs.mkdirSync(file);
        this.directories.push(head);
      }
      return;
    }
    if (there) return;
    if (head.type === 'link') fs.symlinkSync(whole(chunks), file);
    else writeNew(file, head, chunks);
  }

  /** Modes and times of directories, once everything is in them. */
  finish(): void {
    for (const head of this.directories.toReversed()) {
      const file = path.join(head.tree, head.path);
      const handle = fs.openSync(file, 'r');
      try {
        putAttributes(handle, head);
      } finally {
        fs.closeSync(handle);
      }
    }
    for (const [parent, times] of this.parents) {
      syncDirectory(parent);
      putTimes(parent, times);
    }
  }
}

/** Rows of databases, one database at a time: all of it in one transaction. */
class Databases {
  private readonly done: Restored;
  private open: { database: Database; file: string; triggers: string[]; times: fs.BigIntStats } | undefined;
  private failed: string | undefined;

  constructor(done: Restored) {
    this.done = done;
  }

  put(head: CellHead | RowHead, chunks: Iterable<Buffer>): void {
    if (this.failed === head.database) return;
    try {
      const database = this.at(head.database);
      if (head.kind === 'cell') this.cell(database, head, whole(chunks));
      else this.row(database, head, JSON.parse(whole(chunks).toString()) as string[]);
    } catch (error) {
      this.fail(head.database, error);
    }
  }

  private fail(file: string, error: unknown): void {
    const reason =
      error instanceof NotReplaced
        ? error.message
        : error instanceof CutShort
          ? undefined
          : sqliteProblem(error);
    if (reason === undefined) throw error;
    this.failed = file;
    this.done.refused.push({ path: file, reason });
    this.close();
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
    const [now] = database.all(`SELECT CAST(${column} AS BLOB) AS v FROM ${table} WHERE ${where}`);
    const bytes = now?.['v'];
    if (bytes instanceof Buffer && bytes.equals(before)) {
      this.done.same++;
      return;
    }
    if (!(bytes instanceof Buffer) || hashOf(bytes) !== head.after.hash) {
      const row = `${head.database}#${head.table}/${head.key.join(',')}/${head.column}`;
      this.done.refused.push({ path: row, reason: now ? 'it was changed since' : 'its row is gone' });
      return;
    }
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
