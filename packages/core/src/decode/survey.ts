/**
 * What a text may hold, known before any decoder looks at it: for each **plane** the bytes at which something of its kind
 * may begin. Never one too few; what is one too many costs a look. Made in one pass by the kernel (kernel/survey.ts);
 * here is its twin, for memory outside of the kernel and for machines without WebAssembly.
 */
import { ALPHABETS, groupAt, isAscii, STARTS } from './kit/base85.ts';
import { sizeAt } from './kit/utf8.ts';

/** Digits in hexadecimal: 16 of them, two that stand alone or behind a prefix, a number behind `0x`. */
export const HEX_DIGITS = 0;
/** A number in decimal. */
export const NUMBERS = 1;
/** A run of 12 characters of base64. */
export const BASE64_RUN = 2;
/** A word of 16 letters and digits, or one of four to eight in capitals. */
export const BASE32_WORD = 3;
/** Two groups of base85 that are ASCII text, and 16 characters without a blank. */
export const BASE85_TEXT = 4;
/** Quotes: `'`, `"` and the backtick. */
export const QUOTES = 5;
/** What doubles a quote, or closes one and opens another; a backtick, a caret. */
export const QUOTING = 6;
/** Control characters of terminals, and a bracket that may follow one. */
export const TERMINAL = 7;
/** Bytes that are no UTF-8, and first ones of characters that have a sibling in ASCII or Latin-1. */
export const NOT_ASCII = 8;
/** `=` before two digits in hexadecimal or a line's end. */
export const EQUALS = 9;
/** What may divide a word: invisible characters, `<wbr>`, templates, a folded scalar. */
export const DIVIDERS = 10;
/** The first character of a line, when it is of four digits in hexadecimal, of `0x`, or of a box. */
export const OFFSETS = 11;
export const LINE_FEEDS = 12;
/** The first byte of a line that may have a prefix in common with one beside it. */
export const LINE_MARKS = 13;
export const PLANES = 14;
/** Signs that a text has or has not: they have no plane, and `next` knows nothing of them. */
export const AMPERSANDS = 14;
export const BACKSLASHES = 15;
export const PERCENTS = 16;
export const OPENING = 17;
/** `<` before `B` or `~`: `<Buffer` and Ascii85. */
export const ANGLES = 18;
const SIGNS: Readonly<Record<number, number>> = {
  0x26: AMPERSANDS,
  0x5c: BACKSLASHES,
  0x25: PERCENTS,
  0x3c: OPENING,
};

/** What is known of one text. */
export interface Survey {
  /** Whether there is anything of that kind. */
  has(plane: number): boolean;
  /** Where the next of that kind begins, at `from` or behind it; the length of the text where there is none. */
  next(plane: number, from: number): number;
}

/** Planes as bits: of each a bit for every byte, in words of 32, `stride` words from one plane to the next. */
export class PlaneSurvey implements Survey {
  private readonly words: Uint32Array;
  private readonly stride: number;
  private readonly length: number;
  private readonly found: number;

  constructor(words: Uint32Array, stride: number, length: number, found: number) {
    this.words = words;
    this.stride = stride;
    this.length = length;
    this.found = found;
  }

  has(plane: number): boolean {
    return ((this.found >>> plane) & 1) === 1;
  }

  next(plane: number, from: number): number {
    const { words, length } = this;
    if (from >= length) return length;
    const start = plane * this.stride;
    let at = start + (from >>> 5);
    let word = words[at]! & (-1 << (from & 31));
    const end = start + ((length + 31) >>> 5);
    while (word === 0) {
      if (++at >= end) return length;
      word = words[at]!;
    }
    return ((at - start) << 5) + 31 - Math.clz32(word & -word);
  }
}

/** Words of one plane of a text of `length` bytes. */
export const planeWords = (length: number): number => ((length + 63) >>> 6) * 2;

/** The survey of `bytes[0, length)` without the kernel. */
export function plainSurvey(bytes: Uint8Array, length: number): Survey {
  const stride = planeWords(length);
  const words = new Uint32Array(stride * PLANES);
  let found = 0;
  const text = new Text(bytes, length);
  for (let at = 0; at < length; at++) {
    const sign = SIGNS[bytes[at]!];
    if (sign !== undefined) found |= 1 << sign;
    if (sign === OPENING && at + 1 < length && (bytes[at + 1] === 0x42 || bytes[at + 1] === 0x7e))
      found |= 1 << ANGLES;
    for (let planes = text.planesAt(at); planes !== 0; planes &= planes - 1) {
      const plane = 31 - Math.clz32(planes & -planes);
      words[plane * stride + (at >>> 5)]! |= 1 << (at & 31);
      found |= 1 << plane;
    }
  }
  return new PlaneSurvey(words, stride, length, found);
}

