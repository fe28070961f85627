/** The objects of a git pack: inflated, and put together from their deltas. */
import { createHash } from 'node:crypto';
import type { Budget, Member, RandomAccess, Unopened } from '../container.ts';
import { Inflater, isZlibHeader } from './inflate.ts';
import { Metered } from './metered.ts';
import { CUT, DAMAGED, TOO_MANY, TOO_MUCH, unopened, unpacked } from './said.ts';
import { bytesSource, plain, readAt } from './source.ts';

const HEADER = 12;
/** Larger objects are streamed, have no id, and nothing is put together from them. */
const LARGEST_HELD = 16 << 20;
/** Objects that are kept because a delta may be based on them. */
const CACHE = 64 << 20;
/** As deep as git itself makes chains of deltas, twice. */
const DEEPEST = 8192;
const TYPES: Readonly<Record<number, string>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const OFFSET_DELTA = 6;
const ID_DELTA = 7;
const ID = 20;

interface Entry {
  readonly at: number;
  readonly type: number;
  readonly size: number;
  /** Where its zlib stream starts. */
  readonly packed: number;
  /** Of a delta: what it is based on, by position or by id. */
  readonly base?: number | string;
}

interface GitObject {
  readonly type: number;
  readonly bytes: Buffer;
}

type Problem = Pick<Unopened, 'cause' | 'reason'>;
const damaged: Problem = { cause: 'damaged', reason: DAMAGED };
const large: Problem = { cause: 'budget', reason: 'it is too large to be put together from its delta' };

export const isPack = (head: Buffer): boolean =>
  head.length >= HEADER &&
  head.toString('latin1', 0, 4) === 'PACK' &&
  (head.readUInt32BE(4) === 2 || head.readUInt32BE(4) === 3);

export function* packObjects(source: RandomAccess, budget: Budget): Generator<Member | Unopened> {
  const head = readAt(source, 0, HEADER);
  if (!isPack(head)) return yield unopened(undefined, 'damaged', head.length < HEADER ? CUT : DAMAGED);
  const pack = new Pack(source, budget);
  let waiting: Entry[] = [];
  let at = HEADER;
  for (let count = head.readUInt32BE(8); count > 0; count--) {
    const entry = entryAt(source, at);
    if (!entry) return yield unopened(undefined, 'damaged', at + 32 > source.size ? CUT : DAMAGED);
    if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
    if (!budget.take(0)) return yield unopened(undefined, 'budget', TOO_MUCH);
    const inflater = new Inflater(source, entry.packed);
    const stream = new Metered(inflater, budget);
    const name = `offset-${at}`;
    if (entry.size > LARGEST_HELD) {
      if (entry.base === undefined) yield* unpacked(name, stream);
      else yield { kind: 'unopened', name, ...large };
      stream.drain();
      if (stream.problem) return yield { kind: 'unopened', name, ...stream.problem };
      at = inflater.end + 4;
      continue;
    }
    const bytes = stream.whole(entry.size);
    if (!bytes || bytes.length !== entry.size) {
      return yield { kind: 'unopened', name, ...(stream.problem ?? damaged) };
    }
    at = inflater.end + 4;
    if (typeof entry.base === 'string' && !pack.knows(entry.base)) waiting.push(entry);
    else yield* pack.shown(entry, bytes);
  }
  // a base may stand behind what is based on it
  for (let before = -1; waiting.length !== before;) {
    before = waiting.length;
    const still: Entry[] = [];
    for (const entry of waiting) {
      if (pack.knows(entry.base as string)) yield* pack.shown(entry);
      else still.push(entry);
    }
    waiting = still;
  }
  for (const { at: position } of waiting) {
    yield unopened(
      `offset-${position}`,
      'format',
      'it is a delta, and what it is based on is not in the pack',
    );
  }
}

function entryAt(source: RandomAccess, at: number): Entry | undefined {
  const head = readAt(source, at, 64);
  let next = 0;
  const byte = (): number => head[next++] ?? 0;
  let value = byte();
  const type = (value >> 4) & 7;
  let size = value & 15;
  for (let scale = 16; value & 0x80; scale *= 128) {
    value = byte();
    size += (value & 0x7f) * scale;
    if (next > 10) return undefined;
  }
  let base: number | string | undefined;
  if (type === OFFSET_DELTA) {
    value = byte();
    let distance = value & 0x7f;
    while (value & 0x80) {
      value = byte();
      distance = (distance + 1) * 128 + (value & 0x7f);
      if (next > 24) return undefined;
    }
    base = at - distance;
    if (distance <= 0 || base < HEADER) return undefined;
  } else if (type === ID_DELTA) {
    base = head.toString('hex', next, next + ID);
    next += ID;
  } else if (!TYPES[type]) return undefined;
  if (next + 2 > head.length || !isZlibHeader(head[next]!, head[next + 1]!)) return undefined;
  return { at, type, size, packed: at + next + 2, ...(base === undefined ? {} : { base }) };
}

