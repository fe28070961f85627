/**
 * Text as a list of numbers: `[83, 101, …]`, `String.fromCharCode(83, …)`, `chr(83).chr(101)`, `Chr(83) & Chr(101)`, with
 * the negative bytes of Java, in octal, one number a line, or by their places as JSON has a Uint8Array. Code points above 255 are characters. Numbers without a
 * bracket before them are kept only where they say text.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { LETTERS } from './kit/characters.ts';
import { isMagic, isText, SAMPLE, TEXT } from './kit/content.ts';
import { HEX, isHighSurrogate, isLowSurrogate, joined } from './kit/escapes.ts';
import { NUMBERS, type Survey } from './survey.ts';

const MIN_NUMBERS = 8;
/** Fewer than this in brackets are kept only where they say text; more are also a key. */
const MIN_BINARY = 16;
const MAX_CODE = 0x10ffff;
const MAX_SPACE = 128;
const MAX_NAME = 24;

const DIGIT = new Uint8Array(256).fill(1, 0x30, 0x3a);
const WORD = new Uint8Array(256).fill(1, 0x80);
for (const sign of `${LETTERS}_`) WORD[sign.charCodeAt(0)] = 1;
const setOf = (text: string): Uint8Array => {
  const set = new Uint8Array(256);
  for (const sign of text) set[sign.charCodeAt(0)] = 1;
  return set;
};
const BLANK = setOf(' \t\r\n');
const OPEN = setOf('([{<');
const JOINS = setOf('.&+,|;_');
const NAME = setOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.$@_[]');

const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const COMMA = 0x2c;
const SEMICOLON = 0x3b;
const PARENTHESIS = 0x28;
const CLOSING = 0x29;
const PLUS = 0x2b;
const BRACKET = 0x5b;
const QUOTE = 0x22;
const COLON = 0x3a;
const X = 0x78;
const O = 0x6f;

const CASTS = ['(byte)', '(char)', '[char]', '[byte]'].map((text) => Buffer.from(text));

/** The number that was read last, in decimal and in octal (-1 where it is none). */
const number = { from: 0, end: 0, value: 0, octal: 0, digits: 0, isHex: false, hasZero: false };

function readNumber(bytes: Buffer, at: number): boolean {
  number.from = at;
  const isNegative = bytes[at] === MINUS;
  let digit = isNegative ? at + 1 : at;
  const mark = bytes[digit] === ZERO ? bytes[digit + 1]! | 0x20 : 0;
  number.isHex = mark === X;
  const isOctal = mark === O;
  if (number.isHex || isOctal) digit += 2;
  const start = digit;
  const base = number.isHex ? 16 : 10;
  let value = 0;
  let octal = 0;
  for (const most = start + 8; digit < most; digit++) {
    const one = HEX[bytes[digit]!]!;
    if (!(one < base)) break;
    value = value * base + one;
    octal = one > 7 || octal < 0 ? -1 : octal * 8 + one;
  }
  number.digits = digit - start;
  if (digit === start || (isOctal && octal < 0)) return false;
  number.hasZero = bytes[start] === ZERO && digit > start + 1;
  number.octal = octal;
  // u8, UL and the like
  const suffix = bytes[digit]! | 0x20;
  if (suffix === 0x75 || suffix === 0x6c || suffix === 0x69)
    while (digit < start + 12 && WORD[bytes[digit]!] === 1) digit++;
  if (WORD[bytes[digit]!] === 1 || (bytes[digit] === DOT && DIGIT[bytes[digit + 1]!] === 1)) return false;
  number.end = digit;
  number.value = isOctal ? octal : isNegative ? 256 - value : value;
  return isNegative ? value <= 128 && value > 0 : number.value <= MAX_CODE;
}

function blanks(bytes: Buffer, at: number): number {
  const most = at + MAX_SPACE;
  while (at < most && BLANK[bytes[at]!] === 1) at++;
  return at;
}

