/**
 * Deflate (RFC 1951), pulled: node's zlib cannot stream synchronously, gives nothing of what is damaged, and does not
 * say where a stream ends. Every byte before the damage comes out, at most `WINDOW` bytes are unpacked ahead, and `end`
 * is exact, which git packs and gzip members need.
 */
import type { RandomAccess } from '../container.ts';
import type { Unpacking } from './metered.ts';
import { readInto } from './source.ts';
import { CUT, DAMAGED } from './said.ts';

const WINDOW = 1 << 18;
/** As far as a match reaches back. */
const HISTORY = 1 << 15;
const LONGEST_MATCH = 258;
/** The first read is small, for streams of a few bytes; every further one is twice as large, up to INPUT. */
const FIRST_INPUT = 1 << 10;
const INPUT = 1 << 16;
/** No symbol with all of its extra bits is longer, in bytes; zeros follow the input's last byte. */
const SLACK = 16;
/** No block's header is longer, in bytes. */
const HEADER = 1 << 10;
const LONGEST_CODE = 15;
/** Codes up to this length are looked up, longer ones are counted out: a table of all would cost more than a small block. */
const FAST = 10;

const LENGTH_BASE = Uint16Array.from([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
]);
const LENGTH_EXTRA = Uint8Array.from([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]);
const DISTANCE_EXTRA = Uint8Array.from({ length: 30 }, (_, i) => Math.max(0, (i >> 1) - 1));
const DISTANCE_BASE = Uint16Array.from({ length: 30 }, (_, i) =>
  i < 2 ? i + 1 : ((2 | (i & 1)) << ((i >> 1) - 1)) + 1,
);
const LENGTHS_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A canonical Huffman code. */
class Code {
  /** By the next FAST bits: symbol << 4 | length; 0 is no code, or a longer one. */
  readonly table = new Uint16Array(1 << FAST);
  private readonly counts = new Uint16Array(LONGEST_CODE + 1);
  private readonly symbols = new Uint16Array(288);
  private readonly next = new Uint16Array(LONGEST_CODE + 2);

  /** False for lengths that are no code. As in zlib, a code of one symbol may be incomplete. */
  build(lengths: Uint8Array, from: number, to: number, mayBeIncomplete: boolean): boolean {
    const { table, counts, symbols, next } = this;
    counts.fill(0);
    for (let i = from; i < to; i++) counts[lengths[i]!]!++;
    counts[0] = 0;
    let left = 1;
    let longest = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      left = left * 2 - counts[length]!;
      if (left < 0) return false;
      if (counts[length]! > 0) longest = length;
    }
    if (left > 0 && !(mayBeIncomplete && longest <= 1)) return false;
    next[1] = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) next[length + 1] = next[length]! + counts[length]!;
    for (let i = from; i < to; i++) if (lengths[i]! > 0) symbols[next[lengths[i]!]!++] = i - from;
    table.fill(0);
    let code = 0;
    let at = 0;
    for (let length = 1; length <= FAST; length++, code <<= 1) {
      for (let i = counts[length]!; i > 0; i--, code++) {
        let reversed = 0;
        for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
        const entry = (symbols[at++]! << 4) | length;
        for (let slot = reversed; slot < 1 << FAST; slot += 1 << length) table[slot] = entry;
      }
    }
    return true;
  }

  /** A code longer than FAST, in the next bits: symbol << 4 | length, or 0 when it is none. */
  slow(bits: number): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      code |= (bits >>> (length - 1)) & 1;
      const count = this.counts[length]!;
      if (code - first < count) return (this.symbols[index + code - first]! << 4) | length;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return 0;
  }
}

/** What unpacking needs; kept for the next stream when one ends, for there are archives of thousands of small files. */
class Workspace {
  readonly input = new Uint8Array(INPUT + SLACK);
  readonly window = Buffer.allocUnsafeSlow(WINDOW);
  readonly literals = new Code();
  readonly distances = new Code();
  readonly lengths = new Uint8Array(320);
}

const spare: Workspace[] = [];

type State = 'header' | 'stored' | 'coded' | 'done';

export class Inflater implements Unpacking {
  damage: string | undefined;
  private readonly source: RandomAccess;
  private readonly start: number;
  private space: Workspace | undefined;
  private state: State = 'header';
  private isLast = false;
  /** Bytes of a stored block that are still to come. */
  private stored = 0;
  /** Of the source: what follows the input. */
  private next: number;
  private step = FIRST_INPUT;
  private filled = 0;
  /** Where the next bit stands in the input. */
  private bit = 0;
  private isAtEnd = false;
  private written = 0;
  private served = 0;

