/**
 * Dumps of memory and packets: offsets and the column of characters removed, the bytes of consecutive rows joined. Read
 * are `xxd`, `hexdump` (words and -C), `od` (octal, -t x1, -c and others), tcpdump, Wireshark, `x/16xb` of gdb, Go, PowerShell, certutil and
 * `<Buffer 41 42>` of Node. The rows of a dump tell by their offsets how many bytes they hold, and it is asked of them.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { ANGLES, LINE_FEEDS, OFFSETS } from './survey.ts';

/** A row is not longer than this: `xxd -c256 -g1`. */
const MAX_LINE = 1200;
const MAX_ROW = 256;
/** A row that stands alone says nothing by its offset: it must be longer to be believed. */
const MIN_ALONE = 8;
/** Lines that a dump of two kinds at a time, or a header, has between its rows. */
const MAX_BETWEEN = 2;
/** Blanks between the halves of a row; more stand before the column of characters. */
const MAX_GAP = 4;

const NONE = 0xff;
const HEX = new Uint8Array(256).fill(NONE);
for (let i = 0; i < 10; i++) HEX[0x30 + i] = i;
for (let i = 0; i < 6; i++) HEX[0x61 + i] = HEX[0x41 + i] = 10 + i;
const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09;
const isOctal = (byte: number): boolean => byte >= 0x30 && byte <= 0x37;

/** The row that was read last: its bytes, and where each is spelled. One for all, since decoders keep no state between calls. */
class Row {
  readonly values = new Uint8Array(MAX_ROW);
  readonly from = new Int32Array(MAX_ROW);
  readonly to = new Int32Array(MAX_ROW);
  count = 0;
  /** As hexadecimal, as octal and as decimal digits; -1 where it cannot be. */
  offsets = { hex: -1, octal: -1, decimal: -1 };
  hasColumn = false;
  /** Where rows may end earlier than they were read: the count before the last wide gap. */
  gaps: number[] = [];

  push(value: number, from: number, to: number): boolean {
    if (this.count === MAX_ROW) return false;
    this.values[this.count] = value;
    this.from[this.count] = from;
    this.to[this.count] = to;
    this.count++;
    return true;
  }
}

export const hexdump: Decoder = {
  name: 'hexdump',
  wholeLines: true,
  inline: false,
  mayRead: (survey) => survey.has(OFFSETS) || survey.has(ANGLES),
  decode(bytes, length, out, survey) {
    if (survey.has(ANGLES)) buffers(bytes, length, out);
    let previous = new Row();
    let row = new Row();
    /** Whether `previous` holds a row that is not written yet. */
    let isOpen = false;
    let isContinued = false;
    /** Bytes in the rows before, when it is continued. */
    let width = 0;
    let between = 0;
    let start = 0;
    const close = (): void => {
      if (isOpen && isContinued) write(previous, cut(previous, width), out);
      else if (isOpen && isBelieved(previous)) write(previous, previous.count, out);
      if (isOpen) out.separate();
      isOpen = false;
      isContinued = false;
    };
    while (start < length && !out.isFull) {
      if (!isOpen) {
        let at = survey.next(OFFSETS, start);
        if (at >= length) break;
        while (at > start && isBlank(bytes[at - 1]!)) at--;
        start = at;
      }
      const first = bytes[start]!;
      let end: number;
      // most lines are none: what they start with says so
      if (HEX[first] !== NONE || isBlank(first) || first === 0xe2) {
        end = survey.next(LINE_FEEDS, start);
        if (end - start >= 7 && end - start <= MAX_LINE && read(bytes, start, end, row)) {
          const count = isOpen ? rowLength(previous, row) : 0;
          if (count > 0) {
            write(previous, count, out);
            isContinued = true;
            width = count;
          } else {
            close();
          }
          isOpen = row.count > 0;
          [previous, row] = [row, previous];
          between = 0;
          start = end + 1;
          continue;
        }
      } else end = survey.next(LINE_FEEDS, start);
      if (isOpen && (first === 0x2a || ++between > MAX_BETWEEN)) close();
      start = end + 1;
    }
    close();
  },
};

