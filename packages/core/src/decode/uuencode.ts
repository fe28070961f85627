/** What stands between `begin 644 name` and `end`: lines of uuencode, also where blanks at their ends were trimmed. */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { NUMBERS, type Survey } from './survey.ts';

const BEGIN = Buffer.from('begin ');
const LINE_FEED = 0x0a;
const MAX_NAME = 300;
/** A line holds up to 45 bytes; 63 can be written. */
const MAX_LINE = 63;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

export const uuencode: Decoder = {
  name: 'uuencode',
  inline: false,
  mayRead: (survey) => survey.has(NUMBERS),
  decode(memory: Buffer, length: number, out: DecodedText, survey: Survey): void {
    const bytes = memory.subarray(0, length);
    let begin = nextBegin(bytes, 0, survey);
    while (begin >= 0 && !out.isFull) {
      let at = begin + BEGIN.length;
      while (at < length && isDigit(bytes[at]!)) at++;
      const digits = at - begin - BEGIN.length;
      const end = bytes.subarray(at, at + MAX_NAME).indexOf(LINE_FEED);
      const isBegin =
        (begin === 0 ||
          bytes[begin - 1] === LINE_FEED ||
          bytes[begin - 1] === 0x20 ||
          bytes[begin - 1] === 0x0d) &&
        (digits === 3 || digits === 4) &&
        bytes[at] === 0x20;
      begin = nextBegin(bytes, isBegin && end >= 0 ? body(bytes, at + end + 1, out) : at, survey);
    }
  },
};

/** Where the next `begin ` stands that a number follows; -1 when there is none. */
function nextBegin(bytes: Buffer, from: number, survey: Survey): number {
  for (let at = survey.next(NUMBERS, from); at < bytes.length; at = survey.next(NUMBERS, at + 1)) {
    const begin = at - BEGIN.length;
    if (begin < from || bytes[at - 1] !== 0x20 || bytes[at - 2] !== 0x6e) continue;
    if (bytes.compare(BEGIN, 0, BEGIN.length, begin, at) === 0) return begin;
  }
  return -1;
}

/** Decodes lines from `start`, until one is none; its start. */
function body(bytes: Buffer, start: number, out: DecodedText): number {
  out.separate();
  let line = start;
  const three = Buffer.alloc(3);
  while (line < bytes.length) {
    const count = (bytes[line]! - 0x20) & 0x3f;
    if (bytes[line]! < 0x21 || bytes[line]! > 0x60 || count === 0 || count > MAX_LINE) break;
    const characters = Math.ceil(count / 3) * 4;
    let at = line + 1;
    let end = at;
    // a line may be shorter (its blanks trimmed, its last group cut), or have one check character more
    while (end < bytes.length && end - at <= characters + 1 && bytes[end]! >= 0x20 && bytes[end]! <= 0x60)
      end++;
    const isEnd = end >= bytes.length || bytes[end] === LINE_FEED || bytes[end] === 0x0d;
    if (!isEnd || end - at > characters + 1) break;
    for (let left = count; left > 0; left -= 3, at += 4) {
      let value = 0;
      for (let i = 0; i < 4; i++) value = (value << 6) | (at + i < end ? (bytes[at + i]! - 0x20) & 0x3f : 0);
      three[0] = value >> 16;
      three[1] = value >> 8;
      three[2] = value;
      out.unit(
        three.subarray(0, Math.min(left, 3)),
        Math.min(at, end),
        Math.max(Math.min(at + 4, end), Math.min(at, end)),
      );
    }
    line = end;
    if (bytes[line] === 0x0d) line++;
    if (bytes[line] === LINE_FEED) line++;
  }
  out.separate();
  return Math.max(line, start);
}