function cast(bytes: Buffer, at: number): number {
  const first = bytes[at];
  if (first !== PARENTHESIS && first !== BRACKET) return at;
  for (const what of CASTS) {
    let i = 0;
    while (i < what.length && bytes[at + i] === what[i]) i++;
    if (i === what.length) return blanks(bytes, at + i);
  }
  return at;
}

/** Behind `"12":`, which JavaScript writes before each byte of a Uint8Array. */
function indexed(bytes: Buffer, at: number): number {
  if (bytes[at] !== QUOTE) return at;
  let end = at + 1;
  while (end < at + 8 && DIGIT[bytes[end]!] === 1) end++;
  return end > at + 1 && bytes[end] === QUOTE && bytes[end + 1] === COLON ? blanks(bytes, end + 2) : at;
}

/** Where the next number stands, behind one that ends at `end`: `, 101`, `).chr(101`, `+[char]101`; -1 where none can. */
function nextNumber(bytes: Buffer, end: number): number {
  let at = blanks(bytes, end);
  const byte = bytes[at];
  if (byte === COMMA || byte === SEMICOLON) {
    at = indexed(bytes, blanks(bytes, at + 1));
    const after = cast(bytes, at);
    return after > at || DIGIT[bytes[at]!] === 1 || bytes[at] === MINUS ? after : call(bytes, at);
  }
  if (byte === PLUS) {
    at = blanks(bytes, at + 1);
    const after = cast(bytes, at);
    return after > at ? after : -1;
  }
  if (byte === CLOSING) {
    let from = blanks(bytes, at + 1);
    let joins = 0;
    while (joins < 3 && JOINS[bytes[from]!] === 1) {
      from = blanks(bytes, from + 1);
      joins++;
    }
    return joins === 0 ? -1 : call(bytes, from);
  }
  return at > end ? at : -1;
}

/** Behind the name and the parenthesis of a call that makes a character: chr, Chr, char, fromCharCode, ChrW; or -1. */
function call(bytes: Buffer, at: number): number {
  let end = at;
  let makes = false;
  for (const most = at + MAX_NAME; end < most && NAME[bytes[end]!] === 1; end++)
    makes ||= (bytes[end]! | 0x20) === 0x63 && (bytes[end + 1]! | 0x20) === 0x68;
  return makes && bytes[end] === PARENTHESIS ? cast(bytes, blanks(bytes, end + 1)) : -1;
}

class Numbers {
  private readonly bytes: Buffer;
  private readonly out: DecodedText;
  private readonly sample = Buffer.alloc(SAMPLE);

  constructor(bytes: Buffer, out: DecodedText) {
    this.bytes = bytes;
    this.out = out;
  }

  all(survey: Survey): void {
    const { bytes } = this;
    for (
      let at = survey.next(NUMBERS, 0);
      at < bytes.length && !this.out.isFull;
      at = survey.next(NUMBERS, at)
    ) {
      const before = bytes[at - 1] ?? 0x20;
      at = this.list(before === MINUS && WORD[bytes[at - 2]!] !== 1 ? at - 1 : at, at + 1);
    }
  }

