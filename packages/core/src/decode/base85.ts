/**
 * Base85: Ascii85 between `<~` and `~>`, whatever is in it, and text in runs of Ascii85, of RFC 1924 (Python's b85encode, git) and of
 * Z85. Where a run starts is not known (`key=` is of the alphabet), so every alignment is looked at; four groups in a
 * row that come out as text are one by chance in a hundred thousand places.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { ALPHABETS, ASCII85, GROUP, groupAt, isAscii, KIND, NONE, STARTS } from './kit/base85.ts';
import { LETTERS } from './kit/characters.ts';
import { ANGLES, BASE85_TEXT, type Survey } from './survey.ts';

const MIN_RUN = 20;
/** Groups that must come out as text, one after the other. */
const MIN_GROUPS = 4;

/** What base64 has not; a run without any of them is none of ours. */
const EXTRA = new Uint8Array(256).fill(1, 33, 127);
for (const sign of `${LETTERS}+/=_-`) EXTRA[sign.charCodeAt(0)] = 0;

export const base85: Decoder = {
  name: 'base85',
  inline: false,
  mayRead: (survey) => survey.has(BASE85_TEXT) || survey.has(ANGLES),
  decode(memory, length, out, survey) {
    const bytes = memory.subarray(0, length);
    if (survey.has(ANGLES)) delimited(bytes, out);
    const isInk = (at: number): boolean => bytes[at]! > 0x20 && bytes[at]! < 0x7f;
    let end = 0;
    for (let at = survey.next(BASE85_TEXT, 0); at < length && !out.isFull;) {
      let start = at;
      while (start > end && isInk(start - 1)) start--;
      while (at < length && isInk(at)) at++;
      end = at;
      if (end - start >= MIN_RUN) run(bytes, start, end, out, survey);
      at = survey.next(BASE85_TEXT, end);
    }
  },
};

/** Whether four bytes are text: two of ASCII, and others that can be parts of characters where they stand. */
function isText(value: number): boolean {
  if (value < 0) return false;
  const a = KIND[(value >>> 24) & 0xff]!;
  const b = KIND[(value >>> 16) & 0xff]!;
  if (a === 0 || b === 0) return false;
  const c = KIND[(value >>> 8) & 0xff]!;
  const d = KIND[value & 0xff]!;
  if (c === 0 || d === 0) return false;
  if (a + b + c + d === 4) return true;
  // two kinds follow one another as they do in UTF-8
  const fits = (left: number, right: number): boolean =>
    (left === 2) === (right === 3) || (left === 3 && right === 3);
  const plain = (a === 1 ? 1 : 0) + (b === 1 ? 1 : 0) + (c === 1 ? 1 : 0) + (d === 1 ? 1 : 0);
  return plain >= 2 && fits(a, b) && fits(b, c) && fits(c, d);
}

/** Text in the run [from, to), in every alphabet and at every alignment. */
function run(bytes: Buffer, from: number, to: number, out: DecodedText, survey: Survey): void {
  /** For each alphabet and alignment up to where it was looked at; made when something is. */
  let seen: Int32Array | undefined;
  const limit = to - 3 * GROUP;
  for (
    let at = survey.next(BASE85_TEXT, from);
    at < limit && !out.isFull;
    at = survey.next(BASE85_TEXT, at + 1)
  ) {
    const alphabets = STARTS[bytes[at]!]! & STARTS[bytes[at + GROUP]!]! & STARTS[bytes[at + 2 * GROUP]!]!;
    if (alphabets === 0) continue;
    for (let i = 0; i < ALPHABETS.length; i++) {
      if ((alphabets & (1 << i)) === 0) continue;
      const digits = ALPHABETS[i]!;
      if (!isAscii(groupAt(bytes, at, digits)) || !isAscii(groupAt(bytes, at + GROUP, digits))) continue;
      seen ??= new Int32Array(ALPHABETS.length * GROUP).fill(from);
      const slot = i * GROUP + (at % GROUP);
      if (at < seen[slot]!) continue;
      seen[slot] = text(bytes, seen[slot]!, at, to, digits, out);
    }
  }
}

/** Writes the groups of text on both sides of `at`, when there are enough of them; their end. */
function text(
  bytes: Buffer,
  floor: number,
  at: number,
  to: number,
  digits: Uint8Array,
  out: DecodedText,
): number {
  let begin = at;
  while (begin - GROUP >= floor && isText(groupAt(bytes, begin - GROUP, digits))) begin -= GROUP;
  let end = at + 2 * GROUP;
  while (end + GROUP <= to && isText(groupAt(bytes, end, digits))) end += GROUP;
  if (end - begin < MIN_GROUPS * GROUP) return end;
  for (let i = begin; i < end; i++) {
    if (EXTRA[bytes[i]!] === 0) continue;
    write(bytes, begin, end, to, digits, out);
    break;
  }
  return end;
}

/** Writes whole groups, and a last one that is shorter and ends with the run. */
function write(
  bytes: Buffer,
  from: number,
  to: number,
  end: number,
  digits: Uint8Array,
  out: DecodedText,
): void {
  out.separate();
  const four = Buffer.alloc(4);
  for (let at = from; at < to; at += GROUP) {
    four.writeUInt32BE(groupAt(bytes, at, digits));
    out.unit(four, at, at + GROUP);
  }
  // a last group that is cut: as long as the alphabet goes on, and less than a whole one
  let last = to;
  while (last < end && last - to < GROUP && digits[bytes[last]!] !== NONE) last++;
  if (last - to >= 2 && last - to < GROUP) {
    let value = 0;
    for (let i = 0; i < GROUP; i++) value = value * 85 + (to + i < last ? digits[bytes[to + i]!]! : 84);
    if (value < 2 ** 32) {
      four.writeUInt32BE(value);
      out.unit(four.subarray(0, last - to - 1), to, last);
    }
  }
  out.separate();
}

/** Ascii85 as PostScript and PDF delimit it: blanks are skipped, `z` is four zeros, `y` four spaces. */
function delimited(bytes: Buffer, out: DecodedText): void {
  for (let start = bytes.indexOf('<~'); start >= 0 && !out.isFull; start = bytes.indexOf('<~', start)) {
    // one behind the other: the last of them
    while (bytes[start + 2] === 0x3c && bytes[start + 3] === 0x7e) start += 2;
    const before = out.length;
    out.separate();
    const first = out.length;
    let at = start + 2;
    let from = at;
    let count = 0;
    let value = 0;
    const four = Buffer.alloc(4);
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte <= 0x20) continue;
      if (count === 0) from = at;
      if (count === 0 && (byte === 0x7a || byte === 0x79)) {
        four.fill(byte === 0x7a ? 0 : 0x20);
        out.unit(four, at, at + 1);
        continue;
      }
      const digit = ASCII85[byte]!;
      if (digit === NONE) break;
      value = value * 85 + digit;
      count++;
      if (count < GROUP) continue;
      if (value >= 2 ** 32) break;
      four.writeUInt32BE(value);
      out.unit(four, from, at + 1);
      count = value = 0;
    }
    if (at + 1 < bytes.length && bytes[at] === 0x7e && bytes[at + 1] === 0x3e) {
      const written = count - 1;
      if (count >= 2) {
        for (; count < GROUP; count++) value = value * 85 + 84;
        four.writeUInt32BE(value >= 2 ** 32 ? 0 : value);
        out.unit(four.subarray(0, written), from, at);
      }
      out.separate();
    } else if (out.length - first < 16) out.truncate(before);
    else out.separate();
    start = Math.max(at, start + 2);
  }
}
