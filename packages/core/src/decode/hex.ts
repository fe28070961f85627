/**
 * Bytes as hexadecimal digits: run together (also wrapped), or in pairs with something between them, with the prefixes
 * that languages put before them: `0x`, `\x`, `$`, `&H`, or `h` behind. Numbers of two, four and eight bytes are written
 * twice, in either byte order. Digits without a prefix are kept where they say text, or begin as something does that holds
 * text; values in others are found without this decoder.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { ALNUM } from './kit/characters.ts';
import { isMagic, isText, SAMPLE } from './kit/content.ts';
import { HEX } from './kit/escapes.ts';
import { continuation, type Run } from './kit/wrapped.ts';
import { HEX_DIGITS, type Survey } from './survey.ts';

/** Digits of a run, and bytes of a list, below which nothing is believed. */
const MIN_DIGITS = 16;
const MIN_BYTES = 8;
/** Words are also what tables of numbers are made of. */
const MIN_WORD_BYTES = 16;
const MAX_SPACE = 128;
const BLOCK = 4096;

const DIGIT = new Uint8Array(256);
const WORD = new Uint8Array(256).fill(1, 0x80);
for (let byte = 0; byte < 128; byte++) {
  if (HEX[byte]! < 16) DIGIT[byte] = 1;
  if (ALNUM[byte] === 1 || byte === 0x5f) WORD[byte] = 1;
}
const BLANK = 1;
const MARK = 2;
const BREAK = 3;
const BETWEEN = new Uint8Array(256);
for (const sign of ' \t') BETWEEN[sign.charCodeAt(0)] = BLANK;
for (const sign of ',:;-') BETWEEN[sign.charCodeAt(0)] = MARK;
for (const sign of '\r\n') BETWEEN[sign.charCodeAt(0)] = BREAK;

const ZERO = 0x30;
const BACKSLASH = 0x5c;
const X = 0x78;
const DOLLAR = 0x24;
const AMPERSAND = 0x26;
const H = 0x68;
const QUOTE = 0x22;
const CAST = Buffer.from('(byte)');

type Prefix = 'none' | '0x' | '\\x' | '$' | '&H';

/** The number that was read last. */
const token = { from: 0, digits: 0, digitsEnd: 0, end: 0, prefix: 'none' as Prefix };

/** Reads one number of a list at `at`: two digits, or after `0x` and `&H` one to sixteen. */
function readToken(bytes: Buffer, at: number): boolean {
  token.from = at;
  const byte = bytes[at]!;
  const second = bytes[at + 1]! | 0x20;
  if (byte === ZERO && second === X) token.prefix = '0x';
  else if (byte === BACKSLASH && bytes[at + 1] === X) token.prefix = '\\x';
  else if (byte === AMPERSAND && second === H) token.prefix = '&H';
  else token.prefix = byte === DOLLAR ? '$' : 'none';
  let end = at + (token.prefix === 'none' ? 0 : token.prefix === '$' ? 1 : 2);
  token.digits = end;
  const isEscape = token.prefix === '\\x';
  const most = end + (isEscape ? 2 : 17);
  while (end < most && DIGIT[bytes[end]!] === 1) end++;
  token.digitsEnd = end;
  token.end = end;
  const count = end - token.digits;
  if (isEscape) return count === 2;
  if (token.prefix === '0x' || token.prefix === '&H' ? count < 1 || count > 16 : count !== 2) return false;
  // u8, UL, h; and nothing else that makes a word of it
  while (end < token.digitsEnd + 4 && WORD[bytes[end]!] === 1) {
    const suffix = bytes[end]! | 0x20;
    if (
      suffix !== 0x75 &&
      suffix !== 0x6c &&
      suffix !== H &&
      (end === token.digitsEnd || suffix < 0x30 || suffix > 0x39)
    )
      return false;
    end++;
  }
  token.end = end;
  return WORD[bytes[end]!] !== 1;
}

/** Where the next number of the list stands, behind what ends at `end`; -1 where none can. */
function nextToken(bytes: Buffer, end: number, prefix: Prefix): number {
  let at = end;
  let marks = 0;
  let hasBreak = false;
  for (const most = end + MAX_SPACE; at < most; at++) {
    const kind = BETWEEN[bytes[at]!]!;
    if (kind === 0) break;
    if (kind === MARK && ++marks > 1) return -1;
    if (kind === BREAK) hasBreak = true;
  }
  if (prefix === '\\x') {
    // two strings that the compiler makes one
    if (bytes[at] !== QUOTE) return at;
    at = nextQuote(bytes, at + 1);
    return at;
  }
  if (at === end || (prefix === 'none' && !hasBreak && at - end > 3)) return -1;
  for (let i = 0; i < CAST.length; i++) if (bytes[at + i] !== CAST[i]) return at;
  at += CAST.length;
  return BETWEEN[bytes[at]!] === BLANK ? at + 1 : at;
}

function nextQuote(bytes: Buffer, from: number): number {
  for (let at = from; at < from + MAX_SPACE; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at + 1;
    if (
      BETWEEN[byte] !== BLANK &&
      BETWEEN[byte] !== BREAK &&
      byte !== 0x2b &&
      byte !== 0x2e &&
      byte !== BACKSLASH
    )
      return -1;
  }
  return -1;
}

/** One text is decoded at a time. */
let block: Buffer | undefined;

class Hex {
  private readonly bytes: Buffer;
  private readonly out: DecodedText;
  private readonly block = (block ??= Buffer.alloc(BLOCK));
  private readonly next: Run = { start: 0, end: 0 };

  constructor(bytes: Buffer, out: DecodedText) {
    this.bytes = bytes;
    this.out = out;
  }

