/** The prefix of one line: what a program or a person put before its text, and where the text starts and ends. */
import { HEX } from './escapes.ts';

export const SPACE = 0x20;
/** Kinds of prefixes; lines of the same kind make a block. Marks have their first byte as their kind. */
export const NONE = 0;
export const NUMBER = 1;
const BORDER = 3;
const MAX_PREFIX = 200;
/** Where an aligned prefix may end. */
const DELIMITER = new Uint8Array(256);
for (const byte of Buffer.from(' \t:|>])')) DELIMITER[byte] = 1;
export const isBlank = (byte: number): boolean => byte === SPACE || byte === 0x09;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/** Characters with which what `Mark.read` takes for a mark may begin: it reads no line that begins with another one. */
export const BEGINS_MARK = new Uint8Array(256);
for (const byte of Buffer.from('0123456789rRdD#;%!/*-+:\'"><.|')) BEGINS_MARK[byte] = 1;
BEGINS_MARK[0xe2] = 1;

/** What was read of a line: the kind of its prefix, and where its own text starts and ends. */
export class Mark {
  kind = NONE;
  from = 0;
  to = 0;
  number = -1;
  /** Where the text of the line before starts, behind the aligned prefix. */
  before = 0;

  read(bytes: Buffer, start: number, end: number): void {
    this.kind = NONE;
    this.number = -1;
    this.to = end;
    let at = start;
    while (at < end && isBlank(bytes[at]!)) at++;
    if (at === end) return;
    const byte = bytes[at]!;
    if (isDigit(byte)) return this.numbered(bytes, at, end, at - start);
    // code begins with letters
    if (isLetter(byte)) return this.worded(bytes, at, end);
    const next = at + 1 < end ? bytes[at + 1]! : SPACE;
    switch (byte) {
      case 0x23: // #
      case 0x3b: // ;
      case 0x25: // %
      case 0x21: // !
        while (at < end && bytes[at] === byte) at++;
        return this.found(byte, bytes, at, end);
      case 0x2f: // // and /*
        if (next === 0x2f) {
          while (at < end && bytes[at] === byte) at++;
          if (bytes[at] === 0x21) at++;
          return this.found(byte, bytes, at, end);
        }
        if (next !== 0x2a) return;
        at += 2;
        while (at < end && bytes[at] === 0x2a) at++;
        this.found(0x2a, bytes, at, end);
        return this.trail(bytes, 0x2f);
      case 0x2a: // *
        if (!isBlank(next) && next !== 0x2f) return;
        this.found(byte, bytes, at + 1, end);
        return this.trail(bytes, 0x2f);
      case 0x2d: // - and --
        if (next === byte && at + 2 < end && isBlank(bytes[at + 2]!))
          return this.found(byte, bytes, at + 2, end);
        if (next !== byte && (at === start || isBlank(next))) return this.found(byte, bytes, at + 1, end);
        return;
      case 0x2b: // +
        return at === start ? this.found(byte, bytes, at + 1, end, false) : undefined;
      case 0x3a: // ::
        return next === byte ? this.found(byte, bytes, at + 2, end) : undefined;
      case 0x27: // '
      case 0x22: // "
        return isBlank(next) ? this.found(byte, bytes, at + 1, end) : undefined;
      case 0x3e: // > of mail and shells
        if (at > start && isCodeFrame(bytes, at + 1, end)) return this.framed(bytes, at + 1, end);
        if (isBlank(next) && isCodeFrame(bytes, at + 1, end)) return this.framed(bytes, at + 1, end);
        while (
          at < end &&
          (bytes[at] === byte || (isBlank(bytes[at]!) && at + 1 < end && bytes[at + 1] === byte))
        )
          at++;
        return this.found(byte, bytes, at, end);
      case 0x3c: // < of diff, <!--
        if (next === 0x21 && at + 3 < end && bytes[at + 2] === 0x2d && bytes[at + 3] === 0x2d) {
          this.found(byte, bytes, at + 4, end);
          return this.trail(bytes, 0x3e);
        }
        return isBlank(next) ? this.found(byte, bytes, at + 1, end) : undefined;
      case 0x2e: // ... of Python
        return next === byte && at + 3 < end && bytes[at + 2] === byte && bytes[at + 3] === SPACE
          ? this.found(0x3e, bytes, at + 3, end)
          : undefined;
      case 0x7c: // |
        if (isCodeFrame(bytes, at + 1, end)) this.framed(bytes, at + 1, end);
        else this.found(BORDER, bytes, at + 1, end);
        return this.trail(bytes, byte);
      case 0xe2: // │ and its like
        if (!isBorder(bytes, at, end)) return;
        this.found(BORDER, bytes, at + 3, end);
        return this.trail(bytes, byte);
    }
  }

  private found(kind: number, bytes: Buffer, at: number, end: number, hasBlank = true): void {
    this.kind = kind;
    this.from = hasBlank && at < end && isBlank(bytes[at]!) ? at + 1 : at;
    this.to = end;
  }

