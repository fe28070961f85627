/**
 * zip, and what is one: docx, xlsx, jar, apk, whl, vsix, self-extracting programs. The directory at the end says what
 * there is; where it is missing, and in gaps between its members, the members' own headers do.
 */
import type { Budget, Container, Member, RandomAccess, Unopened } from './container.ts';
import { Inflater } from './kit/inflate.ts';
import { Metered, type Unpacking } from './kit/metered.ts';
import { nameText } from './kit/names.ts';
import { payloadOf } from './kit/payload.ts';
import { CUT, DAMAGED, ENCRYPTED, TOO_MANY, TOO_MUCH, unopened, unpacked } from './kit/said.ts';
import { Finder, plain, readAt, stretch } from './kit/source.ts';
import { Unzstd } from './kit/unzstd.ts';

const LOCAL = 'PK\x03\x04';
const CENTRAL = 0x02014b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END = Buffer.from('PK\x05\x06', 'latin1');
const END_SIZE = 22;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
/** As far back as a comment can push the end record. */
const TAIL = (1 << 16) + END_SIZE;
const ALL_16 = 0xffff;
const ALL_32 = 0xffffffff;
const HASH = 0x23;
const DEFLATE = 8;
const ZSTD = 93;

const METHODS: Readonly<Record<number, string>> = {
  1: 'shrink',
  6: 'implode',
  9: 'deflate64',
  12: 'bzip2',
  14: 'lzma',
  95: 'xz',
  98: 'ppmd',
};

interface Entry {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly sum: number;
  readonly packed: number;
  readonly size: number;
  /** Of the local header, as the directory counts. */
  readonly at: number;
}

interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
  /** How many bytes stand before the archive. */
  readonly shift: number;
}

type Parts = Generator<Member | Unopened>;

export const zip: Container = {
  name: 'zip',
  separator: '!',
  // `PK\x07\x08` and `PK00` stand before archives of several parts
  recognises: (head) =>
    /^PK(?:\x03\x04|\x05\x06|\x07\x08PK|00PK)/.test(head.toString('latin1', 0, 8)) || isPrefix(head),
  *open(source, budget) {
    const directory = directoryOf(source);
    if (directory) yield* listed(source, directory, budget);
    else if (isPrefix(readAt(source, 0, 2))) {
      // a program, or a script, that has no archive behind it is no zip; a script may have another one
      if (readAt(source, 0, 1)[0] === HASH) yield* payloadOf(source, budget);
    } else {
      yield* walked(source, 0, source.size, budget, false);
      yield unopened(undefined, 'damaged', 'its directory is missing: it is cut short or damaged');
    }
  },
};

function isPrefix(head: Buffer): boolean {
  const mark = head.toString('latin1', 0, 2);
  return mark === 'MZ' || mark === '#!';
}

function directoryOf(source: RandomAccess): Directory | undefined {
  const from = Math.max(0, source.size - TAIL);
  const tail = readAt(source, from, TAIL);
  for (let at = tail.lastIndexOf(END); at >= 0; at = at > 0 ? tail.lastIndexOf(END, at - 1) : -1) {
    if (at + END_SIZE > tail.length) continue;
    let count = tail.readUInt16LE(at + 10);
    let size = tail.readUInt32LE(at + 12);
    let offset = tail.readUInt32LE(at + 16);
    let end = from + at;
    if (count === ALL_16 || size === ALL_32 || offset === ALL_32) {
      const record = end64(source, end);
      if (record) ({ count, size, offset, end } = record);
    }
    const start = end - size;
    const shift = start - offset;
    if (start < 0 || shift < 0) continue;
    if (size === 0 || isCentral(readAt(source, start, 4))) return { start, end, count, shift };
  }
  return undefined;
}

const isCentral = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.readUInt32LE(0) === CENTRAL;

