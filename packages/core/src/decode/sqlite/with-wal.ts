/** A database together with the log beside it. */
import type { Budget, Member, RandomAccess, Unopened } from '../container.ts';
import { TOO_MANY, unopened } from '../kit/said.ts';
import { plain, readInto } from '../kit/source.ts';
import { Bitmap } from './bitmap.ts';
import { database, readHeader, type Newer } from './database.ts';
import type { Cell } from './rows.ts';
import { Scraps } from './scraps.ts';
import { frameSource, WAL_HEADER, walFrames, type Wal } from './wal.ts';

/**
 * Every row as of the last commit, and then what else is in the two files: frames that are older, were never committed
 * or are left from an earlier log, and pages of the database that are newer in the log.
 */
export function* openWithWal(
  source: RandomAccess,
  log: RandomAccess | undefined,
  budget: Budget,
): Generator<Cell | Member | Unopened> {
  const wal = log && walFrames(log);
  if (!log || !wal) {
    yield* database(source, budget);
    if (log && log.size > 0) yield* rest(log, 0, 'wal', budget);
    return;
  }
  const newer = newerPages(source, wal);
  yield* database(source, budget, newer);
  if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
  yield* olderFrames(source, wal, newer);
  if (newer) yield* olderPages(source, wal, newer);
  yield* rest(log, endOf(wal), 'wal', budget);
}

/** The values of some tables alone, as of the last commit. What is damaged is left out. */
export function* cellsOfTables(
  source: RandomAccess,
  log: RandomAccess | undefined,
  tables: ReadonlySet<string>,
): Generator<Cell> {
  const wal = log && walFrames(log);
  const budget: Budget = { take: () => true, member: () => true };
  for (const found of database(source, budget, wal && newerPages(source, wal), tables))
    if (found.kind === 'member' && 'table' in found && tables.has(found.table)) yield found;
}

/** A log without its database: its frames as they stand. */
export function* loneWal(log: RandomAccess, budget: Budget): Generator<Member | Unopened> {
  const wal = walFrames(log);
  if (!wal) return yield* rest(log, 0, 'raw', budget);
  if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
  const all = new Bitmap(wal.frameCount);
  for (let frame = 1; frame <= wal.frameCount; frame++) all.add(frame);
  yield* new Scraps(frameSource(wal, 'frame #'), all).members();
  yield* rest(log, endOf(wal), 'raw', budget);
}

const endOf = (wal: Wal): number =>
  wal.frameCount === 0 ? WAL_HEADER : wal.offset(wal.frameCount) + wal.pageSize;

/** What stands behind the last whole frame. */
function* rest(log: RandomAccess, from: number, name: string, budget: Budget): Generator<Member | Unopened> {
  if (from >= log.size) return;
  if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
  yield { kind: 'member', name, read: plain(log, from, log.size - from) };
}

/** Undefined where nothing was committed, or it is the log of another database. */
function newerPages(source: RandomAccess, wal: Wal): Newer | undefined {
  if (wal.committed.size === 0) return undefined;
  const stored = Math.ceil(source.size / wal.pageSize);
  // a commit may say any number of pages: no more than these can be there
  const pageCount = Math.max(stored, Math.min(wal.pageCount, stored + wal.frameCount));
  const newer: Newer = {
    source: wal.source,
    pageSize: wal.pageSize,
    pageCount,
    offset(page) {
      const frame = page <= pageCount ? wal.committed.get(page) : undefined;
      return frame === undefined ? -1 : wal.offset(frame);
    },
  };
  return readHeader(source, newer)?.pageSize === wal.pageSize ? newer : undefined;
}

/** All frames but the newest committed ones, unless they say what the database or the newest frame says. */
function* olderFrames(source: RandomAccess, wal: Wal, newer: Newer | undefined): Generator<Member> {
  const { frameCount, pageSize } = wal;
  const frames = frameSource(wal, 'wal frame #');
  const all = new Bitmap(frameCount);
  const older = new Bitmap(frameCount);
  const bytes = Buffer.alloc(pageSize);
  const other = Buffer.alloc(pageSize);
  for (let frame = 1; frame <= frameCount; frame++) {
    all.add(frame);
    const page = wal.page(frame);
    const newest = newer ? newer.offset(page) : -1;
    if (newest === wal.offset(frame)) continue;
    frames.read(frame, bytes);
    if (newest >= 0 && readInto(wal.source, other, newest) === pageSize && other.equals(bytes)) continue;
    if (page > 0 && readInto(source, other, (page - 1) * pageSize) === pageSize && other.equals(bytes))
      continue;
    older.add(frame);
  }
  yield* new Scraps(frames, older, all).members();
}

/** Pages of the database file that the log has newer versions of, unless these are the same. */
function* olderPages(source: RandomAccess, wal: Wal, newer: Newer): Generator<Member> {
  const { pageSize } = wal;
  const stored = Math.ceil(source.size / pageSize);
  const older = new Bitmap(stored);
  const bytes = Buffer.alloc(pageSize);
  const other = Buffer.alloc(pageSize);
  const four = Buffer.alloc(4);
  const read = (page: number, into: Buffer): void => {
    const got = readInto(source, into, (page - 1) * pageSize);
    if (got < into.length) into.fill(0, got);
  };
  for (let page = 1; page <= stored; page++) {
    const newest = newer.offset(page);
    if (newest < 0) continue;
    read(page, bytes);
    if (readInto(wal.source, other, newest) !== pageSize || !other.equals(bytes)) older.add(page);
  }
  const pages = {
    limit: stored,
    highestPage: stored,
    pageSize,
    usable: pageSize,
    read,
    pointer: (page: number) => {
      read(page, four);
      return four.readUInt32BE(0);
    },
    find: (page: number) => page,
    name: (page: number) => `page ${page}, before the wal`,
  };
  yield* new Scraps(pages, older).members();
}
