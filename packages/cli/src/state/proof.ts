/** The proof at the end: every byte that remains is searched for every spelling of what was found, and for its pieces. */
import fs from 'node:fs';
import { readError, type KnownValues, type Trace } from '@staunch/core';
import { openWithWal, type Budget, type Cell } from '@staunch/core/state';
import type { DatabaseLaws, Store } from '../agents/agent.ts';
import { openQuietly } from '../agents/quiet-file.ts';
import { NO_DATABASE_LAWS } from './database/schema.ts';
import { NO_LAWS, type JsonLaws } from '../agents/json-laws.ts';
import { fixedIn, placesOf, type Place } from './document.ts';
import { contentOf, packingOf, unpacking } from './files/packing.ts';
import { unitsOf, type Unit } from './files/walk.ts';

interface Remainder {
  /** A file; behind a `#` the row of a database. */
  readonly path: string;
  readonly count: number;
  /** Why it is still there, where that is known. */
  readonly reason?: string;
}

export interface Proof {
  readonly files: number;
  readonly bytes: number;
  /** Stretches that hold a value, or a piece of one, in a place of its own. */
  readonly belongs: number;
  readonly remains: readonly Remainder[];
  /** What could not be searched. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
}

/** More than any spelling of a value takes; what is larger is found by its pieces. */
const OVERLAP = 1 << 18;
const WINDOW = 4 << 20;

export function prove(
  stores: readonly Store[],
  known: KnownValues,
  progress: (words: string) => void,
): Proof {
  const remains: Remainder[] = [];
  const unread: { path: string; reason: string }[] = [];
  let files = 0;
  let bytes = 0;
  let belongs = 0;
  for (const store of stores) {
    if (store.role !== 'redact' && store.role !== 'delete') continue;
    for (const unit of unitsOf(store)) {
      progress(`searching ${store.name}`);
      if (unit.kind === 'unread') {
        unread.push(unit);
        continue;
      }
      try {
        const left = leftIn(store, unit, known);
        files += unit.files.length;
        bytes += left.bytes;
        belongs += left.belongs;
        remains.push(...left.remains);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === undefined) throw error;
        unread.push({ path: unit.path, reason: readError(code) });
      }
    }
  }
  return { files, bytes, belongs, remains, unread };
}

export interface Left {
  readonly bytes: number;
  readonly belongs: number;
  readonly remains: readonly Remainder[];
}

/** What of the known values stands in a unit's files. Throws what the system throws. */
export function leftIn(store: Store, unit: Unit, known: KnownValues): Left {
  let bytes = 0;
  let belongs = 0;
  const remains: Remainder[] = [];
  for (const file of unit.files) {
    const { traces, size } = tracesIn(file, known);
    bytes += size;
    if (traces.size === 0) continue;
    const judged = judge(store, unit, file, traces, known);
    belongs += judged.belongs;
    remains.push(...judged.remains);
  }
  return { bytes, belongs, remains };
}

/** How often each value stands in a file. */
type Counts = Map<number, number>;

function count(counts: Counts, traces: readonly Trace[]): void {
  for (const { value } of traces) counts.set(value, (counts.get(value) ?? 0) + 1);
}

const total = (counts: Counts): number => [...counts.values()].reduce((sum, each) => sum + each, 0);

/** All of the file's bytes, what it is packed from, and its name. */
function tracesIn(file: string, known: KnownValues): { traces: Counts; size: number } {
  const traces: Counts = new Map();
  count(traces, known.search(Buffer.from(file.slice(file.lastIndexOf('/') + 1))));
  const quiet = openQuietly(file);
  try {
    const size = searchAll((into, position) => quiet.read(into, position), known, traces);
    const packing = packingOf(file);
    if (packing !== undefined) {
      const reader = unpacking(quiet, packing);
      searchAll((into) => reader.pull(into), known, traces);
    }
    return { traces, size };
  } finally {
    quiet.close();
  }
}

/** Reads to the end, and answers where that is. */
function searchAll(
  read: (into: Uint8Array, position: number) => number,
  known: KnownValues,
  traces: Counts,
): number {
  const window = Buffer.allocUnsafe(WINDOW + OVERLAP);
  let length = 0;
  let base = 0;
  for (;;) {
    let isLast = false;
    while (length < window.length && !isLast) {
      const got = read(window.subarray(length), base + length);
      length += got;
      isLast = got === 0;
    }
    const own = isLast ? length : length - OVERLAP;
    const found = known.search(window.subarray(0, length));
    count(
      traces,
      found.filter(({ start }) => start < own),
    );
    if (isLast) return base + length;
    window.copyWithin(0, own, length);
    base += own;
    length -= own;
  }
}

/** An id is no secret, whatever it looks like: what was learned of one is forgotten. */
export function disownIds(store: Store, unit: Unit, known: KnownValues): void {
  const disown = (bytes: Buffer, laws: JsonLaws): void => {
    for (const text of fixedIn(bytes, known.search(bytes), laws)) known.disown(text);
  };
  if (unit.kind === 'database') {
    const laws = store.database;
    if (!laws || !fs.existsSync(unit.path)) return;
    for (const { cell, bytes } of cellsOf(unit.path)) {
      if (!cell) continue;
      if (lawFor(laws, cell) === 'fixed') known.disown(bytes);
      else disown(bytes, laws.json);
    }
    return;
  }
  const { json } = store;
  if (unit.kind !== 'file' || !json || json.fixed.length === 0) return;
  const content = contentOf(unit.path, LARGEST);
  if (content) for (const document of documentsIn(content)) disown(document, json);
}