/** How many bytes stand from one row to the next, when what was read of the first is as long; else 0. */
function rowLength(row: Row, next: Row): number {
  if (row.count === 0) return 0;
  const { hex, octal, decimal } = row.offsets;
  const fits = (from: number, to: number): boolean => from >= 0 && to - from === row.count;
  if (fits(hex, next.offsets.hex) || fits(octal, next.offsets.octal) || fits(decimal, next.offsets.decimal))
    return row.count;
  // characters that look like bytes were taken for some
  const distance = next.offsets.hex - hex;
  return row.gaps.includes(distance) ? distance : 0;
}

/** How much of the last row is bytes: no more than in the others, up to a wide gap. */
function cut(row: Row, width: number): number {
  if (row.count <= width) return row.count;
  return row.gaps.findLast((gap) => gap <= width) ?? row.count;
}

function isBelieved(row: Row): boolean {
  return row.count >= MIN_ALONE || (row.count >= 4 && row.hasColumn);
}

function write(row: Row, count: number, out: DecodedText): void {
  for (let i = 0; i < count; i++) out.byte(row.values[i]!, row.from[i]!, row.to[i]!);
}

/** Reads the line [start, end) into `row`, when it is a row of a dump. An offset alone, as the last line has it, is an empty one. */
function read(bytes: Buffer, start: number, lineEnd: number, row: Row): boolean {
  let end = lineEnd;
  while (end > start && (isBlank(bytes[end - 1]!) || bytes[end - 1] === 0x0d)) end--;
  let at = start;
  while (at < end && isBlank(bytes[at]!)) at++;
  if (isBox(bytes, at, end)) at += 3;
  const hasMark = at + 2 < end && bytes[at] === 0x30 && (bytes[at + 1]! | 0x20) === 0x78;
  if (hasMark) at += 2;
  const offset = at;
  let isOct = true;
  let isDecimal = true;
  let hex = 0;
  let octal = 0;
  let decimal = 0;
  for (; at < end && HEX[bytes[at]!] !== NONE; at++) {
    const digit = HEX[bytes[at]!]!;
    hex = hex * 16 + digit;
    octal = octal * 8 + digit;
    decimal = decimal * 10 + digit;
    if (digit > 7) isOct = false;
    if (digit > 9) isDecimal = false;
  }
  const digits = at - offset;
  if (digits < (hasMark ? 1 : 4) || digits > 16) return false;
  // most numbers that begin a line are no offsets
  if (at < end && !isBlank(bytes[at]!) && bytes[at] !== 0x3a && bytes[at] !== 0xe2) return false;
  row.count = 0;
  row.hasColumn = false;
  row.gaps.length = 0;
  row.offsets = { hex, octal: isOct && !hasMark ? octal : -1, decimal: isDecimal && !hasMark ? decimal : -1 };
  if (at === end) return digits >= 6;
  // gdb: 0x7ffe <main+4>:
  if (hasMark && bytes[at] === 0x20 && bytes[at + 1] === 0x3c) {
    while (at < end && bytes[at] !== 0x3a) at++;
  }
  const hasColon = at < end && bytes[at] === 0x3a;
  if (hasColon) at++;
  else if (isBox(bytes, at, end)) at += 3;
  if (at >= end || !isBlank(bytes[at]!)) return false;
  if (hasMark && !hasColon) return false;
  if (!hasColon && digits >= 6 && (octals(bytes, at, end, row, 6) || octals(bytes, at, end, row, 3)))
    return true;
  row.count = 0;
  if (
    !hasColon &&
    digits >= 6 &&
    characters(bytes, at, bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd, row)
  )
    return true;
  row.count = 0;
  return groups(bytes, at, end, lineEnd, row, hasColon);
}

const isBox = (bytes: Buffer, at: number, end: number): boolean =>
  at + 2 < end && bytes[at] === 0xe2 && (bytes[at + 1] === 0x94 || bytes[at + 1] === 0x95);

