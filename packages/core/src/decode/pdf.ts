/**
 * PDF: what its streams unpack to, and the text that they show. A stream's own bytes are one member; the strings that a
 * content stream shows, put together as a reader sees them, are another. No table is trusted: streams are looked for.
 */
import type { Budget, Container, Member, RandomAccess, Unopened } from './container.ts';
import { ascii85, asciiHex } from './kit/ascii-filters.ts';
import { Inflater, isZlibHeader } from './kit/inflate.ts';
import { Metered, type Unpacking } from './kit/metered.ts';
import { CUT, DAMAGED, ENCRYPTED, TOO_MANY, TOO_MUCH, unopened } from './kit/said.ts';
import { ShownText } from './kit/shown-text.ts';
import { bytesSource, Finder, readAt, stretch } from './kit/source.ts';

/** As far before `stream` as its dictionary may start. */
const DICTIONARY = 1 << 13;
const EDGE = 1 << 16;
/** What is unpacked in memory because something else must be undone after it. */
const LARGEST_HELD = 16 << 20;
const ENCRYPT = /\/Encrypt\s*(?:<<|\d+\s+\d+\s+R)/;
/** What unpacks to pixels holds no text. */
const PICTURES = /^(?:DCT|DCTDecode|JPXDecode|JBIG2Decode|CCITTFaxDecode|CCF)$/;
const FLATE = /^Fl(?:ateDecode)?$/;
const HEX = /^(?:AHx|ASCIIHexDecode)$/;
const BASE_85 = /^(?:A85|ASCII85Decode)$/;

export const pdf: Container = {
  name: 'pdf',
  separator: '#',
  recognises: (head) => head.includes('%PDF-'),
  *open(source, budget) {
    if (isEncrypted(source)) return yield unopened(undefined, 'format', ENCRYPTED);
    const marks = new Finder(source, 'stream');
    const ends = new Finder(source, 'endstream');
    let before = 0;
    for (let at = marks.next(0); at >= 0; at = marks.next(before)) {
      const start = dataStart(source, at);
      const object = start < 0 ? undefined : objectBefore(source, at, before);
      before = at + 'stream'.length;
      if (!object || /\/Type\s*\/XRef\b/.test(object.dictionary)) continue;
      if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
      if (!budget.take(0)) return yield unopened(undefined, 'budget', TOO_MUCH);
      before = Math.max(before, yield* membersOf(source, start, object, ends, budget));
    }
  },
};

function isEncrypted(source: RandomAccess): boolean {
  const tail = readAt(source, Math.max(0, source.size - EDGE), EDGE).toString('latin1');
  if (ENCRYPT.test(tail) || ENCRYPT.test(readAt(source, 0, EDGE).toString('latin1'))) return true;
  // the dictionary of a long cross-reference stream stands far from the end
  const told = /^startxref\s+(\d{1,15})/.exec(tail.slice(Math.max(0, tail.lastIndexOf('startxref'))));
  return told !== null && ENCRYPT.test(readAt(source, Number(told[1]), DICTIONARY).toString('latin1'));
}

/** Where the bytes behind the keyword `stream` at `at` start; -1 when it is no keyword. */
function dataStart(source: RandomAccess, at: number): number {
  const [first, second] = readAt(source, at + 6, 2);
  if (first === 0x0a) return at + 7;
  if (first !== 0x0d) return -1;
  return second === 0x0a ? at + 8 : at + 7;
}

interface PdfObject {
  readonly name: string;
  readonly dictionary: string;
}

/** The object whose dictionary ends right before `at`. */
function objectBefore(source: RandomAccess, at: number, after: number): PdfObject | undefined {
  const from = Math.max(after, at - DICTIONARY);
  const text = readAt(source, from, at - from).toString('latin1');
  if (!/>>\s{0,8}$/.test(text.slice(-10))) return undefined;
  const start = text.lastIndexOf('obj');
  const head = text.slice(Math.max(0, start - 40), Math.max(0, start));
  const number = /(\d{1,10})\s{1,8}\d{1,5}\s{1,8}$/.exec(head);
  return {
    name: number ? `object-${number[1]}` : `offset-${at}`,
    dictionary: text.slice(Math.max(0, start)),
  };
}

/** The names of the filters, outermost first; undefined when they are told elsewhere. */
function filtersOf(dictionary: string): string[] | undefined {
  const told = /\/F(?:ilter)?\s*(\[[^\]]{0,256}\]|\/[^\s/<>[\]()]+|\d+\s+\d+\s+R)/.exec(dictionary)?.[1];
  if (told === undefined) return [];
  return told.endsWith('R') && !told.startsWith('/') ? undefined : told.split(/[\s[\]/]+/).filter(Boolean);
}

/** Where a stream ends that does not say so itself; -1 when nothing says it. */
function endOf(source: RandomAccess, start: number, dictionary: string, ends: Finder): number {
  const length = Number(/\/Length\s+(\d{1,15})(?!\s+\d+\s+R|\d)/.exec(dictionary)?.[1] ?? Number.NaN);
  if (/^\s*endstream/.test(readAt(source, start + length, 16).toString('latin1'))) return start + length;
  return ends.next(start);
}