  all(survey: Survey): void {
    const { bytes } = this;
    for (
      let at = survey.next(HEX_DIGITS, 0);
      at < bytes.length && !this.out.isFull;
      at = survey.next(HEX_DIGITS, at)
    ) {
      let end = at + 1;
      while (end < bytes.length && DIGIT[bytes[end]!] === 1) end++;
      const count = end - at;
      if (count >= MIN_DIGITS) at = this.run(at, end);
      else if (count === 2 || (count === 1 && bytes[at] === ZERO && (bytes[end]! | 0x20) === X))
        at = Math.max(this.list(at), end);
      else at = end;
    }
  }

  /** A run of digits: read from the first digit on, or from the second. Returns where the search goes on. */
  private run(start: number, end: number): number {
    const { bytes } = this;
    const isPrefixed = start >= 2 && bytes[start - 2] === ZERO && (bytes[start - 1]! | 0x20) === X;
    // sixteen digits are also a word of a list
    if (isPrefixed && end - start === MIN_DIGITS) {
      const after = this.list(start - 2);
      if (after > end) return after;
    }
    for (let from = start; from < start + 2; from++)
      if (this.holds(this.pairs(from, Math.min(end, from + 2 * SAMPLE))))
        return this.write(from, end, end - start);
    return end;
  }

  private holds(length: number): boolean {
    return length >= MIN_BYTES && (isMagic(this.block, length) || isText(this.block, length));
  }

  private pairs(from: number, to: number): number {
    const { bytes, block } = this;
    let length = 0;
    for (let at = from; at + 2 <= to; at += 2)
      block[length++] = (HEX[bytes[at]!]! << 4) | HEX[bytes[at + 1]!]!;
    return length;
  }

  /** The run from `from` on, with the lines that continue it: all as wide as the first, the last one less. */
  private write(from: number, end: number, width: number): number {
    const { bytes, out, next } = this;
    let line = width;
    let half = -1;
    for (let at = from; ; at = next.start) {
      if (half >= 0) {
        out.byte((HEX[bytes[half]!]! << 4) | HEX[bytes[at]!]!, half, at + 1);
        at++;
      }
      while (at + 2 <= end) {
        const to = Math.min(at + ((end - at) & ~1), at + 2 * BLOCK);
        out.unit(this.block.subarray(0, this.pairs(at, to)), at, to);
        at = to;
      }
      half = at < end ? at : -1;
      if (out.isFull || line !== width || !continuation(bytes, end, DIGIT, next)) break;
      line = next.end - next.start;
      if (line > width) break;
      end = next.end;
    }
    out.separate();
    return end;
  }

  /** A list whose first digit stands at `first`. Returns where the search goes on. */
  private list(first: number): number {
    const { bytes, block } = this;
    const start = withPrefix(bytes, first);
    if (start < 0 || !readToken(bytes, start)) return first + 1;
    const { prefix } = token;
    let end = token.end;
    let count = 0;
    let digits = 0;
    for (let at = start; ;) {
      if (count < SAMPLE) block[count] = valueOf(bytes);
      digits = Math.max(digits, token.digitsEnd - token.digits);
      count++;
      end = token.end;
      at = nextToken(bytes, end, prefix);
      if (at < 0 || !readToken(bytes, at) || token.prefix !== prefix) break;
    }
    const width = digits <= 2 ? 1 : digits <= 4 ? 2 : digits <= 8 ? 4 : 8;
    // a single number may be a run of digits
    if (count === 1) return first + 1;
    if (width > 1 ? count * width < MIN_WORD_BYTES : count < MIN_BYTES) return end;
    if ((prefix === 'none' || prefix === '$') && !this.holds(Math.min(count, SAMPLE))) return end;
    this.words(start, count, prefix, width, false);
    if (width > 1) this.words(start, count, prefix, width, true);
    return end;
  }

  private words(start: number, count: number, prefix: Prefix, width: number, isLittle: boolean): void {
    const { bytes, out } = this;
    for (let i = 0, at = start; i < count && !out.isFull; i++) {
      readToken(bytes, at);
      const { from, digitsEnd, digits, end } = token;
      for (let j = 0; j < width; j++) {
        const low = digitsEnd - 2 * (isLittle ? j : width - 1 - j);
        const value =
          ((low - 2 >= digits ? HEX[bytes[low - 2]!]! : 0) << 4) |
          (low - 1 >= digits ? HEX[bytes[low - 1]!]! : 0);
        out.byte(value, from, end);
      }
      at = nextToken(bytes, end, prefix);
    }
    out.separate();
  }
}

/** The low byte of the number that was read last. */
function valueOf(bytes: Buffer): number {
  const { digits, digitsEnd } = token;
  return ((digitsEnd - digits > 1 ? HEX[bytes[digitsEnd - 2]!]! : 0) << 4) | HEX[bytes[digitsEnd - 1]!]!;
}

/** Where the number begins whose first digit (or the zero of `0x`) stands at `at`; -1 inside of a word. */
function withPrefix(bytes: Buffer, at: number): number {
  const before = bytes[at - 1];
  if (before === undefined) return at;
  if (before === X && bytes[at - 2] === BACKSLASH) return at - 2;
  if ((before | 0x20) === H && bytes[at - 2] === AMPERSAND) return at - 2;
  if (before === DOLLAR) return at - 1;
  return WORD[before] === 1 ? -1 : at;
}

export const hex: Decoder = {
  name: 'hex',
  inline: false,
  mayRead: (survey) => survey.has(HEX_DIGITS),
  decode(bytes, length, out, survey) {
    new Hex(bytes.subarray(0, length), out).all(survey);
  },
};