/** Groups of hexadecimal digits, all of one width but the last. */
function groups(
  bytes: Buffer,
  start: number,
  end: number,
  lineEnd: number,
  row: Row,
  hasColon: boolean,
): boolean {
  let width = 0;
  let isReversed = false;
  /** Whether a group was shorter than the first: none follows it. */
  let isShort = false;
  let afterGap = start;
  /** Blanks between two groups: as many as before the first, where the row has such fields throughout. */
  let usual = 1;
  let leading = 0;
  let at = start;
  while (at < end) {
    let gap = 0;
    let isBar = false;
    let isTab = false;
    while (at < end && isBlank(bytes[at]!)) {
      if (bytes[at] === 0x09) isTab = true;
      gap++;
      at++;
    }
    if (row.count === 0) leading = gap;
    else if (row.count * 2 === width && gap === leading) usual = gap;
    if (row.count > 0 && at + 1 < end && bytes[at] === 0x2d && isBlank(bytes[at + 1]!)) at += 2;
    if (row.count > 0 && isBox(bytes, at, end)) {
      isBar = true;
      // the bar in the middle is dotted; a whole one ends the bytes
      if (bytes[at + 1] !== 0x94 || bytes[at + 2] !== 0x8a) {
        row.hasColumn = true;
        break;
      }
      at += 3;
      while (at < end && isBlank(bytes[at]!)) at++;
    }
    const isWide = gap > usual && !(width > 2 && hasColon && isAligned(bytes, at, end, gap, width));
    if (row.count > 0 && isWide && !isBar && !isTab) {
      // behind a wide gap stands the second half, or the column of characters
      row.gaps.push(row.count);
      afterGap = at;
      if (row.count % 4 !== 0 || gap > MAX_GAP) {
        row.hasColumn = true;
        break;
      }
    }
    const isMarked = at + 2 < end && bytes[at] === 0x30 && bytes[at + 1] === 0x78;
    const digit = isMarked ? at + 2 : at;
    let to = digit;
    while (to < end && to - digit <= 16 && HEX[bytes[to]!] !== NONE) to++;
    const found = to - digit;
    const isEnd = to === end || isBlank(bytes[to]!);
    const fits =
      isEnd && !isShort && found >= 2 && found % 2 === 0 && (width === 0 ? found <= 16 : found <= width);
    if (!fits) {
      row.hasColumn = gap > usual || isTab;
      // a word beside the bytes: of the column of characters, where one can have begun, else this is no dump
      if (row.count > 0 && !row.hasColumn) {
        const last = row.gaps.pop();
        if (last === undefined) return false;
        row.count = last;
        row.hasColumn = true;
        at = afterGap;
      }
      break;
    }
    if (width === 0) {
      width = found;
      isReversed = width > 2 && (isMarked || !hasColon);
    }
    isShort = found < width;
    if (isReversed) {
      for (let i = to - 2; i >= digit; i -= 2)
        if (!row.push(HEX[bytes[i]!]! * 16 + HEX[bytes[i + 1]!]!, at, to)) return false;
    } else {
      for (let i = digit; i < to; i += 2) {
        if (!row.push(HEX[bytes[i]!]! * 16 + HEX[bytes[i + 1]!]!, isMarked ? at : i, i + 2)) return false;
      }
    }
    at = to;
  }
  if (row.count > 0 && row.hasColumn && hasColon && width > 2 && !isReversed)
    swapped(bytes, start, lineEnd, row, width / 2);
  return row.count > 0;
}

/** The last word of `xxd -e`, set to the right: as many blanks stand before it as digits are missing. */
function isAligned(bytes: Buffer, at: number, end: number, gap: number, width: number): boolean {
  let to = at;
  while (to < end && to - at < width && HEX[bytes[to]!] !== NONE) to++;
  return to > at && gap - 1 + to - at === width && to < end && isBlank(bytes[to]!);
}