const HEX = 1;
const ALNUM = 2;
const WORD = 4;
const BASE64 = 8;
const CAPITAL = 16;
const DIGIT = 32;
const BLANK = 64;
const INK = 128;
const classes = (): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => classOf(String.fromCharCode(byte)));
/** Made when there is no kernel to ask. */
let made: Uint8Array | undefined;

function classOf(sign: string): number {
  return (
    (/[\dA-Fa-f]/.test(sign) ? HEX : 0) |
    (/[\dA-Za-z]/.test(sign) ? ALNUM : 0) |
    (/[\w\x80-\xff]/.test(sign) ? WORD : 0) |
    (/[\w+/-]/.test(sign) ? BASE64 : 0) |
    (/[A-Z2-7]/.test(sign) ? CAPITAL : 0) |
    (/\d/.test(sign) ? DIGIT : 0) |
    (/[ \t]/.test(sign) ? BLANK : 0) |
    (/[!-~]/.test(sign) ? INK : 0)
  );
}

/** As far from a control character that no text has a byte is none of a text; NUL does not count. */
const NEAR = 32;
const isWild = (byte: number): boolean =>
  (byte > 0 && byte < 9) || (byte > 0x0d && byte < 0x20) || byte === 0x7f;
const KIN: ReadonlySet<number> = new Set([0xc2, 0xc3, 0xcc, 0xcd, 0xe2, 0xe3, 0xef]);

/** Beyond the ends of a text. */
const NOTHING = -1;

class Text {
  private readonly bytes: Uint8Array;
  private readonly length: number;
  private readonly classes = (made ??= classes());
  /** Whether only blanks stand before the byte that is looked at, in its line. */
  private isIndent = true;

  constructor(bytes: Uint8Array, length: number) {
    this.bytes = bytes;
    this.length = length;
  }

  private at(at: number): number {
    return at >= 0 && at < this.length ? this.bytes[at]! : NOTHING;
  }

  private is(at: number, what: number): boolean {
    return at >= 0 && at < this.length && (this.classes[this.bytes[at]!]! & what) !== 0;
  }

  private isRun(at: number, what: number, count: number): boolean {
    for (let i = at; i < at + count; i++) if (!this.is(i, what)) return false;
    return true;
  }

  /** A bit for each plane that has the byte at `at`; bytes are asked for one after the other. */
  planesAt(at: number): number {
    const byte = this.bytes[at]!;
    const kind = this.classes[byte]!;
    const isFirst = this.isIndent && (kind & BLANK) === 0;
    this.isIndent = byte === 0x0a || (this.isIndent && !isFirst);
    let planes = this.signs(at, byte);
    if (at === 0 || this.bytes[at - 1] === 0x0a) planes |= 1 << LINE_MARKS;
    if (this.isBase85(at, byte)) planes |= 1 << BASE85_TEXT;
    if (
      isFirst &&
      (this.isRun(at, HEX, 4) || (byte === 0x30 && (this.at(at + 1) | 0x20) === 0x78) || byte === 0xe2)
    )
      planes |= 1 << OFFSETS;
    // what stands before a byte of a run is most often one as well
    const starts = kind & ~(at > 0 ? this.classes[this.bytes[at - 1]!]! : 0);
    if (starts === 0) return planes;
    if ((starts & HEX) !== 0 && this.isHex(at)) planes |= 1 << HEX_DIGITS;
    if ((kind & DIGIT) !== 0 && !this.is(at - 1, WORD) && this.at(at - 1) !== 0x2e) planes |= 1 << NUMBERS;
    if ((starts & BASE64) !== 0 && this.isRun(at, BASE64, 12)) planes |= 1 << BASE64_RUN;
    if (
      (starts & ALNUM) !== 0 &&
      (this.isRun(at, ALNUM, 16) || (this.isRun(at, CAPITAL, 4) && !this.isRun(at, ALNUM, 9)))
    )
      planes |= 1 << BASE32_WORD;
    return planes;
  }