interface Judged {
  readonly belongs: number;
  readonly remains: readonly Remainder[];
}

/** Where in the file what was found in its bytes stands, and whether it belongs there. */
function judge(store: Store, unit: Unit, file: string, traces: Counts, known: KnownValues): Judged {
  if (unit.kind === 'database' && file === unit.path)
    return judgeDatabase(store.database ?? NO_DATABASE_LAWS, file, traces, known);
  const laws = store.json ?? NO_LAWS;
  if (laws.belongs.length + laws.opaque.length + laws.fixed.length > 0) {
    const content = contentOf(file, LARGEST);
    if (content) return judgeLines(file, content, laws, known);
  }
  return { belongs: 0, remains: [{ path: file, count: total(traces) }] };
}

function judgeLines(file: string, bytes: Buffer, laws: JsonLaws, known: KnownValues): Judged {
  let belongs = 0;
  let left = 0;
  let isFixed = true;
  const tell = (text: Buffer): void => {
    const found = known.search(text);
    for (const place of placesOf(text, found, laws)) {
      if (place === 'belongs' || place === 'opaque') belongs++;
      else left++;
      if (place === 'free') isFixed = false;
    }
  };
  for (const document of documentsIn(bytes)) tell(document);
  if (left === 0) return { belongs, remains: [] };
  return { belongs, remains: [{ path: file, count: left, ...(isFixed ? { reason: FIXED } : {}) }] };
}

/** A larger file is searched, but nobody asks where in its JSON something stands. */
const LARGEST = 64 << 20;

/** The document that the bytes are, else their lines. */
function* documentsIn(bytes: Buffer): Iterable<Buffer> {
  try {
    JSON.parse(bytes.toString());
    yield bytes;
    return;
  } catch {
    // lines
  }
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.indexOf(0x0a, at);
    const end = feed < 0 ? bytes.length : feed + 1;
    yield bytes.subarray(at, end);
    at = end;
  }
}

const FIXED = 'the agent needs what stands there as it is';

/**
 * Its values one by one; what the bytes hold more often than values that may hold it stands between them. Values of a key
 * stand in its index as well.
 */
function judgeDatabase(laws: DatabaseLaws, file: string, traces: Counts, known: KnownValues): Judged {
  const allowed: Counts = new Map();
  const remains: Remainder[] = [];
  let belongs = 0;
  for (const { cell, name, bytes } of cellsOf(file)) {
    const found = known.search(bytes);
    if (found.length === 0) continue;
    const own = cell && lawFor(laws, cell);
    const places: Place[] = own ? found.map(() => own) : placesOf(bytes, found, laws.json);
    const inPlace = found.filter((_, at) => places[at] === 'belongs' || places[at] === 'opaque');
    count(allowed, inPlace);
    belongs += inPlace.length;
    const left = found.length - inPlace.length;
    if (left === 0) continue;
    count(
      allowed,
      found.filter((_, at) => places[at] === 'fixed' || places[at] === 'free'),
    );
    const isFixed = places.every((place) => place !== 'free');
    const path = cell ? `${file}#${cell.table}/${cell.key}/${cell.column}` : `${file}#${name}`;
    remains.push({ path, count: left, ...(isFixed ? { reason: FIXED } : {}) });
  }
  let between = 0;
  for (const [value, times] of traces) between += Math.max(0, times - (allowed.get(value) ?? 0));
  if (between > 0) remains.push({ path: file, count: between, reason: 'it stands in no row' });
  return { belongs, remains };
}

function lawFor(laws: DatabaseLaws, cell: Cell): Place | undefined {
  const isNamed = (list: DatabaseLaws['belongs']): boolean =>
    list.some(
      ({ table, columns }) =>
        table === cell.table && (columns === undefined || columns.includes(cell.column)),
    );
  if (isNamed(laws.belongs)) return 'belongs';
  return isNamed(laws.fixed) ? 'fixed' : undefined;
}

const NO_BUDGET: Budget = { take: () => true, member: () => true };

/** Every value of a database and of the log beside it, without opening either as SQLite would. */
export function* cellsOf(
  file: string,
): Generator<{ readonly cell: Cell | undefined; readonly name: string; readonly bytes: Buffer }> {
  const scratch = Buffer.allocUnsafe(1 << 16);
  const database = openQuietly(file);
  const log = fs.existsSync(`${file}-wal`) ? openQuietly(`${file}-wal`) : undefined;
  try {
    for (const member of openWithWal(database, log, NO_BUDGET)) {
      if (member.kind !== 'member') continue;
      const isSized = 'table' in member && member.size <= LONGEST_VALUE;
      const bytes = isSized ? cellBytes(member) : wholeOf(member.read, scratch);
      yield { cell: 'table' in member ? member : undefined, name: member.name ?? '', bytes };
    }
  } finally {
    database.close();
    log?.close();
  }
}

/** SQLite's own limit; a damaged row may say anything. */
const LONGEST_VALUE = 1_000_000_000;

/** It may be less than it says, where the database is damaged. */
function cellBytes({ read, size }: Cell): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const got = read(bytes.subarray(filled), filled);
    if (got === 0) break;
    filled += got;
  }
  return bytes.subarray(0, filled);
}

function wholeOf(read: Cell['read'], scratch: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const got = read(scratch, at);
    if (got === 0) break;
    parts.push(Buffer.from(scratch.subarray(0, got)));
    at += got;
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