function end64(
  source: RandomAccess,
  end: number,
): { count: number; size: number; offset: number; end: number } | undefined {
  const locator = readAt(source, end - 20, 20);
  if (end < 20 || locator.length < 20 || locator.readUInt32LE(0) !== LOCATOR_64) return undefined;
  // where the archive has a prefix, the locator is wrong by its length: the record stands right before it
  for (const at of [Number(locator.readBigUInt64LE(8)), end - 20 - 56]) {
    const record = at >= 0 ? readAt(source, at, 56) : Buffer.alloc(0);
    if (record.length < 56 || record.readUInt32LE(0) !== END_64) continue;
    return {
      count: Number(record.readBigUInt64LE(32)),
      size: Number(record.readBigUInt64LE(40)),
      offset: Number(record.readBigUInt64LE(48)),
      end: at,
    };
  }
  return undefined;
}

/** What the directory lists, and then what stands between its members without being listed. */
function* listed(source: RandomAccess, directory: Directory, budget: Budget): Parts {
  const taken = new Taken();
  let at = directory.start;
  let count = 0;
  for (; at < directory.end; count++) {
    const header = readAt(source, at, CENTRAL_SIZE);
    if (header.length < CENTRAL_SIZE || !isCentral(header)) break;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      header.readUInt16LE(offset),
    );
    const rest = readAt(source, at + CENTRAL_SIZE, nameLength! + extraLength!);
    at += CENTRAL_SIZE + nameLength! + extraLength! + commentLength!;
    const entry = entryOf(header, rest.subarray(0, nameLength), rest.subarray(nameLength), directory.shift);
    if (isFolder(entry)) continue;
    if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
    if (!budget.take(0)) return yield unopened(undefined, 'budget', TOO_MUCH);
    yield* listedEntry(source, entry, taken, budget);
  }
  if (count !== directory.count % (ALL_16 + 1) && count !== directory.count) {
    yield unopened(undefined, 'damaged', 'its directory is damaged');
  }
  for (const [from, to] of taken.gaps(directory.start)) yield* walked(source, from, to, budget, true);
}

function entryOf(header: Buffer, name: Buffer, extra: Buffer, shift: number): Entry {
  let packed = header.readUInt32LE(20);
  let size = header.readUInt32LE(24);
  let at = header.readUInt32LE(42);
  const wide = extraField(extra, 1);
  let field = 0;
  const next = (value: number): number => {
    if (value !== ALL_32 || !wide || field + 8 > wide.length) return value;
    field += 8;
    return Number(wide.readBigUInt64LE(field - 8));
  };
  size = next(size);
  packed = next(packed);
  at = next(at);
  return {
    name,
    flags: header.readUInt16LE(8),
    method: header.readUInt16LE(10),
    sum: header.readUInt32LE(16),
    packed,
    size,
    at: at + shift,
  };
}

function extraField(extra: Buffer, id: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return undefined;
}

const isFolder = ({ name, size }: Entry): boolean => size === 0 && name.at(-1) === 0x2f;

function* listedEntry(source: RandomAccess, entry: Entry, taken: Taken, budget: Budget): Parts {
  const name = nameText(entry.name);
  const local = readAt(source, entry.at, LOCAL_SIZE);
  if (local.length < LOCAL_SIZE || local.toString('latin1', 0, 4) !== LOCAL) {
    return yield unopened(name, 'damaged', DAMAGED);
  }
  const start = entry.at + LOCAL_SIZE + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (!taken.take(entry.at, start + entry.packed)) {
    return yield unopened(name, 'damaged', 'it shares its bytes with another member');
  }
  yield* opened(source, name, entry, start, budget);
}

