/**
 * Consecutive lines without what a program or a person put before each of them: line numbers, file names, comment and
 * diff marks, quotes of mail, list and table marks, borders, time stamps and names of a log. A value that was wrapped
 * stands whole again: once line by line, once without the line feeds. What a line says for itself is found as it
 * stands, so only lines that look like parts of something are written, with their neighbours: few blanks, a dump, a literal.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { BEGINS_MARK, Mark, NONE, NUMBER, SPACE, isBlank } from './kit/line-mark.ts';
import { LINE_FEEDS, LINE_MARKS } from './survey.ts';

const LINE_FEED = 0x0a;

const ALIGNED = 2;
const HUNK = 4;

/** Blanks that a part of a value may hold: one for as many characters as this. */
const CHARACTERS_A_BLANK = 6;
const MAX_BLANKS = 3;
/** Longer lines are no parts. */
const MAX_PART = 4096;
/** Lines of a block written before and after its parts. */
const NEIGHBOURS = 2;

const HEX = new Uint8Array(256);
for (const byte of Buffer.from('0123456789abcdefABCDEF')) HEX[byte] = 1;

/** Numbers of each line of a block: start and end of what it says, behind its line feed, whether it looks like a part. */
const FIELDS = 4;

/** The lines of one block without their prefixes. */
class Block {
  kind = NONE;
  private lines = new Int32Array(64 * FIELDS);
  private count = 0;
  private parts = 0;

  add(bytes: Buffer, start: number, end: number, next: number): void {
    const at = this.count++ * FIELDS;
    if (at === this.lines.length) {
      const grown = new Int32Array(2 * at);
      grown.set(this.lines);
      this.lines = grown;
    }
    const isPart = looksLikePart(bytes, start, end);
    this.lines[at] = start;
    this.lines[at + 1] = end;
    this.lines[at + 2] = next;
    this.lines[at + 3] = isPart ? 1 : 0;
    if (isPart) this.parts++;
  }

  clear(kind: number): void {
    this.kind = kind;
    this.count = this.parts = 0;
  }

  private isPart(line: number): boolean {
    return line < this.count && this.lines[line * FIELDS + 3] === 1;
  }

  /** Writes the runs of two parts or more. */
  write(bytes: Buffer, out: DecodedText): void {
    if (this.parts < 2) return;
    const { count, lines } = this;
    let written = 0;
    for (let i = 0; i < count && !out.isFull; i++) {
      if (!this.isPart(i)) continue;
      let last = i;
      while (this.isPart(last + 1)) last++;
      if (last > i) {
        const first = Math.max(i - NEIGHBOURS, written);
        const end = Math.min(last + NEIGHBOURS + 1, count);
        out.separate();
        for (let at = first * FIELDS; at < end * FIELDS; at += FIELDS) {
          const to = lines[at + 1]!;
          const next = lines[at + 2]!;
          out.copy(lines[at]!, to);
          if (next > to) out.byte(LINE_FEED, next - 1, next);
        }
        out.separate();
        for (let k = Math.max(i - 1, 0); k < Math.min(last + 2, count); k++)
          copyTrimmed(bytes, lines[k * FIELDS]!, lines[k * FIELDS + 1]!, out);
        out.separate();
        written = last + 1;
      }
      i = last;
    }
  }
}

function copyTrimmed(bytes: Buffer, start: number, end: number, out: DecodedText): void {
  let from = start;
  let to = end;
  while (from < to && isBlank(bytes[from]!)) from++;
  // only a whole word of the neighbours, and no more than a value can be
  if (to > from && bytes[to - 1] === 0x5c) to--;
  while (to > from && isBlank(bytes[to - 1]!)) to--;
  out.copy(from, to);
}

/** Few blanks for its length, or the look of a dump or of a literal. */
function looksLikePart(bytes: Buffer, start: number, end: number): boolean {
  let from = start;
  while (from < end && isBlank(bytes[from]!)) from++;
  const length = end - from;
  if (length === 0 || length > MAX_PART) return false;
  const first = bytes[from]!;
  if (first === 0x22 || first === 0x27) return true;
  if (
    length > 8 &&
    HEX[first] === 1 &&
    HEX[bytes[from + 1]!] === 1 &&
    HEX[bytes[from + 2]!] === 1 &&
    HEX[bytes[from + 3]!] === 1
  )
    return true;
  let blanks = 0;
  for (let at = from; at < end; at++) {
    if (bytes[at] === SPACE && ++blanks > MAX_BLANKS) return false;
  }
  return blanks === 0 || length >= CHARACTERS_A_BLANK * (blanks + 1);
}

interface Line {
  start: number;
  end: number;
  next: number;
  begins: number;
}