  /** The list that begins at `start`. Returns where the search goes on, behind `at`. */
  private list(start: number, at: number): number {
    const { bytes, sample } = this;
    let count = 0;
    let end = at;
    let most = 0;
    let plain = 0;
    let odd = 0;
    let zeros = 0;
    let octals = 0;
    let threes = 0;
    let hexes = 0;
    // as UTF-8: how many more bytes the last character has, and whether all that was read is right
    let pending = 0;
    let isUtf8 = true;
    for (let from = start; from >= 0 && readNumber(bytes, from); from = nextNumber(bytes, number.end)) {
      const { value, octal } = number;
      if (count < SAMPLE) sample[count] = value;
      count++;
      end = number.end;
      if (value > most) most = value;
      if (pending > 0) {
        if (value >> 6 !== 2) isUtf8 = false;
        pending--;
      } else if (value >= 0x80) {
        if (value < 0xc2 || value > 0xf4) isUtf8 = false;
        else pending = value >= 0xf0 ? 3 : value >= 0xe0 ? 2 : 1;
      }
      if (value < 256 && TEXT[value] === 1) plain++;
      else if (value < 0xa0) odd++;
      if (number.hasZero) zeros++;
      if (octal >= 0 && octal < 256) octals++;
      if (number.digits === 3) threes++;
      if (number.isHex) hexes++;
    }
    if (count < MIN_NUMBERS) return end;
    const opened = this.opening(start);
    // lists of bytes in hexadecimal are another decoder's
    if (hexes === count && opened !== 'call') return end;
    const length = Math.min(count, SAMPLE);
    const isTextual = most < 256 && (isMagic(sample, length) || isText(sample, length));
    const asCharacters = odd === 0 && (plain * 2 >= count || opened === 'call');
    // Latin-1 is no UTF-8: the numbers are characters then, if a call makes them
    if (most > 255 || (opened === 'call' && !(isUtf8 && pending === 0) && asCharacters)) {
      if (asCharacters) this.write(start, count, 'characters');
    } else if (isTextual || (opened !== 'none' && count >= MIN_BINARY && (zeros === 0 || zeros < octals)))
      this.write(start, count, 'bytes');
    if (octals === count && (zeros > 0 || threes === count) && hexes === 0) this.octal(start, count);
    return end;
  }

  /** What stands before the first number. */
  private opening(start: number): 'call' | 'bracket' | 'none' {
    const { bytes } = this;
    let at = start;
    const least = Math.max(0, at - MAX_SPACE);
    const back = (): void => {
      while (at > least && BLANK[bytes[at - 1]!] === 1) at--;
    };
    back();
    for (const what of CASTS)
      if (at >= what.length && bytes.subarray(at - what.length, at).equals(what)) {
        at -= what.length;
        if (what[0] === BRACKET) return 'call';
        back();
        break;
      }
    if (at === 0 || OPEN[bytes[at - 1]!] === 0) return 'none';
    const name = bytes.toString('latin1', Math.max(0, at - 1 - MAX_NAME), at - 1);
    return bytes[at - 1] === PARENTHESIS && /ch(?:r|ar|arcode|rw|arw|r\$)$|codepoint$/i.test(name)
      ? 'call'
      : 'bracket';
  }

  private octal(start: number, count: number): void {
    const { bytes, sample } = this;
    const length = Math.min(count, SAMPLE);
    for (let i = 0, at = start; i < length; i++, at = nextNumber(bytes, number.end)) {
      readNumber(bytes, at);
      sample[i] = number.octal;
    }
    if (isMagic(sample, length) || isText(sample, length)) this.write(start, count, 'octal');
  }

  private write(start: number, count: number, what: 'bytes' | 'characters' | 'octal'): void {
    const { bytes, out } = this;
    let high = -1;
    let highFrom = 0;
    for (let i = 0, at = start; i < count && !out.isFull; i++, at = nextNumber(bytes, number.end)) {
      readNumber(bytes, at);
      const { from, end, value, octal } = number;
      if (what !== 'characters') {
        out.byte(what === 'octal' ? octal : value, from, end);
        continue;
      }
      if (high >= 0 && isLowSurrogate(value)) out.character(joined(high, value), highFrom, end);
      else if (!isHighSurrogate(value)) out.character(value, from, end);
      high = isHighSurrogate(value) ? value : -1;
      highFrom = from;
    }
    out.separate();
  }
}

export const numbers: Decoder = {
  name: 'decimal',
  inline: false,
  mayRead: (survey) => survey.has(NUMBERS),
  decode(bytes, length, out, survey) {
    new Numbers(bytes.subarray(0, length), out).all(survey);
  },
};