/** The members of one stream; says where to look on. */
function* membersOf(
  source: RandomAccess,
  start: number,
  { name, dictionary }: PdfObject,
  ends: Finder,
  budget: Budget,
): Generator<Member | Unopened, number> {
  const [first = 0, second = 0] = readAt(source, start, 2);
  const filters = filtersOf(dictionary) ?? (isZlibHeader(first, second) ? ['Fl'] : []);
  const unknown = filters.find((filter) => !FLATE.test(filter) && !HEX.test(filter) && !BASE_85.test(filter));
  const endsItself = FLATE.test(filters[0] ?? '');
  const end = endsItself ? start : endOf(source, start, dictionary, ends);
  if (end < 0) {
    yield unopened(name, 'damaged', CUT);
    return start;
  }
  if (unknown !== undefined) {
    const what = /^\w{1,40}$/.test(unknown) ? unknown : 'an unknown filter';
    if (!PICTURES.test(unknown)) {
      yield unopened(name, 'format', `it is packed with ${what}, which nothing here opens`);
    }
    return end;
  }
  let from = stretch(source, start, endsItself ? source.size : end - start);
  // all but a last Flate is undone in memory
  const inMemory = FLATE.test(filters.at(-1) ?? '') ? filters.slice(0, -1) : filters;
  for (const filter of inMemory) {
    const bytes = held(from, filter, budget);
    if ('cause' in bytes) {
      yield { kind: 'unopened', name, ...bytes };
      return end;
    }
    from = bytesSource(bytes);
  }
  const open = (): Unpacking => (inMemory.length < filters.length ? flate(from) : new Plain(from));
  let isContent = true;
  let next = end;
  if (filters.length > 0) {
    const unpacking = open();
    const stream = new Metered(unpacking, budget);
    const watch = new Watch();
    const read = (into: Uint8Array): number => watch.see(into, stream.read(into));
    yield { kind: 'member', name, read };
    // the next stream is looked for behind this one, however much of it was asked for
    const room = Buffer.allocUnsafe(1 << 14);
    while (read(room) > 0);
    if (stream.problem) yield { kind: 'unopened', name, ...stream.problem };
    isContent = watch.isContent && stream.problem?.cause !== 'budget';
    if (endsItself && filters.length === 1) next = start + unpacking.used;
  }
  if (isContent) yield* shown(name, new Metered(new ShownText(open()), budget));
  return next;
}

function held(
  from: RandomAccess,
  filter: string,
  budget: Budget,
): Buffer | Pick<Unopened, 'cause' | 'reason'> {
  if (FLATE.test(filter)) {
    const stream = new Metered(flate(from), budget);
    return stream.whole(LARGEST_HELD) ?? stream.problem ?? { cause: 'budget', reason: TOO_MUCH };
  }
  if (from.size > LARGEST_HELD || !budget.take(from.size)) return { cause: 'budget', reason: TOO_MUCH };
  const bytes = readAt(from, 0, from.size);
  const decoded = HEX.test(filter) ? asciiHex(bytes) : ascii85(bytes);
  return decoded.length === 0 && bytes.length > 8 ? { cause: 'damaged', reason: DAMAGED } : decoded;
}

function flate(from: RandomAccess): Inflater {
  const [first = 0, second = 0] = readAt(from, 0, 2);
  return new Inflater(from, isZlibHeader(first, second) ? 2 : 0);
}

/** A member of what is shown, where something is. */
function* shown(name: string, stream: Metered): Generator<Member> {
  const head = Buffer.allocUnsafe(1 << 10);
  let left = head.subarray(0, stream.read(head));
  if (left.length === 0) return;
  yield {
    kind: 'member',
    name,
    encoding: ['pdf-text'],
    read(into) {
      if (left.length === 0) return stream.read(into);
      const part = left.subarray(0, into.length);
      into.set(part);
      left = left.subarray(part.length);
      return part.length;
    },
  };
}

/** Bytes as they stand. */
class Plain implements Unpacking {
  readonly damage = undefined;
  used = 0;
  private readonly from: RandomAccess;

  constructor(from: RandomAccess) {
    this.from = from;
  }

  pull(into: Uint8Array): number {
    const count = this.from.read(into, this.used);
    this.used += count;
    return count;
  }
}

/** Looks whether bytes that are read are a content stream that shows text. */
class Watch {
  isContent = false;
  private last = 0;

  see(bytes: Uint8Array, count: number): number {
    if (this.isContent || count === 0) return count;
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, count);
    const isSplit = this.last === 0x54 && (piece[0] === 0x6a || piece[0] === 0x4a);
    // `'` and `"` show text too, and are common in others: they stand behind a string
    this.isContent = isSplit || piece.includes('Tj') || piece.includes('TJ') || piece.includes(") '");
    this.last = piece[count - 1]!;
    return count;
  }
}
