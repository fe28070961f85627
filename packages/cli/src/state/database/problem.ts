/** What went wrong with a database, in words of our own: SQLite's may quote what is in it. */
import { UserError } from '@staunch/core';

const WORDS: Readonly<Record<number, string>> = {
  5: 'another process is using it',
  6: 'another process is using it',
  8: 'it cannot be written: it is read-only',
  10: 'the disk does not read or write it',
  11: 'it is damaged',
  13: 'the disk is full',
  14: 'it cannot be opened',
  19: 'its own rules do not allow what would have to stand there',
  26: 'it is not a database',
};
const NAMES: Readonly<Record<string, number>> = {
  SQLITE_BUSY: 5,
  SQLITE_LOCKED: 6,
  SQLITE_READONLY: 8,
  SQLITE_IOERR: 10,
  SQLITE_CORRUPT: 11,
  SQLITE_FULL: 13,
  SQLITE_CANTOPEN: 14,
  SQLITE_CONSTRAINT: 19,
  SQLITE_MISMATCH: 20,
  SQLITE_NOTADB: 26,
};

/** SQLite's result code, without its extensions; 0 for another error. */
export function sqliteCode(error: unknown): number {
  const { code, errcode } = error as { code?: string; errcode?: number };
  if (typeof errcode === 'number') return errcode & 0xff;
  // what libsql has no name for: its number, with its extension
  const unnamed = /^UNKNOWN_SQLITE_ERROR_(\d+)$/.exec(code ?? '')?.[1];
  if (unnamed !== undefined) return Number(unnamed) & 0xff || 1;
  const name = /^SQLITE_[A-Z]+/.exec(code ?? '')?.[0];
  return name === undefined ? 0 : (NAMES[name] ?? 1);
}

/** Undefined for an error that is none of SQLite's. */
export function sqliteProblem(error: unknown): string | undefined {
  if (error instanceof UserError) return error.message;
  const code = sqliteCode(error);
  if (code === 0) return undefined;
  return (
    WORDS[code] ??
    'SQLite cannot do it: it holds what this SQLite does not know (an extension, or a newer format)'
  );
}