  /** Takes the right border away, or what closes the comment. */
  private trail(bytes: Buffer, last: number): void {
    let to = this.to;
    while (to > this.from && isBlank(bytes[to - 1]!)) to--;
    if (last === 0xe2) {
      if (to - 3 >= this.from && isBorder(bytes, to - 3, to)) to -= 3;
      else return;
    } else if (to > this.from && bytes[to - 1] === last) {
      to--;
      const mark = last === 0x2f ? 0x2a : last === 0x3e ? 0x2d : 0;
      if (mark !== 0) while (to > this.from && bytes[to - 1] === mark) to--;
    } else return;
    while (to > this.from && isBlank(bytes[to - 1]!)) to--;
    this.to = to;
  }

  private framed(bytes: Buffer, at: number, end: number): void {
    while (isBlank(bytes[at]!)) at++;
    this.numbered(bytes, at, end, 1);
  }

  /** `12:`, `12-`, `12|`, `12 |`, `12→`, `12` and a tab, `12.`, `12)`, a number set to the right and a blank. */
  private numbered(bytes: Buffer, start: number, end: number, indent: number): void {
    let at = start;
    let number = 0;
    while (at < end && isDigit(bytes[at]!)) number = number * 10 + bytes[at++]! - 0x30;
    if (at - start > 7 || at >= end) return;
    const digits = at;
    let blanks = at;
    while (blanks < end && isBlank(bytes[blanks]!)) blanks++;
    const byte = bytes[digits]!;
    const mark = blanks < end ? bytes[blanks]! : 0;
    let from = 0;
    if (byte === 0x3a || byte === 0x2d) {
      // no time and no date
      if (isTime(bytes, start, digits, end)) return;
      from = digits + 1;
      let column = from;
      while (column < end && isDigit(bytes[column]!)) column++;
      if (byte === 0x3a && column > from && column - from < 5 && bytes[column] === 0x3a) from = column + 1;
    } else if (mark === 0x7c) from = blanks + 1;
    else if (
      mark === 0xe2 &&
      blanks + 2 < end &&
      (isBorder(bytes, blanks, end) || bytes[blanks + 1] === 0x86)
    )
      from = blanks + 3;
    else if (byte === 0x09 || ((byte === 0x2e || byte === 0x29) && isBlank(bytes[digits + 1] ?? 0)))
      from = digits + 1;
    else if (byte === SPACE && (indent > 0 || blanks - digits >= 2)) from = digits + 1;
    if (from === 0) return;
    const isTight = byte === 0x3a || byte === 0x2d || byte === 0x09;
    this.found(NUMBER, bytes, from, end, !isTight || (from < end && bytes[from] === SPACE));
    this.number = number;
  }

  /** REM, dnl. */
  private worded(bytes: Buffer, at: number, end: number): void {
    if (at + 4 > end || !isBlank(bytes[at + 3]!)) return;
    const word = ((bytes[at]! | 0x20) << 16) | ((bytes[at + 1]! | 0x20) << 8) | (bytes[at + 2]! | 0x20);
    if (word === 0x72656d || word === 0x646e6c) this.found(0x72, bytes, at + 3, end);
  }

  /**
   * Where the text of the second line starts behind what it has in common with the first, numbers aside; 0 when that is no
   * prefix. Where the text of the first starts is `before`.
   */
  align(bytes: Buffer, firstStart: number, firstEnd: number, start: number, end: number): number {
    let a = firstStart;
    let b = start;
    while (a < firstEnd && isBlank(bytes[a]!)) a++;
    while (b < end && isBlank(bytes[b]!)) b++;
    if (a >= firstEnd || b >= end) return 0;
    const startsWithDigit = isDigit(bytes[b]!) && isDigit(bytes[a]!);
    if (bytes[a] !== bytes[b] && !startsWithDigit) return 0;
    // lines of JSON have their fields in common
    if (bytes[b] === 0x7b) return 0;
    const limit = Math.min(end, b + MAX_PREFIX);
    let [cutA, cutB] = [0, 0];
    let numbers = 0;
    let bracket = -1;
    let bracketA = -1;
    while (a < firstEnd && b < limit) {
      const byte = bytes[b]!;
      if (isDigit(byte) && isDigit(bytes[a]!)) {
        // the offset of a dump is part of what the line says
        if (cutB > 0 && isBlank(bytes[b - 1]!) && isOffset(bytes, a, firstEnd) && isOffset(bytes, b, end))
          break;
        // numbers of any length
        while (a < firstEnd && isDigit(bytes[a]!)) a++;
        while (b < limit && isDigit(bytes[b]!)) b++;
        numbers++;
        continue;
      }
      if (isBlank(byte) && isBlank(bytes[a]!)) {
        while (a < firstEnd && isBlank(bytes[a]!)) a++;
        while (b < limit && isBlank(bytes[b]!)) b++;
        [cutA, cutB] = [a, b];
        continue;
      }
      if (byte === bytes[a]) {
        a++;
        b++;
        if (byte === 0x5b) [bracketA, bracket] = [a, b];
        else if (byte === 0x5d) bracket = -1;
        const isContext = byte === 0x2d && isDigit(bytes[b - 2]!) && isContextNumber(bytes, start, b - 1);
        if (DELIMITER[byte] === 1 || isContext || (byte === 0x82 && b - 3 >= start && bytes[b - 3] === 0xe2))
          [cutA, cutB] = [a, b];
        continue;
      }
      // another level, or another name or number between brackets
      const [wordA, wordB] =
        bracket >= 0
          ? [closed(bytes, bracketA, firstEnd), closed(bytes, bracket, limit)]
          : [levelEnd(bytes, cutA, firstEnd), levelEnd(bytes, cutB, limit)];
      if (wordA === 0 || wordB === 0 || wordA < a || wordB < b || (wordA === a && wordB === b)) break;
      [a, b] = [wordA, wordB];
      bracket = -1;
    }
    if (cutB === 0 || cutB - start < 3) return 0;
    const last = bytes[cutB - 1]!;
    // letters alone: only a name and a colon, or a bar
    let isPrefix = last === 0x2d || startsWithDigit || (bytes[start] === 0x5b && numbers > 0) || numbers >= 3;
    for (let i = cutB - 1; !isPrefix && i >= start && i >= cutB - 3; i--) {
      const byte = bytes[i]!;
      if (byte === 0x7c || byte === 0x82 || byte === 0x5d) isPrefix = true;
      else if (byte === 0x3a || byte === 0x3e) isPrefix = true;
      else if (!isBlank(byte)) break;
    }
    if (!isPrefix || last === 0x29) return 0;
    this.before = cutA;
    return cutB;
  }
}