/** The line that ends before `next`, unless it has a mark. */
function lineBefore(bytes: Buffer, next: number, mark: Mark, into: Line): void {
  let start = next - 1;
  while (start > 0 && bytes[start - 1] !== LINE_FEED) start--;
  const end = next - 1 > start && bytes[next - 2] === 0x0d ? next - 2 : next - 1;
  mark.read(bytes, start, end);
  let text = start;
  while (text < end && isBlank(bytes[text]!)) text++;
  const isPlain = mark.kind === NONE && text < end;
  into.start = isPlain ? start : 0;
  into.end = isPlain ? end : 0;
  into.next = isPlain ? next : 0;
  into.begins = isPlain ? bytes[text]! : 0;
}

/** One text is decoded at a time. */
const block = new Block();
const hunk = { before: new Block(), after: new Block(), isOpen: false };

export const prefixes: Decoder = {
  name: 'lines',
  inline: false,
  mayRead: (survey) => survey.has(LINE_FEEDS) && survey.has(LINE_MARKS),
  decode(memory, length, out, survey) {
    const bytes = memory.subarray(0, length);
    for (const each of [block, hunk.before, hunk.after]) each.clear(NONE);
    hunk.isOpen = false;
    const mark = new Mark();
    /** The line before, where it had no mark, and the first of its bytes that is no blank. */
    const previous: Line = { start: 0, end: 0, next: 0, begins: 0 };
    let number = -1;
    const flush = (kind: number): void => {
      block.write(bytes, out);
      block.clear(kind);
    };
    const closeHunk = (): void => {
      hunk.after.write(bytes, out);
      hunk.before.write(bytes, out);
      hunk.after.clear(HUNK);
      hunk.before.clear(HUNK);
      hunk.isOpen = false;
    };
    for (let start = 0; start < length && !out.isFull;) {
      if (!hunk.isOpen) {
        const told = survey.next(LINE_MARKS, start);
        if (told > start) {
          // nothing stands before the lines between
          if (block.kind !== NONE) flush(NONE);
          if (told === length) break;
          number = -1;
          lineBefore(bytes, told, mark, previous);
          start = told;
        }
      }
      const lineEnd = survey.next(LINE_FEEDS, start);
      const next = Math.min(lineEnd + 1, length);
      const end = lineEnd > start && bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd;
      const first = end > start ? bytes[start]! : 0;
      if (
        first === 0x40 &&
        end - start > 4 &&
        bytes[start + 1] === 0x40 &&
        bytes[start + 2] === SPACE &&
        bytes[start + 3] === 0x2d
      ) {
        flush(NONE);
        closeHunk();
        hunk.isOpen = true;
        start = next;
        previous.end = previous.start = previous.begins = 0;
        continue;
      }
      if (hunk.isOpen) {
        if (first === 0x2b || first === 0x2d || first === SPACE || first === 0x5c || first === 0) {
          const text = Math.min(start + 1, end);
          if (first === 0x2b || first === SPACE) hunk.after.add(bytes, text, end, next);
          if (first === 0x2d || first === SPACE) hunk.before.add(bytes, text, end, next);
          if (first !== 0) {
            start = next;
            continue;
          }
        }
        closeHunk();
      }
      let text = start;
      while (text < end && isBlank(bytes[text]!)) text++;
      const begins = text < end ? bytes[text]! : 0;
      if (begins === 0 || (begins !== previous.begins && BEGINS_MARK[begins] === 0)) {
        // most lines: no mark before them, and nothing in common with the one before
        if (block.kind !== NONE) flush(NONE);
        number = -1;
        previous.start = start;
        previous.end = end;
        previous.next = next;
        previous.begins = begins;
        start = next;
        continue;
      }
      mark.read(bytes, start, end);
      let { kind } = mark;
      if (kind === NUMBER && block.kind === NUMBER && mark.number <= number) flush(NONE);
      if (kind === NONE) {
        const from =
          previous.end > previous.start ? mark.align(bytes, previous.start, previous.end, start, end) : 0;
        if (from > 0) {
          kind = ALIGNED;
          mark.from = from;
          mark.to = end;
          if (block.kind !== ALIGNED) {
            flush(ALIGNED);
            block.add(bytes, mark.before, previous.end, previous.next);
          }
        }
        previous.start = start;
        previous.end = end;
        previous.next = next;
        previous.begins = begins;
      } else previous.end = previous.start = previous.begins = 0;
      if (kind !== block.kind) flush(kind);
      if (kind !== NONE) block.add(bytes, mark.from, mark.to, next);
      number = mark.number;
      start = next;
    }
    flush(NONE);
    closeHunk();
  },
};
