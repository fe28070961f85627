/** Escapes in a text: how one kind of them is written, found and read. */
import type { DecodedText } from '../decoded-text.ts';
import { Around } from './around.ts';

/** Below this distance a byte loop finds the next needle sooner than a call of `indexOf`. */
const NEAR = 48;

/** Value of a hexadecimal digit, or 255. */
export const HEX = new Uint8Array(256).fill(255);
for (const [i, digit] of [...'0123456789abcdef'].entries()) {
  HEX[digit.charCodeAt(0)] = i;
  HEX[digit.toUpperCase().charCodeAt(0)] = i;
}

/** The two hexadecimal digits at `at`, or -1. */
export function hexPair(bytes: Uint8Array, at: number): number {
  const high = HEX[bytes[at]!]!;
  const low = HEX[bytes[at + 1]!]!;
  return high < 16 && low < 16 ? (high << 4) | low : -1;
}

/** The `digits` hexadecimal digits at `at`, or -1. */
export function hexNumber(bytes: Uint8Array, at: number, digits: number): number {
  let value = 0;
  for (let i = 0; i < digits; i++) {
    const digit = HEX[bytes[at + i]!]!;
    if (!(digit < 16)) return -1;
    value = value * 16 + digit;
  }
  return value;
}

export const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00;
export const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code < 0xe000;

/** The character that two surrogates make. */
export const joined = (high: number, low: number): number =>
  0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);

/** What one escape says. One object for all of them: an escape costs no allocation. */
export class Meaning {
  kind: 'nothing' | 'byte' | 'character' = 'nothing';
  value = 0;

  /** Each of these returns `end`, so that a decoder reads: this, up to there. */
  nothing(end: number): number {
    this.kind = 'nothing';
    return end;
  }

  byte(value: number, end: number): number {
    this.kind = 'byte';
    this.value = value;
    return end;
  }

  character(code: number, end: number): number {
    this.kind = 'character';
    this.value = code;
    return end;
  }
}

/** How one kind of escapes is written. The bytes end where the window does. */
export interface Escapes {
  /** Where the next thing stands that may be one, at `from` or behind it; the length where there is none. */
  next(bytes: Buffer, from: number): number;
  /** Says into `meaning` what stands at `at`, and returns its end; `at` itself where it is no escape. */
  decode(bytes: Buffer, at: number, meaning: Meaning): number;
}

/** Where `needle` stands next, at `from` or behind it; the length where it does not. */
export function nextByte(bytes: Buffer, from: number, needle: number): number {
  const near = Math.min(bytes.length, from + NEAR);
  for (let at = from; at < near; at++) if (bytes[at] === needle) return at;
  if (near === bytes.length) return near;
  const far = bytes.indexOf(needle, near);
  return far < 0 ? bytes.length : far;
}

/** What the escapes say, with the text around them. */
export function decodeEscapes(escapes: Escapes, bytes: Buffer, out: DecodedText): void {
  const meaning = new Meaning();
  const around = new Around(bytes.length, out);
  for (let at = escapes.next(bytes, 0); at < bytes.length && !out.isFull;) {
    const stop = escapes.decode(bytes, at, meaning);
    if (stop === at) {
      at = escapes.next(bytes, at + 1);
      continue;
    }
    around.change(at, stop);
    if (meaning.kind === 'byte') out.byte(meaning.value, at, stop);
    else if (meaning.kind === 'character') out.character(meaning.value, at, stop);
    at = escapes.next(bytes, stop);
  }
  around.finish();
}