/** Seven digits in hexadecimal or more that begin with a zero, and a colon or a blank behind them. */
function isOffset(bytes: Buffer, start: number, end: number): boolean {
  if (bytes[start] !== 0x30) return false;
  let at = start;
  while (at < end && at - start < 17 && HEX[bytes[at]!]! < 16) at++;
  return at - start >= 7 && at - start <= 16 && at < end && (bytes[at] === 0x3a || isBlank(bytes[at]!));
}

/** Whether the digits before `end` stand behind a file's name and a hyphen, as lines around a hit do in `grep -n -C`. */
function isContextNumber(bytes: Buffer, start: number, end: number): boolean {
  let at = end;
  while (at > start && isDigit(bytes[at - 1]!)) at--;
  if (at === end || end - at > 7 || bytes[at - 1] !== 0x2d) return false;
  for (let i = start; i < at - 1; i++) if (bytes[i] === 0x2e || bytes[i] === 0x2f) return true;
  return false;
}

/** `hh:mm` and a second colon, a blank or a point; `yyyy-mm`. */
function isTime(bytes: Buffer, start: number, digits: number, end: number): boolean {
  const isPair = digits + 3 <= end && isDigit(bytes[digits + 1]!) && isDigit(bytes[digits + 2]!);
  if (!isPair) return false;
  const after = digits + 3 < end ? bytes[digits + 3]! : SPACE;
  if (bytes[digits] === 0x3a)
    return digits - start === 2 && (after === 0x3a || after === SPACE || after === 0x2e);
  return digits - start === 4 && after === 0x2d;
}

/** ` 12 | ` behind the mark of a code frame. */
function isCodeFrame(bytes: Buffer, start: number, end: number): boolean {
  let at = start;
  while (at < end && isBlank(bytes[at]!)) at++;
  const digits = at;
  while (at < end && isDigit(bytes[at]!)) at++;
  if (at === digits || at - digits > 7) return false;
  while (at < end && isBlank(bytes[at]!)) at++;
  return at < end && (bytes[at] === 0x7c || isBorder(bytes, at, end));
}

function isBorder(bytes: Buffer, at: number, end: number): boolean {
  if (at + 2 >= end || bytes[at] !== 0xe2) return false;
  const [second, third] = [bytes[at + 1]!, bytes[at + 2]!];
  return (
    (second === 0x94 && (third === 0x82 || third === 0x83 || third === 0x8a || third === 0x86)) ||
    (second === 0x95 && third === 0x91) ||
    (second === 0x96 && third === 0x8e)
  );
}

/** The bracket that closes, within a few bytes; 0 when there is none. */
function closed(bytes: Buffer, start: number, end: number): number {
  const limit = Math.min(end, start + 64);
  for (let at = start; at < limit; at++) if (bytes[at] === 0x5d) return at;
  return 0;
}

const LEVELS = new Set([
  'trace',
  'debug',
  'dbg',
  'verbose',
  'info',
  'inf',
  'information',
  'notice',
  'warn',
  'wrn',
  'warning',
  'error',
  'err',
  'fatal',
  'critical',
  'crit',
  'alert',
  'severe',
  'panic',
  'fine',
  'd',
  'i',
  'w',
  'e',
  'v',
  't',
]);

function levelEnd(bytes: Buffer, start: number, end: number): number {
  const limit = Math.min(end, start + 12);
  let at = start;
  while (at < limit && isLetter(bytes[at]!)) at++;
  return at > start && LEVELS.has(bytes.toString('latin1', start, at).toLowerCase()) ? at : 0;
}
