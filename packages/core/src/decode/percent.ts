/** Percent-encoding of URLs and forms: `%2F`, and `%u00e9` as JavaScript's old `escape` writes it. A `+` stays a `+`. */
import type { Decoder } from './decoder.ts';
import {
  decodeEscapes,
  hexNumber,
  hexPair,
  isHighSurrogate,
  isLowSurrogate,
  joined,
  nextByte,
  type Escapes,
} from './kit/escapes.ts';
import { PERCENTS } from './survey.ts';

const PERCENT = 0x25;
const U = 0x75;

const ESCAPES: Escapes = {
  next: (bytes, from) => nextByte(bytes, from, PERCENT),
  decode(bytes, at, meaning) {
    const byte = hexPair(bytes, at + 1);
    if (byte >= 0) return meaning.byte(byte, at + 3);
    const code = unit(bytes, at);
    if (code < 0) return at;
    const low = isHighSurrogate(code) ? unit(bytes, at + 6) : -1;
    return isLowSurrogate(low)
      ? meaning.character(joined(code, low), at + 12)
      : meaning.character(code, at + 6);
  },
};

/** What `%uXXXX` at `at` says, or -1. */
function unit(bytes: Buffer, at: number): number {
  return bytes[at] === PERCENT && (bytes[at + 1]! | 0x20) === U ? hexNumber(bytes, at + 2, 4) : -1;
}

export const percent: Decoder = {
  name: 'percent',
  inline: true,
  mayRead: (survey) => survey.has(PERCENTS),
  decode(bytes, length, out) {
    decodeEscapes(ESCAPES, bytes.subarray(0, length), out);
  },
};
