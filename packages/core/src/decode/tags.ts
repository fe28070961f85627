/**
 * Markup between two characters of a text removed: `abc<b>def</b>`, the spans of highlighted code, the runs of a Word
 * document, comments, and the seams of CDATA. A tag counts where it closes, has attributes, or is one of those that
 * people write inside of words, so that `Array<string>(` stays what it is.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { Around } from './kit/around.ts';
import { OPENING } from './survey.ts';

const OPEN = 0x3c;
const CLOSE = 0x3e;
const MAX_TAG = 1024;
const MAX_BLANKS = 256;

const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'big',
  'br',
  'code',
  'del',
  'em',
  'font',
  'hl',
  'i',
  'ins',
  'kbd',
  'mark',
  'nobr',
  'q',
  's',
  'samp',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'tt',
  'u',
  'var',
  'wbr',
]);
const SEAM = Buffer.from('<![CDATA[');
const COMMENT = Buffer.from('<!--');

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;

export const tags: Decoder = {
  name: 'tags',
  inline: true,
  mayRead: (survey) => survey.has(OPENING),
  decode(memory: Buffer, length: number, out: DecodedText): void {
    const bytes = memory.subarray(0, length);
    const around = new Around(length, out);
    let at = bytes.indexOf(OPEN);
    while (at >= 0 && !out.isFull) {
      const next = bytes[at + 1] ?? 0;
      if (next !== 0x2f && next !== 0x21 && !isLetter(next)) {
        at = nextOpen(bytes, at + 1);
        continue;
      }
      if (next === 0x21 && isAt(bytes, at, SEAM)) {
        const isSeam = at >= 3 && bytes[at - 1] === CLOSE && bytes[at - 2] === 0x5d && bytes[at - 3] === 0x5d;
        if (isSeam && at - 3 >= around.end) around.change(at - 3, at + SEAM.length);
        at = nextOpen(bytes, at + SEAM.length);
        continue;
      }
      at = sequence(bytes, at, around);
    }
    around.finish();
  },
};

/** The next `<`: by steps where they are dense, else with indexOf. */
function nextOpen(bytes: Buffer, from: number): number {
  const limit = Math.min(bytes.length, from + 64);
  for (let at = from; at < limit; at++) if (bytes[at] === OPEN) return at;
  return limit === bytes.length ? -1 : bytes.indexOf(OPEN, limit);
}

const isAt = (bytes: Buffer, at: number, text: Buffer): boolean =>
  at + text.length <= bytes.length && bytes.compare(text, 0, text.length, at, at + text.length) === 0;

/** Removes the tags that follow one another at `start`. The next `<` behind them. */
function sequence(bytes: Buffer, start: number, around: Around): number {
  const parts: number[] = [];
  let isMarkup = false;
  let hasNames = false;
  let at = start;
  for (;;) {
    const end = tagEnd(bytes, at);
    if (end === 0) break;
    const kind = kindOf(bytes, at, end);
    if ((kind & 1) !== 0) isMarkup = true;
    if ((kind & 2) !== 0) hasNames = true;
    parts.push(at, end);
    at = end;
    let next = at;
    while (next < bytes.length && next - at < MAX_BLANKS && isBlank(bytes[next]!)) next++;
    if (bytes[next] !== OPEN) break;
    at = next;
  }
  if (parts.length === 0) return nextOpen(bytes, start + 1);
  let end = parts[parts.length - 1]!;
  if (isBreak(bytes, parts[parts.length - 2]!)) {
    // a line that a page breaks is often broken in its source, too
    let next = end;
    while (next < bytes.length && next - end < MAX_BLANKS && isBlank(bytes[next]!)) next++;
    if (next > end && bytes[next] !== OPEN && (bytes[end] === 0x0a || bytes[end] === 0x0d)) {
      parts[parts.length - 1] = end = next;
    }
  }
  // beside two tags or more a single blank is a character like others
  const isText = parts.length > 2 ? hasNoGap : hasNoBlank;
  const isInside = start > 0 && end < bytes.length && isText(bytes, start - 1, -1) && isText(bytes, end, 1);
  const hasBlanks =
    parts.length * 2 !== 0 && parts.some((value, i) => i % 2 === 0 && i > 0 && value !== parts[i - 1]);
  if (isMarkup && (isInside || (hasBlanks && !hasNames))) {
    // between the runs of a document blanks say nothing; in highlighted code they are part of it
    if (hasNames || !hasBlanks) around.change(start, end);
    else for (let i = 0; i < parts.length; i += 2) around.change(parts[i]!, parts[i + 1]!);
  }
  return nextOpen(bytes, Math.max(end, at === start ? start + 1 : end));
}

const hasNoBlank = (bytes: Buffer, at: number): boolean => bytes[at]! > 0x20;
const hasNoGap = (bytes: Buffer, at: number, step: 1 | -1): boolean =>
  bytes[at]! > 0x20 || (bytes[at] === 0x20 && (bytes[at + step] ?? 0) > 0x20);
const isBreak = (bytes: Buffer, start: number): boolean =>
  (bytes[start + 1]! | 0x20) === 0x62 &&
  (bytes[start + 2]! | 0x20) === 0x72 &&
  !isLetter(bytes[start + 3] ?? 0);

/** Behind the tag or comment at `start`; 0 when there is none. */
function tagEnd(bytes: Buffer, start: number): number {
  const limit = Math.min(bytes.length, start + MAX_TAG);
  let at = start + 1;
  if (bytes[at] === 0x21) {
    if (!isAt(bytes, start, COMMENT)) return 0;
    for (at = start + 4; at + 2 < limit; at++) {
      if (bytes[at] === 0x2d && bytes[at + 1] === 0x2d && bytes[at + 2] === CLOSE) return at + 3;
      if (bytes[at] === OPEN && bytes[at + 1] === 0x21) return 0;
    }
    return 0;
  }
  if (bytes[at] === 0x2f) at++;
  if (at >= limit || !isLetter(bytes[at]!)) return 0;
  for (; at < limit; at++) {
    if (bytes[at] === CLOSE) return at + 1;
    if (bytes[at] === OPEN) return 0;
  }
  return 0;
}

/** 1: it is markup for certain; 2: its name has a namespace. */
function kindOf(bytes: Buffer, start: number, end: number): number {
  const second = bytes[start + 1];
  if (second === 0x21) return 1;
  let kind = second === 0x2f ? 1 : 0;
  const name = second === 0x2f ? start + 2 : start + 1;
  let at = name;
  while (at < end && bytes[at]! > 0x20 && bytes[at] !== CLOSE && bytes[at] !== 0x2f) {
    if (bytes[at] === 0x3a) kind |= 2;
    at++;
  }
  if (kind !== 0) return kind | 1;
  if (bytes[at] === 0x20 || bytes[at] === 0x0a) {
    for (let i = at; i + 1 < end && i < at + 128; i++)
      if (bytes[i] === 0x3d && (bytes[i + 1] === 0x22 || bytes[i + 1] === 0x27)) return 1;
  }
  const isPlain = bytes[at] === CLOSE || (bytes[end - 2] === 0x2f && end - at <= 3);
  return isPlain && at - name <= 8 && INLINE.has(bytes.toString('latin1', name, at).toLowerCase()) ? 1 : 0;
}
