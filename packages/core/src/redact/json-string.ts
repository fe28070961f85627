/** The content of a JSON string, as it is written and as it is meant, and the way from one to the other. */
import type { Span } from '../span.ts';

const SIMPLE: Readonly<Record<string, number>> = { b: 8, f: 12, n: 10, r: 13, t: 9 };
/** What a backslash and this byte stand for. */
const MEANS = Uint8Array.from({ length: 256 }, (_, byte) => SIMPLE[String.fromCharCode(byte)] ?? byte);

function hex4(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = 0; i < 4; i++) {
    const byte = bytes[at + i]!;
    value = value * 16 + (byte & 15) + (byte > 0x39 ? 9 : 0);
  }
  return value;
}

/** The code point of the `\u` at `at`, two of them where they are a pair. */
function codePoint(bytes: Uint8Array, at: number, end: number): { code: number; length: number } {
  const code = hex4(bytes, at + 2);
  if (code >= 0xd800 && code < 0xdc00 && at + 12 <= end && bytes[at + 6] === 0x5c && bytes[at + 7] === 0x75) {
    const low = hex4(bytes, at + 8);
    if (low >= 0xdc00 && low < 0xe000) {
      return { code: 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00), length: 12 };
    }
  }
  return { code, length: 6 };
}

const utf8Length = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);

/**
 * Writes the meaning of `bytes[start, end)`, a valid content of a string, to `out` and answers where it ends there.
 * It is never longer than what is written. Half of a surrogate pair becomes three bytes as if it were a character.
 */
export function decodeString(
  bytes: Uint8Array,
  start: number,
  end: number,
  out: Uint8Array,
  to: number,
): number {
  for (let at = start; at < end;) {
    const byte = bytes[at]!;
    if (byte !== 0x5c) {
      out[to++] = byte;
      at++;
      continue;
    }
    const letter = bytes[at + 1]!;
    if (letter !== 0x75) {
      out[to++] = MEANS[letter]!;
      at += 2;
      continue;
    }
    const { code, length } = codePoint(bytes, at, end);
    at += length;
    if (code < 0x80) out[to++] = code;
    else {
      const size = utf8Length(code);
      out[to++] = (size === 2 ? 0xc0 : size === 3 ? 0xe0 : 0xf0) | (code >> (6 * (size - 1)));
      for (let left = size - 2; left >= 0; left--) out[to++] = 0x80 | ((code >> (6 * left)) & 63);
    }
  }
  return to;
}

/** A span in what is written, and the same in what is meant. */
interface Pair {
  /** Which of the spans it is. */
  readonly index: number;
  readonly written: Span;
  readonly meant: Span;
}

/**
 * For each of `spans` (offsets from the content's start, ordered, apart from each other) the characters that it
 * touches, whole, in both readings. One pass over the content.
 */
export function wholeCharacters(
  bytes: Uint8Array,
  { start, end }: Span,
  spans: readonly Span[],
  of: 'written' | 'meant',
): Pair[] {
  const pairs: Pair[] = [];
  let at = start;
  let meant = 0;
  let length = 0;
  let size = 0;
  const look = (): void => {
    if (bytes[at] !== 0x5c) length = size = 1;
    else if (bytes[at + 1] !== 0x75) [length, size] = [2, 1];
    else {
      const point = codePoint(bytes, at, end);
      [length, size] = [point.length, utf8Length(point.code)];
    }
  };
  /** The end of the character at hand, in the reading of `spans`. */
  const characterEnd = (): number => (of === 'written' ? at - start + length : meant + size);
  for (const [index, span] of spans.entries()) {
    // goes on where the last one ended, so a span that starts inside of its last character starts behind it
    for (look(); at < end && characterEnd() <= span.start; look()) {
      at += length;
      meant += size;
    }
    const from = { written: at, meant };
    for (; at < end && (of === 'written' ? at - start : meant) < span.end; look()) {
      at += length;
      meant += size;
    }
    if (at > from.written) {
      pairs.push({
        index,
        written: { start: from.written, end: at },
        meant: { start: from.meant, end: meant },
      });
    }
  }
  return pairs;
}
