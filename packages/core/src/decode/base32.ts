/**
 * Base32 in its alphabets: RFC 4648 in upper or lower case, also in groups (`MFRG GZDF …`, `MFRG-GZDF`) and over lines;
 * base32hex and Crockford's where text comes out. A run of letters and digits that is long enough is decoded even when no text
 * comes out: nobody else finds a key in it.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import {
  BASE32,
  CROCKFORD,
  CROCKFORD_LOWER,
  CROCKFORD_UPPER,
  EXTENDED,
  HEX_LOWER,
  HEX_UPPER,
  LOWER,
  STANDARD,
  UPPER,
  WORD,
} from './kit/alphabets.ts';
import { BASE32_WORD } from './survey.ts';

const MIN_RUN = 16;
/** A run as long as this that has letters and digits is decoded whatever comes out. */
const MIN_BINARY = 24;
/** Where a run of binary starts in a group of eight is tried in runs up to this. */
const MAX_ALIGNED = 512;
/** Of the output as a whole, and no more of it than this. */
const MAX_TRIED = 1 << 16;
const GROUP = 8;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** The characters of one run, without what stands between its groups. */
interface Run {
  readonly digits: Uint8Array;
  /** Stretches of the source that belong to the run: start and end of each. */
  readonly stretches: readonly number[];
  readonly length: number;
}

export const base32: Decoder = {
  name: 'base32',
  inline: false,
  mayRead: (survey) => survey.has(BASE32_WORD),
  decode(memory, length, out, survey) {
    const bytes = memory.subarray(0, length);
    for (let from = survey.next(BASE32_WORD, 0); from < length && !out.isFull;) {
      let to = from;
      let all = 0xff;
      while (to < length && BASE32[bytes[to]!]! !== 0) all &= BASE32[bytes[to++]!]!;
      if (to - from >= MIN_RUN || (all & UPPER) !== 0) to = run(bytes, from, to, all, out);
      from = survey.next(BASE32_WORD, to);
    }
  },
};

/** Decodes the word [from, to) and the groups that follow it; the end of what was read. */
function run(bytes: Buffer, from: number, to: number, all: number, out: DecodedText): number {
  if ((all & (UPPER | LOWER)) !== 0) {
    const kind = (all & UPPER) !== 0 ? UPPER : LOWER;
    const stretches = [from, to];
    const size = to - from;
    let count = size;
    let end = to;
    for (let isLast = false; !isLast;) {
      let next = end;
      if (bytes[next] === 0x20 || bytes[next] === 0x2d) next++;
      else {
        if (bytes[next] === 0x0d) next++;
        if (bytes[next] !== 0x0a) break;
        next++;
        while (next - end < 64 && (bytes[next] === 0x20 || bytes[next] === 0x09)) next++;
      }
      let last = next;
      while (last < bytes.length && last - next <= size && (BASE32[bytes[last]!]! & kind) !== 0) last++;
      if (last === next || last - next > size || (last < bytes.length && BASE32[bytes[last]!] !== 0)) break;
      // a line of another word is no line of the run
      isLast = last - next < size;
      if (isLast && size < MIN_RUN && !isGroupEnd(bytes, last)) break;
      stretches.push(next, last);
      count += last - next;
      end = last;
    }
    if (count >= MIN_RUN) standard(bytes, stretches, count, out);
    if (size >= MIN_RUN && count === size) others(bytes, from, to, all, out);
    return end;
  }
  if (to - from >= MIN_RUN) {
    if ((all & ~WORD) !== 0) others(bytes, from, to, all, out);
    // letters of the other case stuck to it
    else stuck(bytes, from, to, out);
  }
  return to;
}

/** A short last group is one when the text around it ends too: no word of a sentence goes on. */
function isGroupEnd(bytes: Buffer, at: number): boolean {
  return at >= bytes.length || bytes[at] !== 0x20;
}

/** The longest run of the standard alphabet inside a word of several cases. */
function stuck(bytes: Buffer, from: number, to: number, out: DecodedText): void {
  for (const kind of [UPPER, LOWER]) {
    let start = from;
    for (let at = from; at <= to; at++) {
      if (at < to && (BASE32[bytes[at]!]! & kind) !== 0) continue;
      if (at - start >= MIN_BINARY) standard(bytes, [start, at], at - start, out);
      start = at + 1;
    }
  }
}

