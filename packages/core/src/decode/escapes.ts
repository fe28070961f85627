/**
 * Escapes with a backslash, as JSON, JavaScript, Python, C, Go, Rust, Java, shells, YAML, TOML and SQL write them. Where
 * they differ, the reading is the one that loses least: `\xC3\xA9` are bytes, and a single `\xE9` that is no UTF-8 is the
 * character that JavaScript and Python mean, unless what stands around it is binary.
 */
import type { Decoder } from './decoder.ts';
import {
  decodeEscapes,
  HEX,
  hexNumber,
  hexPair,
  isHighSurrogate,
  isLowSurrogate,
  joined,
  nextByte,
  type Escapes,
  type Meaning,
} from './kit/escapes.ts';
import { BACKSLASHES } from './survey.ts';

const BACKSLASH = 0x5c;
const LF = 0x0a;
const CR = 0x0d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** How the byte after the backslash is read; 0 where it stands for itself. */
const LETTER = 1;
const OCTAL = 2;
const SMALL_X = 3;
const SMALL_U = 4;
const LARGE_U = 5;
const LINE = 6;

const READING = new Uint8Array(256);
/** What a letter stands for. */
const LETTERS = new Uint8Array(256);
for (const [letter, value] of Object.entries({ a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, e: 27 })) {
  READING[letter.charCodeAt(0)] = LETTER;
  LETTERS[letter.charCodeAt(0)] = value;
}
READING.fill(OCTAL, 0x30, 0x38);
READING[0x78] = SMALL_X;
READING[0x75] = SMALL_U;
READING[0x55] = LARGE_U;
READING[LF] = LINE;
READING[CR] = LINE;

/** How far around a `\xNN` other escapes say whether all of it is binary, and for how many bytes that is believed. */
const AROUND = 64;
const BELIEVED = 32;

class Backslashes implements Escapes {
  private judgedUntil = -1;
  private isBinary = false;

  next(bytes: Buffer, from: number): number {
    return nextByte(bytes, from, BACKSLASH);
  }

  decode(bytes: Buffer, at: number, meaning: Meaning): number {
    const end = at + 2;
    // the last byte of the window says nothing of what follows
    if (end > bytes.length) return at;
    const byte = bytes[at + 1]!;
    switch (READING[byte]) {
      case LETTER:
        return meaning.byte(LETTERS[byte]!, end);
      case OCTAL:
        return octal(bytes, at, meaning);
      case SMALL_X:
        return this.small(bytes, at, meaning);
      case SMALL_U:
        return bytes[end] === OPEN ? braced(bytes, at, meaning) : utf16(bytes, at, meaning);
      case LARGE_U: {
        const code = hexNumber(bytes, end, 8);
        return code < 0 || code > 0x10ffff ? at : meaning.character(code, end + 8);
      }
      case LINE:
        return meaning.nothing(byte === CR && bytes[end] === LF ? end + 1 : end);
      default:
        return meaning.byte(byte, end);
    }
  }

  /** `\xNN` and `\x{…}`. */
  private small(bytes: Buffer, at: number, meaning: Meaning): number {
    if (bytes[at + 2] === OPEN) return braced(bytes, at, meaning);
    const value = hexPair(bytes, at + 2);
    if (value < 0) return at;
    const isCharacter = value >= 0xa0 && !isUtf8(bytes, at, value) && !this.isInBinary(bytes, at);
    return isCharacter ? meaning.character(value, at + 4) : meaning.byte(value, at + 4);
  }

  /** Whether control characters that no text has are written as `\xNN` near `at`. */
  private isInBinary(bytes: Buffer, at: number): boolean {
    if (at < this.judgedUntil) return this.isBinary;
    this.judgedUntil = at + BELIEVED;
    this.isBinary = false;
    const to = Math.min(bytes.length, at + AROUND + BELIEVED);
    for (let i = Math.max(0, at - AROUND); i < to && !this.isBinary; i++) {
      if (bytes[i] !== BACKSLASH || (bytes[i + 1]! | 0x20) !== 0x78) continue;
      const value = hexPair(bytes, i + 2);
      this.isBinary =
        (value >= 0 && value < 32 && value !== 27) ||
        (value >= 0x7f && value < 0xa0 && !isUtf8(bytes, i, value));
    }
    return this.isBinary;
  }
}

/** Whether `value`, written as `\xNN` at `at`, is of a sequence of such escapes that is a character in UTF-8. */
function isUtf8(bytes: Buffer, at: number, value: number): boolean {
  let lead = at;
  for (let i = 0; i < 3 && value >= 0x80 && value < 0xc0; i++) {
    lead -= 4;
    if (lead < 0 || bytes[lead] !== BACKSLASH || bytes[lead + 1] !== 0x78) return false;
    value = hexPair(bytes, lead + 2);
  }
  const count = value >= 0xf5 ? 0 : value >= 0xf0 ? 3 : value >= 0xe0 ? 2 : value >= 0xc2 ? 1 : 0;
  if (count === 0 || lead + count * 4 < at) return false;
  for (let i = 1; i <= count; i++) {
    const escape = lead + 4 * i;
    if (bytes[escape] !== BACKSLASH || bytes[escape + 1] !== 0x78) return false;
    const next = hexPair(bytes, escape + 2);
    if (next < 0x80 || next > 0xbf) return false;
  }
  return true;
}

/** One to three octal digits, and no more than a byte. */
function octal(bytes: Buffer, at: number, meaning: Meaning): number {
  let value = bytes[at + 1]! - 0x30;
  let end = at + 2;
  while (end < at + 4 && READING[bytes[end]!] === OCTAL && value < 32)
    value = value * 8 + bytes[end++]! - 0x30;
  return meaning.byte(value, end);
}

/** `\uXXXX`, and two of them that are one character. */
function utf16(bytes: Buffer, at: number, meaning: Meaning): number {
  const code = hexNumber(bytes, at + 2, 4);
  if (code < 0) return at;
  if (isHighSurrogate(code) && bytes[at + 6] === BACKSLASH && bytes[at + 7] === 0x75) {
    const low = hexNumber(bytes, at + 8, 4);
    if (isLowSurrogate(low)) return meaning.character(joined(code, low), at + 12);
  }
  return meaning.character(code, at + 6);
}

/** `\u{…}` and `\x{…}`, with one to eight digits. */
function braced(bytes: Buffer, at: number, meaning: Meaning): number {
  let code = 0;
  let end = at + 3;
  for (; end < at + 11 && HEX[bytes[end]!]! < 16; end++) code = code * 16 + HEX[bytes[end]!]!;
  return end === at + 3 || bytes[end] !== CLOSE || code > 0x10ffff ? at : meaning.character(code, end + 1);
}

export const escapes: Decoder = {
  name: 'escapes',
  inline: true,
  mayRead: (survey) => survey.has(BACKSLASHES),
  decode(bytes, length, out) {
    decodeEscapes(new Backslashes(), bytes.subarray(0, length), out);
  },
};
