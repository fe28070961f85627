/** Text that something invisible or empty divides: templates, zero-width characters, `<wbr>`, folded scalars. */
import type { DecodedText } from '../decoded-text.ts';
import { Around } from './around.ts';
import { DIVIDERS, type Survey } from '../survey.ts';
import { ALNUM, BACKSLASH, DOUBLE, LINE_FEED, QUOTE, SINGLE, isBlank } from './characters.ts';

const MAX_FOLDED = 400;

/** How HTML spells a place where a word may break. */
const BREAKS = [
  '<wbr>',
  '<wbr/>',
  '<wbr />',
  '&shy;',
  '&#173;',
  '&#xad;',
  '&#8203;',
  '&#x200b;',
  '&ZeroWidthSpace;',
  '&zwnj;',
  '&#8204;',
  '&#x200c;',
  '&zwj;',
  '&#8205;',
  '&#x200d;',
  '&NoBreak;',
  '&#8288;',
  '&#x2060;',
  '&#65279;',
  '&#xfeff;',
].map((text) => Buffer.from(text));

/** Templates with a literal in them, invisible characters, `<wbr>`; folded scalars behind them. */
export function splits(bytes: Buffer, out: DecodedText, survey: Survey): void {
  const around = new Around(bytes.length, out);
  const folded: number[] = [];
  const { length } = bytes;
  for (let at = survey.next(DIVIDERS, 0); at < length && !out.isFull; at = survey.next(DIVIDERS, at)) {
    const byte = bytes[at]!;
    const next = at + 1 < length ? bytes[at + 1]! : 0;
    let end = 0;
    if (byte === 0xc2) end = next === 0xad ? at + 2 : 0;
    else if (byte >= 0xe2) end = isInvisible(bytes, at) ? at + 3 : 0;
    else if (byte === 0x3e) {
      if (
        at >= 2 &&
        bytes[at - 1] === 0x20 &&
        (bytes[at - 2] === 0x3a || bytes[at - 2] === 0x2d) &&
        folded.length < 4096
      )
        foldedAt(bytes, at, folded);
    } else if (byte === 0x3c || byte === 0x26) {
      if (next === 0x77 || byte === 0x26) end = breakEnd(bytes, at);
    } else if (next === 0x7b) at = template(bytes, at, around);
    else if (
      byte === 0x24 &&
      (next === SINGLE || next === DOUBLE) &&
      bytes[at + 2] === next &&
      at > 0 &&
      ALNUM[bytes[at - 1]!] === 1
    )
      end = at + 3;
    else if (byte === 0x24 && next === 0x28 && bytes[at + 2] === 0x29) end = at + 3;
    if (end > 0 && at > 0) {
      around.change(at, end);
      at = end;
    } else at++;
  }
  around.finish();
  for (let i = 0; i < folded.length; i += 2) writeFolded(bytes, folded[i]!, folded[i + 1]!, out);
}

function isInvisible(bytes: Buffer, at: number): boolean {
  const [first, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2]];
  if (first === 0xef) return second === 0xbb && third === 0xbf;
  return (
    (second === 0x80 && third !== undefined && third >= 0x8b && third <= 0x8d) ||
    (second === 0x81 && third === 0xa0)
  );
}

function breakEnd(bytes: Buffer, at: number): number {
  const second = bytes[at + 1]!;
  if (
    second !== 0x77 &&
    second !== 0x73 &&
    second !== 0x23 &&
    second !== 0x5a &&
    second !== 0x7a &&
    second !== 0x4e
  )
    return 0;
  for (const text of BREAKS) {
    if (text[1] !== second || at + text.length > bytes.length) continue;
    let i = 1;
    while (i < text.length && (bytes[at + i] === text[i] || (bytes[at + i]! | 0x20) === text[i])) i++;
    if (i === text.length) return at + i;
  }
  return 0;
}

/** Takes `${'` and `'}` away from around a literal. Where to go on, less one. */
function template(bytes: Buffer, start: number, around: Around): number {
  let at = start + 2;
  while (at < start + 8 && bytes[at] === 0x20) at++;
  const quote = at < bytes.length ? bytes[at]! : 0;
  if (quote === 0x7d) {
    around.change(start, at + 1);
    return at;
  }
  if (QUOTE[quote] === 0) return start + 1;
  const open = at + 1;
  const limit = Math.min(bytes.length, open + 256);
  for (at = open; at < limit && bytes[at] !== quote; at++) {
    if (bytes[at] === LINE_FEED || bytes[at] === 0x24) return start + 1;
    if (bytes[at] === BACKSLASH) at++;
  }
  let end = at + 1;
  while (end < limit && bytes[end] === 0x20) end++;
  if (end >= limit || bytes[end] !== 0x7d) return start + 1;
  around.change(start, open);
  around.change(at, end + 1);
  return end;
}

/** The lines of a folded scalar whose `>` stands at `at`. */
function foldedAt(bytes: Buffer, at: number, folded: number[]): void {
  // of scalars in one another only the outer one, so that nothing is read or written more than once
  if (folded.length > 0 && at < folded[folded.length - 1]!) return;
  let start = at + 1;
  while (
    start < at + 8 &&
    (bytes[start] === 0x2b ||
      bytes[start] === 0x2d ||
      bytes[start] === 0x20 ||
      bytes[start] === 0x0d ||
      (bytes[start]! >= 0x31 && bytes[start]! <= 0x39))
  )
    start++;
  if (bytes[start] !== LINE_FEED) return;
  start++;
  let indent = 0;
  while (indent < 64 && bytes[start + indent] === 0x20) indent++;
  if (indent === 0) return;
  let end = start;
  for (let lines = 0; lines < MAX_FOLDED && end < bytes.length; lines++) {
    const isEmpty = bytes[end] === LINE_FEED || bytes[end] === 0x0d;
    let spaces = 0;
    while (spaces < indent && bytes[end + spaces] === 0x20) spaces++;
    if (spaces < indent && !isEmpty) break;
    const next = bytes.indexOf(LINE_FEED, end);
    end = next < 0 ? bytes.length : next + 1;
  }
  folded.push(start, end);
}

function writeFolded(bytes: Buffer, start: number, end: number, out: DecodedText): void {
  for (const glue of ['', ' ']) {
    out.separate();
    let line = start;
    while (line < end) {
      const next = bytes.indexOf(LINE_FEED, line);
      let to = next < 0 || next > end ? end : next;
      const after = to + 1;
      while (line < to && bytes[line] === 0x20) line++;
      while (to > line && isBlank(bytes[to - 1]!)) to--;
      out.copy(line, to);
      if (glue !== '' && after < end) out.byte(0x20, to, after);
      line = after;
    }
  }
  out.separate();
}