  /** Whether a byte begins a character that has a sibling, or belongs to none and to text. */
  private isKinOrBroken(at: number, byte: number): boolean {
    const { bytes, length } = this;
    if (sizeAt(bytes, at, length) > 0) return KIN.has(byte);
    for (let back = 1; back < 4 && back <= at; back++)
      if (sizeAt(bytes, at - back, length) > back) return false;
    const from = Math.max(0, at - NEAR);
    return !bytes.subarray(from, Math.min(length, at + NEAR)).some(isWild);
  }

  /** The planes that a sign tells, with those beside it. */
  private signs(at: number, byte: number): number {
    if (byte >= 0x80)
      return (
        (this.isKinOrBroken(at, byte) ? 1 << NOT_ASCII : 0) |
        (byte === 0xc2 || byte === 0xe2 || byte === 0xef ? 1 << DIVIDERS : 0) |
        (byte === 0x9b ? 1 << TERMINAL : 0)
      );
    const next = this.at(at + 1);
    switch (byte) {
      case 0x08:
      case 0x1b:
        return 1 << TERMINAL;
      case 0x0a:
        return 1 << LINE_FEEDS;
      case 0x22: // "
        return (1 << QUOTES) | (next === 0x22 || next === 0x27 ? 1 << QUOTING : 0);
      case 0x23: // #{
        return next === 0x7b ? 1 << DIVIDERS : 0;
      case 0x24: // $$, ${, $', $", $(
        if (next === 0x24) return 1 << QUOTING;
        return next === 0x7b || next === 0x27 || next === 0x22 || next === 0x28 ? 1 << DIVIDERS : 0;
      case 0x25: // %%
        return next === 0x25 ? 1 << QUOTING : 0;
      case 0x26: // &
        return 1 << DIVIDERS;
      case 0x27: // '
        return (1 << QUOTES) | (next === 0x22 || next === 0x27 || next === 0x5c ? 1 << QUOTING : 0);
      case 0x3c: // <w
        return next === 0x77 ? 1 << DIVIDERS : 0;
      case 0x3d: // =
        return next === 0x0a || next === 0x0d || this.isRun(at + 1, HEX, 2) ? 1 << EQUALS : 0;
      case 0x3e: {
        // > behind a colon or a hyphen and a blank
        const mark = this.at(at - 2);
        return this.is(at - 1, BLANK) && (mark === 0x3a || mark === 0x2d) ? 1 << DIVIDERS : 0;
      }
      case 0x5b: {
        const isParameter = (next >= 0x20 && next <= 0x3f) || next === 0x6d || next === 0x4b;
        return isParameter || this.at(at - 1) === 0x5e ? 1 << TERMINAL : 0;
      }
      case 0x5d: // ]]
        return next === 0x5d ? 1 << QUOTING : 0;
      case 0x5e: // ^
        return 1 << QUOTING;
      case 0x60: // `
        return (1 << QUOTES) | (1 << QUOTING);
      default:
        return 0;
    }
  }

  private isHex(at: number): boolean {
    if (this.isRun(at, HEX, 16)) return true;
    const one = this.at(at - 1) | 0x20;
    const two = this.at(at - 2);
    const isPrefixed = (two === 0x5c && one === 0x78) || (two === 0x26 && one === 0x68);
    const isAlone = !this.is(at - 1, WORD);
    const next = this.at(at + 1) | 0x20;
    if (this.is(at + 1, HEX)) {
      if (this.is(at + 2, HEX)) return false;
      const suffix = this.at(at + 2) | 0x20;
      const isClosed = !this.is(at + 2, WORD) || suffix === 0x68 || suffix === 0x6c || suffix === 0x75;
      return isPrefixed || (isAlone && isClosed);
    }
    const isMarked = this.bytes[at] === 0x30 && next === 0x78 && this.is(at + 2, HEX);
    return isMarked && (isAlone || isPrefixed);
  }

  private isBase85(at: number, byte: number): boolean {
    const { bytes, length } = this;
    if (STARTS[byte] === 0 || at + 15 >= length) return false;
    const alphabets = STARTS[byte]! & STARTS[bytes[at + 5]!]! & STARTS[bytes[at + 10]!]!;
    return (
      alphabets !== 0 &&
      this.isRun(at, INK, 16) &&
      ALPHABETS.some(
        (digits, i) =>
          ((alphabets >> i) & 1) === 1 &&
          isAscii(groupAt(bytes, at, digits)) &&
          isAscii(groupAt(bytes, at + 5, digits)),
      )
    );
  }
}