/** `xxd -e` writes words of the other byte order, as the column of characters, which ends the line, shows. */
function swapped(bytes: Buffer, start: number, lineEnd: number, row: Row, size: number): void {
  const column = (bytes[lineEnd - 1] === 0x0d ? lineEnd - 1 : lineEnd) - row.count;
  if (column <= start) return;
  const sizeAt = (word: number): number => Math.min(size, row.count - word);
  const order = (i: number): number => i - (i % size) + sizeAt(i - (i % size)) - 1 - (i % size);
  const shows = (index: (i: number) => number): boolean => {
    for (let i = 0; i < row.count; i++) {
      const shown = bytes[column + i]!;
      if (shown !== 0x2e && row.values[index(i)] !== shown) return false;
    }
    return true;
  };
  if (shows((i) => i) || !shows(order)) return;
  for (let word = 0; word < row.count; word += size) {
    const end = word + sizeAt(word);
    const from = row.from[word]!;
    const to = row.to[end - 1]!;
    row.values.subarray(word, end).reverse();
    row.from.fill(from, word, end);
    row.to.fill(to, word, end);
  }
}

/** `od` without options (words of six digits), and `od -b` (bytes of three). */
function octals(bytes: Buffer, start: number, end: number, row: Row, width: 3 | 6): boolean {
  row.count = 0;
  let at = start;
  while (at < end) {
    while (at < end && isBlank(bytes[at]!)) at++;
    const from = at;
    let value = 0;
    while (at < end && isOctal(bytes[at]!)) value = value * 8 + bytes[at++]! - 0x30;
    if (at - from !== width || value > (width === 3 ? 0xff : 0xffff) || (at < end && !isBlank(bytes[at]!)))
      return false;
    if (!row.push(value & 0xff, from, at)) return false;
    if (width === 6 && !row.push(value >> 8, from, at)) return false;
  }
  return row.count > 0;
}

const ESCAPES: Readonly<Record<string, number>> = { '0': 0, a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** `od -c` and `hexdump -c`: fields of four characters. */
function characters(bytes: Buffer, start: number, lineEnd: number, row: Row): boolean {
  // a space at the end of the row may have been trimmed
  for (let at = start; at < lineEnd; at += 4) {
    const last = at + 3;
    if (last > lineEnd) return false;
    if (last === lineEnd) {
      // a blank, of which one was trimmed
      if (bytes[at] === 0x20 && bytes[at + 1] === 0x20 && bytes[at + 2] === 0x20) row.push(0x20, at, last);
      return row.count > 0;
    }
    if (bytes[at] !== 0x20) return false;
    if (bytes[at + 1] === 0x20 && bytes[at + 2] === 0x20) {
      const byte = bytes[last]!;
      if (byte < 0x20 || byte > 0x7e || !row.push(byte, last, last + 1)) return false;
    } else if (bytes[at + 1] === 0x20 && bytes[at + 2] === 0x5c) {
      const value = ESCAPES[String.fromCharCode(bytes[last]!)];
      if (value === undefined || !row.push(value, at + 2, last + 1)) return false;
    } else if (isOctal(bytes[at + 1]!) && isOctal(bytes[at + 2]!) && isOctal(bytes[last]!)) {
      const value = (bytes[at + 1]! - 0x30) * 64 + (bytes[at + 2]! - 0x30) * 8 + bytes[last]! - 0x30;
      if (value > 0xff || !row.push(value, at + 1, last + 1)) return false;
    } else return false;
  }
  return row.count > 1;
}

const BUFFER = Buffer.from('<Buffer ');

function buffers(bytes: Buffer, length: number, out: DecodedText): void {
  for (
    let found = bytes.indexOf(BUFFER);
    found >= 0 && found < length && !out.isFull;
    found = bytes.indexOf(BUFFER, found + 1)
  ) {
    let at = found + BUFFER.length;
    out.separate();
    while (at + 1 < length && HEX[bytes[at]!] !== NONE && HEX[bytes[at + 1]!] !== NONE) {
      out.byte(HEX[bytes[at]!]! * 16 + HEX[bytes[at + 1]!]!, at, at + 2);
      at += 2;
      if (at < length && bytes[at] === 0x20) at++;
    }
    out.separate();
  }
}
