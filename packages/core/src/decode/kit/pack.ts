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
  /** Deltas by the id of what they are based on, which was not there yet. */
  const waiting = new Map<string, Entry[]>();
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
    if (typeof entry.base === 'string' && !pack.knows(entry.base)) {
      const others = waiting.get(entry.base);
      if (others) others.push(entry);
      else waiting.set(entry.base, [entry]);
    } else yield* pack.shown(entry, bytes);
  }
  // a base may stand behind what is based on it; each object is asked once what waits for it
  for (const id of pack.ids()) {
    const ready = waiting.get(id) ?? [];
    waiting.delete(id);
    for (const entry of ready) yield* pack.shown(entry);
  }
  for (const { at: position } of [...waiting.values()].flat().sort((a, b) => a.at - b.at)) {
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
  /** What cannot be put together, so that nothing that is based on it is tried again. */
  private readonly broken = new Map<number, Problem>();
  private cached = 0;

  constructor(source: RandomAccess, budget: Budget) {
    this.source = source;
    this.budget = budget;
  }

  knows(id: string): boolean {
    return this.positions.has(id);
  }

  /** Of all objects that were put together, also those that are while they are listed. */
  ids(): Iterable<string> {
    return this.positions.keys();
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
    const chain: Entry[] = [];
    const object = this.put(entry, chain, bytes);
    if ('cause' in object) for (const { at } of chain) this.broken.set(at, object);
    return object;
  }

  /** `chain` takes what the object is made of, as far as that is still needed: all of it is broken when the object is. */
  private put(entry: Entry, chain: Entry[], bytes?: Buffer): GitObject | Problem {
    const deltas: Buffer[] = [];
    let current = entry;
    let own = bytes;
    let object: GitObject | undefined;
    for (;;) {
      const problem = this.broken.get(current.at);
      if (problem) return problem;
      object = this.cache.get(current.at);
      if (object) {
        // used last
        this.cache.delete(current.at);
        this.cache.set(current.at, object);
        break;
      }
      chain.push(current);
      const content = own ?? this.inflate(current);
      own = undefined;
      if ('cause' in content) return content;
      if (current.base === undefined) {
        chain.pop();
        object = { type: current.type, bytes: content };
        this.keep(current.at, object);
        break;
      }
      deltas.push(content);
      const position = typeof current.base === 'number' ? current.base : this.positions.get(current.base);
      const base = position === undefined ? undefined : entryAt(this.source, position);
      if (chain.length > DEEPEST) {
        // what it is based on may be whole
        chain.length = 1;
        return damaged;
      }
      if (!base) return damaged;
      current = base;
    }
    for (let i = deltas.length - 1; i >= 0; i--) {
      const result = this.apply(object.bytes, deltas[i]!);
      if ('cause' in result) return result;
      object = { type: object.type, bytes: result };
      const { at } = chain[i]!;
      chain.length = i;
      this.keep(at, object);
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