function standard(bytes: Buffer, stretches: readonly number[], count: number, out: DecodedText): void {
  const taken = { digits: STANDARD, stretches, length: count };
  for (let shift = 0; shift < GROUP; shift++) {
    if (looksLikeText(bytes, taken, shift)) {
      write(bytes, taken, shift, out);
      return;
    }
  }
  if (count < MIN_BINARY || !isMixed(bytes, stretches)) return;
  write(bytes, taken, 0, out);
  if (count > MAX_ALIGNED || out.length > MAX_TRIED || isWhole(bytes, taken)) return;
  for (let shift = 1; shift < GROUP; shift++) write(bytes, taken, shift, out);
}

function others(bytes: Buffer, from: number, to: number, all: number, out: DecodedText): void {
  const stretches = [from, to];
  for (const [kinds, digits] of [
    [HEX_UPPER | HEX_LOWER, EXTENDED],
    [CROCKFORD_UPPER | CROCKFORD_LOWER, CROCKFORD],
  ] as const) {
    const taken = { digits, stretches, length: to - from };
    if ((all & kinds) !== 0 && looksLikeText(bytes, taken, 0)) write(bytes, taken, 0, out);
  }
}

/** Whether there are letters and digits among the first characters. */
function isMixed(bytes: Buffer, stretches: readonly number[]): boolean {
  let letters = 0;
  let numerals = 0;
  for (let i = 0, seen = 0; i < stretches.length && seen < 128; i += 2) {
    for (let at = stretches[i]!; at < stretches[i + 1]! && seen < 128; at++, seen++) {
      if (isDigit(bytes[at]!)) numerals++;
      else letters++;
    }
  }
  return letters > 0 && numerals > 0;
}

/** Whether the length is one of base32, and the bits that are over are zero: it starts where the run starts. */
function isWhole(bytes: Buffer, { digits, stretches, length }: Run): boolean {
  const over = (length % GROUP) * 5;
  const last = digits[bytes[stretches[stretches.length - 1]! - 1]!]!;
  return [0, 10, 20, 25, 35].includes(over) && (last & ((1 << (over % 8)) - 1)) === 0;
}

/** Whether UTF-8 without control characters comes out of the first groups, six of eight bytes of it ASCII. */
function looksLikeText(bytes: Buffer, taken: Run, shift: number): boolean {
  let total = 0;
  let ascii = 0;
  /** Bytes that the character still has; at the start its first ones may be cut off. */
  let missing = -1;
  const isWhole = each(bytes, taken, shift, (value) => {
    total++;
    if (value < 0x80) {
      if (
        missing > 0 ||
        value === 0x7f ||
        (value < 0x20 && value !== 0x09 && value !== 0x0a && value !== 0x0d)
      )
        return false;
      missing = 0;
      ascii++;
    } else if (value < 0xc0) {
      if (missing === 0) return false;
      missing--;
    } else {
      if (missing > 0 || value < 0xc2 || value > 0xf4) return false;
      missing = value < 0xe0 ? 1 : value < 0xf0 ? 2 : 3;
    }
    return total < 32;
  });
  return (isWhole || total === 32) && total >= 8 && ascii * 4 >= total * 3;
}

function write(bytes: Buffer, taken: Run, shift: number, out: DecodedText): void {
  out.separate();
  each(bytes, taken, shift, (value, from, to) => {
    out.byte(value, from, to);
    return !out.isFull;
  });
  out.separate();
}

/** Every decoded byte with the characters that spell it, until `take` says no; whether it never did. */
function each(
  bytes: Buffer,
  { digits, stretches }: Run,
  shift: number,
  take: (value: number, from: number, to: number) => boolean,
): boolean {
  let bits = 0;
  let held = 0;
  let skip = shift;
  let from = -1;
  for (let i = 0; i < stretches.length; i += 2) {
    const end = stretches[i + 1]!;
    for (let at = stretches[i]!; at < end; at++) {
      if (skip > 0) {
        skip--;
        continue;
      }
      if (held === 0) from = at;
      bits = ((bits << 5) | digits[bytes[at]!]!) & 0xfff;
      held += 5;
      if (held < 8) continue;
      held -= 8;
      if (!take((bits >> held) & 0xff, from, at + 1)) return false;
      from = at;
    }
  }
  return true;
}
