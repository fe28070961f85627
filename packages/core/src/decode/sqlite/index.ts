/**
 * SQLite databases, read page by page as the file format says (sqlite.org/fileformat2.html): every value of every table,
 * and everything that deletion left behind. Nothing is ever written, and no lock is taken.
 */
import type { Container } from '../container.ts';
import { database } from './database.ts';
import { MAGIC } from './header.ts';
import { journal, JOURNAL_MAGIC } from './journal.ts';
import { isWal } from './wal.ts';
import { loneWal } from './with-wal.ts';

export { openWithWal } from './with-wal.ts';

/** A database as its file says it, without the log beside it. */
export const sqlite: Container = {
  name: 'sqlite',
  separator: '#',
  recognises: (head) => head.subarray(0, MAGIC.length).equals(MAGIC),
  open: (source, budget) => database(source, budget),
};

/** A write-ahead log without its database. */
export const sqliteWal: Container = {
  name: 'sqlite-wal',
  separator: '#',
  recognises: isWal,
  open: loneWal,
};

/** A rollback journal without its database. */
export const sqliteJournal: Container = {
  name: 'sqlite-journal',
  separator: '#',
  recognises: (head) => head.subarray(0, JOURNAL_MAGIC.length).equals(JOURNAL_MAGIC),
  open: journal,
};