  /** Reads raw deflate from `start` on. */
  constructor(source: RandomAccess, start = 0) {
    this.source = source;
    this.start = start;
    this.next = start;
  }

  /** Of the source: the byte after the last one that was used. */
  get end(): number {
    return this.next - this.filled + Math.min(this.filled, (this.bit + 7) >>> 3);
  }

  get used(): number {
    return this.end - this.start;
  }

  /** Whether the stream was read to its own end. */
  get isWhole(): boolean {
    return this.state === 'done' && this.damage === undefined && this.served === this.written;
  }

  pull(into: Uint8Array): number {
    if (this.served === this.written) {
      if (this.state !== 'done') this.fill();
      if (this.served === this.written) {
        this.release();
        return 0;
      }
    }
    const count = Math.min(into.length, this.written - this.served);
    into.set(this.space!.window.subarray(this.served, this.served + count));
    this.served += count;
    if (this.state === 'done' && this.served === this.written) this.release();
    return count;
  }

  private release(): void {
    if (!this.space) return;
    if (spare.length < 4) spare.push(this.space);
    this.space = undefined;
    this.served = 0;
    this.written = 0;
  }

  /** Unpacks until the window is full or the stream ends. */
  private fill(): void {
    this.space ??= spare.pop() ?? new Workspace();
    const { window } = this.space;
    if (this.written > HISTORY) {
      window.copyWithin(0, this.written - HISTORY, this.written);
      this.written = HISTORY;
      this.served = HISTORY;
    }
    while (this.state !== 'done' && this.written <= WINDOW - LONGEST_MATCH) {
      if (this.state === 'header') this.header();
      else if (this.state === 'stored') this.copyStored();
      else this.decode();
    }
  }

  private fail(reason: string): void {
    this.damage = reason;
    this.state = 'done';
  }

  /** Brings at least `least` bytes into the input, where there are as many. */
  private refill(least: number): void {
    const used = this.bit >>> 3;
    if (this.isAtEnd || this.filled - used >= least) return;
    const { input } = this.space!;
    input.copyWithin(0, used, this.filled);
    this.filled -= used;
    this.bit &= 7;
    const room = Math.min(INPUT - this.filled, Math.max(least, this.step));
    this.step = Math.min(INPUT, this.step * 2);
    const count = readInto(this.source, input.subarray(this.filled, this.filled + room), this.next);
    this.isAtEnd = count < room;
    this.filled += count;
    this.next += count;
    input.fill(0, this.filled, this.filled + SLACK);
  }

  private bits(count: number): number {
    const { input } = this.space!;
    const at = this.bit >>> 3;
    const word = input[at]! | (input[at + 1]! << 8) | (input[at + 2]! << 16);
    const value = (word >>> (this.bit & 7)) & ((1 << count) - 1);
    this.bit += count;
    return value;
  }

  private get isOver(): boolean {
    return this.bit > this.filled * 8;
  }

  private endBlock(): void {
    this.state = this.isLast ? 'done' : 'header';
  }