class Pack {
  private readonly source: RandomAccess;
  private readonly budget: Budget;
  private readonly positions = new Map<string, number>();
  private readonly cache = new Map<number, GitObject>();
  private cached = 0;

  constructor(source: RandomAccess, budget: Budget) {
    this.source = source;
    this.budget = budget;
  }

  knows(id: string): boolean {
    return this.positions.has(id);
  }

  /** The object as a member; `bytes` is its own zlib stream, where that is unpacked already. */
  *shown(entry: Entry, bytes?: Buffer): Generator<Member | Unopened> {
    const object = this.object(entry, bytes);
    if ('cause' in object) return yield { kind: 'unopened', name: `offset-${entry.at}`, ...object };
    const id = createHash('sha1')
      .update(`${TYPES[object.type]} ${object.bytes.length}\0`)
      .update(object.bytes)
      .digest('hex');
    this.positions.set(id, entry.at);
    if (object.bytes.length === 0) return;
    yield { kind: 'member', name: id, read: plain(bytesSource(object.bytes), 0, object.bytes.length) };
  }

  private object(entry: Entry, bytes?: Buffer): GitObject | Problem {
    const deltas: Buffer[] = [];
    const chain: Entry[] = [];
    let current = entry;
    let own = bytes;
    let object: GitObject | undefined;
    for (;;) {
      object = this.cache.get(current.at);
      if (object) {
        // used last
        this.cache.delete(current.at);
        this.cache.set(current.at, object);
        break;
      }
      const content = own ?? this.inflate(current);
      own = undefined;
      if ('cause' in content) return content;
      if (current.base === undefined) {
        object = { type: current.type, bytes: content };
        this.keep(current.at, object);
        break;
      }
      deltas.push(content);
      chain.push(current);
      const position = typeof current.base === 'number' ? current.base : this.positions.get(current.base);
      const base = position === undefined ? undefined : entryAt(this.source, position);
      if (!base || chain.length > DEEPEST) return damaged;
      current = base;
    }
    for (let i = deltas.length - 1; i >= 0; i--) {
      const result = this.apply(object.bytes, deltas[i]!);
      if ('cause' in result) return result;
      object = { type: object.type, bytes: result };
      this.keep(chain[i]!.at, object);
    }
    return object;
  }

  private inflate(entry: Entry): Buffer | Problem {
    if (entry.size > LARGEST_HELD) return large;
    const stream = new Metered(new Inflater(this.source, entry.packed), this.budget);
    const bytes = stream.whole(entry.size);
    return bytes?.length === entry.size ? bytes : (stream.problem ?? damaged);
  }

  private keep(at: number, object: GitObject): void {
    const replaced = this.cache.get(at);
    if (replaced) this.cached -= replaced.bytes.length;
    this.cache.set(at, object);
    this.cached += object.bytes.length;
    for (const [oldest, { bytes }] of this.cache) {
      if (this.cached <= CACHE) break;
      this.cache.delete(oldest);
      this.cached -= bytes.length;
    }
  }

  private apply(base: Buffer, delta: Buffer): Buffer | Problem {
    let at = 0;
    const number = (): number => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = delta[at++] ?? 0;
        value += (byte & 0x7f) * scale;
        if (!(byte & 0x80) || scale > 2 ** 42) return value;
      }
    };
    if (number() !== base.length) return damaged;
    const size = number();
    if (size > LARGEST_HELD) return large;
    if (!this.budget.take(size)) return { cause: 'budget', reason: TOO_MUCH };
    const result = Buffer.allocUnsafe(size);
    let written = 0;
    while (at < delta.length) {
      const code = delta[at++]!;
      let from = 0;
      let length = 0;
      if (code & 0x80) {
        for (let i = 0; i < 4; i++) if (code & (1 << i)) from += (delta[at++] ?? 0) * 2 ** (8 * i);
        for (let i = 0; i < 3; i++) if (code & (16 << i)) length += (delta[at++] ?? 0) * 2 ** (8 * i);
        length ||= 0x10000;
      } else length = code;
      const [text, start] = code & 0x80 ? [base, from] : [delta, at];
      if (length === 0 || start + length > text.length || written + length > size) return damaged;
      text.copy(result, written, start, start + length);
      written += length;
      if (!(code & 0x80)) at += length;
    }
    return written === size ? result : damaged;
  }
}