function* opened(source: RandomAccess, name: string, entry: Entry, start: number, budget: Budget): Parts {
  const { method, packed, sum } = entry;
  // bit 13: the directory itself is encrypted
  if (entry.flags & 0x2041 || method === 99) return yield unopened(name, 'format', ENCRYPTED);
  if (method === 0) {
    yield { kind: 'member', name, read: plain(source, start, packed) };
    if (start + packed > source.size) yield unopened(name, 'damaged', CUT);
    return;
  }
  const from = stretch(source, start, packed);
  const unpacking: Unpacking | undefined =
    method === DEFLATE ? new Inflater(from) : method === ZSTD ? new Unzstd(from) : undefined;
  if (unpacking) return yield* unpacked(name, new Metered(unpacking, budget, sum));
  const what = METHODS[method] ?? `method ${method}`;
  yield unopened(name, 'format', `it is compressed with ${what}, which nothing here opens`);
}

/**
 * Members by their own headers in [from, to). In a gap (`isDoubtful`) what does not look like a header is none, and
 * nothing is said of it.
 */
function* walked(source: RandomAccess, from: number, to: number, budget: Budget, isDoubtful: boolean): Parts {
  const finder = new Finder(source, LOCAL, to);
  for (let at = finder.next(from); at >= 0; at = finder.next(at)) {
    const header = readAt(source, at, Math.min(LOCAL_SIZE, to - at));
    if (header.length < LOCAL_SIZE) return;
    const nameLength = header.readUInt16LE(26);
    const extraLength = header.readUInt16LE(28);
    const start = at + LOCAL_SIZE + nameLength + extraLength;
    const flags = header.readUInt16LE(6);
    const method = header.readUInt16LE(8);
    const isLikely = header.readUInt16LE(4) < 100 && method < 100 && nameLength > 0 && start <= to;
    if (!isLikely && (isDoubtful || start > to)) {
      at += LOCAL.length;
      continue;
    }
    // only now, for marks may stand more closely than names are long
    const name = readAt(source, at + LOCAL_SIZE, nameLength);
    const extra = readAt(source, at + LOCAL_SIZE + nameLength, extraLength);
    const wide = extraField(extra, 1);
    let packed = header.readUInt32LE(18);
    let size = header.readUInt32LE(22);
    if (size === ALL_32 && wide && wide.length >= 16) {
      size = Number(wide.readBigUInt64LE(0));
      packed = Number(wide.readBigUInt64LE(8));
    }
    const hasSizes = !(flags & 8) || packed > 0;
    const entry: Entry = { name, flags, method, sum: header.readUInt32LE(14), packed, size, at };
    at = start;
    if (isFolder(entry) && hasSizes) continue;
    if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
    if (!budget.take(0)) return yield unopened(undefined, 'budget', TOO_MUCH);
    if (hasSizes) {
      yield* opened(source, nameText(name), entry, start, budget);
      at = Math.min(start + packed, to);
    } else if (method === DEFLATE && !(flags & 1)) {
      // its length stands behind it: it ends where deflate ends
      const inflater = new Inflater(stretch(source, start, to - start));
      const stream = new Metered(inflater, budget);
      yield* unpacked(nameText(name), stream);
      stream.drain();
      at = start + inflater.used;
    } else {
      const next = finder.next(start);
      const end = next < 0 ? to : next;
      yield* opened(source, nameText(name), { ...entry, packed: end - start }, start, budget);
      at = end;
    }
  }
}

/** Which bytes of the file a member has had already: in a bomb, hundreds of entries share the same. */
class Taken {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  /** False when a byte of [start, end) is taken. */
  take(start: number, end: number): boolean {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! < start) low = middle + 1;
      else high = middle;
    }
    if (low < this.starts.length && this.starts[low]! < end) return false;
    if (low > 0 && this.ends[low - 1]! > start) return false;
    this.starts.splice(low, 0, start);
    this.ends.splice(low, 0, end);
    return true;
  }

  /** What is between the first member and `end` and nobody's. What stands before the first is a program. */
  *gaps(end: number): Iterable<[from: number, to: number]> {
    for (let i = 0; i < this.starts.length; i++) {
      const from = this.ends[i]!;
      const to = this.starts[i + 1] ?? end;
      if (to - from >= LOCAL_SIZE) yield [from, to];
    }
  }
}