  private header(): void {
    this.refill(HEADER);
    this.isLast = this.bits(1) === 1;
    const type = this.bits(2);
    if (this.isOver) return this.fail(CUT);
    if (type === 3) return this.fail(DAMAGED);
    if (type === 0) {
      this.bit = (this.bit + 7) & ~7;
      const length = this.bits(16);
      const check = this.bits(16);
      if (this.isOver) return this.fail(CUT);
      if ((length ^ 0xffff) !== check) return this.fail(DAMAGED);
      this.stored = length;
      this.state = 'stored';
      return;
    }
    this.state = 'coded';
    const { lengths, literals, distances } = this.space!;
    if (type === 1) {
      lengths.fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288).fill(5, 288, 320);
      literals.build(lengths, 0, 288, false);
      distances.build(lengths, 288, 320, false);
      return;
    }
    const literalCount = this.bits(5) + 257;
    const distanceCount = this.bits(5) + 1;
    const lengthCount = this.bits(4) + 4;
    if (literalCount > 286 || distanceCount > 30) return this.fail(DAMAGED);
    lengths.fill(0, 0, 19);
    for (let i = 0; i < lengthCount; i++) lengths[LENGTHS_ORDER[i]!] = this.bits(3);
    if (!literals.build(lengths, 0, 19, false)) return this.fail(this.isOver ? CUT : DAMAGED);
    const total = literalCount + distanceCount;
    for (let at = 0; at < total;) {
      const word = this.bits(15);
      const entry = literals.table[word & ((1 << FAST) - 1)]!;
      this.bit += (entry & 15) - 15;
      if (entry === 0 || this.isOver) return this.fail(this.isOver ? CUT : DAMAGED);
      const symbol = entry >> 4;
      if (symbol < 16) {
        lengths[at++] = symbol;
        continue;
      }
      if (symbol === 16 && at === 0) return this.fail(DAMAGED);
      const value = symbol === 16 ? lengths[at - 1]! : 0;
      const count = symbol === 16 ? 3 + this.bits(2) : symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7);
      if (at + count > total) return this.fail(DAMAGED);
      lengths.fill(value, at, at + count);
      at += count;
    }
    const isCode =
      lengths[256]! > 0 &&
      literals.build(lengths, 0, literalCount, true) &&
      distances.build(lengths, literalCount, total, true);
    if (this.isOver || !isCode) this.fail(this.isOver ? CUT : DAMAGED);
  }

  private copyStored(): void {
    this.refill(1);
    const { input, window } = this.space!;
    const from = this.bit >>> 3;
    const count = Math.min(this.stored, this.filled - from, WINDOW - this.written);
    window.set(input.subarray(from, from + count), this.written);
    this.written += count;
    this.bit += count * 8;
    this.stored -= count;
    if (this.stored === 0) this.endBlock();
    else if (count <= 0 && this.isAtEnd) this.fail(CUT);
  }

  private decode(): void {
    const { input, window, literals, distances } = this.space!;
    const { table: literalTable } = literals;
    const { table: distanceTable } = distances;
    const mask = (1 << FAST) - 1;
    const limit = WINDOW - LONGEST_MATCH;
    let { bit, written } = this;
    let before = written;
    let mark = this.isAtEnd ? this.filled * 8 : (this.filled - SLACK) * 8;
    let problem: string | undefined;
    let isEnd = false;
    while (written <= limit) {
      if (bit > mark) {
        this.bit = bit;
        if (this.isAtEnd) {
          // what was decoded last was spelled by the zeros behind the end
          written = before;
          problem = CUT;
          break;
        }
        this.refill(SLACK * 2);
        bit = this.bit;
        mark = this.isAtEnd ? this.filled * 8 : (this.filled - SLACK) * 8;
        continue;
      }
      before = written;
      let at = bit >>> 3;
      let word = (input[at]! | (input[at + 1]! << 8) | (input[at + 2]! << 16)) >>> (bit & 7);
      let entry = literalTable[word & mask]!;
      if (entry === 0 && (entry = literals.slow(word)) === 0) {
        problem = DAMAGED;
        break;
      }
      bit += entry & 15;
      let symbol = entry >> 4;
      if (symbol < 256) {
        window[written++] = symbol;
        continue;
      }
      if (symbol === 256) {
        isEnd = true;
        break;
      }
      symbol -= 257;
      if (symbol > 28) {
        problem = DAMAGED;
        break;
      }
      let length = LENGTH_BASE[symbol]!;
      let extra = LENGTH_EXTRA[symbol]!;
      if (extra > 0) {
        at = bit >>> 3;
        length += ((input[at]! | (input[at + 1]! << 8)) >>> (bit & 7)) & ((1 << extra) - 1);
        bit += extra;
      }
      at = bit >>> 3;
      word = (input[at]! | (input[at + 1]! << 8) | (input[at + 2]! << 16)) >>> (bit & 7);
      entry = distanceTable[word & mask]!;
      if (entry === 0) entry = distances.slow(word);
      symbol = entry >> 4;
      if (entry === 0 || symbol > 29) {
        problem = DAMAGED;
        break;
      }
      bit += entry & 15;
      let distance = DISTANCE_BASE[symbol]!;
      extra = DISTANCE_EXTRA[symbol]!;
      if (extra > 0) {
        at = bit >>> 3;
        word = (input[at]! | (input[at + 1]! << 8) | (input[at + 2]! << 16)) >>> (bit & 7);
        distance += word & ((1 << extra) - 1);
        bit += extra;
      }
      if (distance > written) {
        problem = DAMAGED;
        break;
      }
      const end = written + length;
      if (distance === 1 && length > 32) {
        window.fill(window[written - 1]!, written, end);
        written = end;
      } else while (written < end) window[written] = window[written++ - distance]!;
    }
    this.bit = bit;
    this.written = written;
    if (problem === undefined && this.isOver) {
      // the end itself was spelled by the zeros behind it
      this.written = before;
      problem = CUT;
    }
    if (problem !== undefined) this.fail(bit > this.filled * 8 ? CUT : problem);
    else if (isEnd) this.endBlock();
  }
}

/** Whether two bytes are a zlib header without a preset dictionary. */
export function isZlibHeader(first: number, second: number): boolean {
  return (first & 15) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0 && (second & 0x20) === 0;
}
