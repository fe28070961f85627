/**
 * Text that programs hold in pieces: literals joined by an operator, by a call or by standing side by side, in the
 * languages that people use, lists of literals, characters in a list, literals inside of templates, folded scalars of
 * YAML, and words that invisible characters or `<wbr>` break. Escapes inside of literals are left to their decoder.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { Around } from './kit/around.ts';

const LINE_FEED = 0x0a;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const SINGLE = 0x27;
const DOUBLE = 0x22;
const BACKTICK = 0x60;

/** Between two literals there are blanks, an operator and comments, and no more of them than this. */
const MAX_JOINT = 400;
const MAX_COMMENT = 128;
const MAX_NAME = 64;
/** Unquoted characters of a shell word beside its quoted ones. */
const MAX_BARE = 64;
const MAX_FOLDED = 400;

const flags = (characters: string): Uint8Array => {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters)) table[byte] = 1;
  return table;
};
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const QUOTE = flags('\'"`');
const NAME = flags(`${LETTERS}_$@`);
const BARE = flags(`${LETTERS}_-+/=.@%^:,~!?#*`);
const ALNUM = flags(LETTERS);
const PREFIX = flags('bBfFrRuUL8@$');
/** What may stand before the first element of a list. */
const OPENER = flags('[({,');
const isBlank = (byte: number): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LINE_FEED;

/** Methods that put a piece behind the others. */
const METHODS = new Set([
  'append',
  'concat',
  'push',
  'push_str',
  'pushstr',
  'write',
  'writestring',
  'add',
  'join',
]);

export const joined: Decoder = {
  name: 'concatenation',
  inline: true,
  decode(memory: Buffer, length: number, out: DecodedText): void {
    const bytes = memory.subarray(0, length);
    splits(bytes, out);
    literals(bytes, out);
  },
};

/** The pieces of lists: start and end of each, and -1 behind the last of a list. They are written behind all else. */
class Lists {
  private readonly stretches: number[] = [];
  private start = 0;
  private hasComma = false;

  open(): void {
    this.start = this.stretches.length;
    this.hasComma = false;
  }

  push(from: number, to: number): void {
    this.stretches.push(from, to);
  }

  comma(): void {
    this.hasComma = true;
  }

  close(): void {
    if (this.hasComma && this.stretches.length > this.start + 2) this.stretches.push(-1);
    else this.stretches.length = this.start;
  }

  write(out: DecodedText): void {
    out.separate();
    for (let i = 0; i < this.stretches.length && !out.isFull;) {
      if (this.stretches[i] === -1) {
        out.separate();
        i++;
      } else {
        out.copy(this.stretches[i]!, this.stretches[i + 1]!);
        i += 2;
      }
    }
    out.separate();
  }
}

function literals(bytes: Buffer, out: DecodedText): void {
  const around = new Around(bytes.length, out);
  const lists = new Lists();
  /** For each quote the end of the line in which there is no other one. */
  const alone = new Int32Array(128).fill(-1);
  const { length } = bytes;
  let at = 0;
  /** The quote that goes on with what was joined; -1 when nothing is. */
  let joined = -1;
  while (at < length && !out.isFull) {
    const quote = bytes[at]!;
    if (QUOTE[quote] === 0 || (at !== joined && at > 0 && bytes[at - 1] === BACKSLASH)) {
      at++;
      continue;
    }
    if (at !== joined && bytes[at + 1] === quote && bytes[at + 2] === quote) {
      at += 3;
      continue;
    }
    const close = alone[quote]! > at ? -1 : closing(bytes, at, quote, alone);
    if (close < 0) {
      if (at === joined) lists.push(at + 1, at + 1);
      if (at === joined) lists.close();
      joined = -1;
      at++;
      continue;
    }
    if (joined !== at) {
      lists.open();
      // a shell word that begins without quotes
      if (quote !== BACKTICK && isGluedLeft(bytes, at, around.end) && !hasBlank(bytes, at, close))
        around.change(at, at + 1);
    }
    lists.push(at + 1, close);
    const isElement = joined === at || OPENER[before(bytes, at)] === 1;
    joined = join(bytes, at, close, isElement, around, lists, out);
    if (joined < 0) lists.close();
    at = joined < 0 ? close + 1 : joined;
  }
  around.finish();
  lists.write(out);
}

/** The quote that closes the literal, in the same line; -1 when there is none. */
function closing(bytes: Buffer, open: number, quote: number, alone: Int32Array): number {
  const { length } = bytes;
  let at = open + 1;
  for (; at < length; at++) {
    const byte = bytes[at]!;
    if (byte === quote) return at;
    if (byte === BACKSLASH) at++;
    else if (byte === LINE_FEED) break;
  }
  alone[quote] = at;
  return -1;
}

/** The last character before `at` that is no blank, of the few before. */
function before(bytes: Buffer, at: number): number {
  let i = at - 1;
  while (i >= 0 && i > at - 80 && isBlank(bytes[i]!)) i--;
  // a prefix as in b'…'
  if (i >= 0 && i === at - 1 && PREFIX[bytes[i]!] === 1) return before(bytes, i);
  return i < 0 ? 0 : bytes[i]!;
}

/** Writes the change between this literal and the next; where the next one opens, or -1. */
function join(
  bytes: Buffer,
  open: number,
  close: number,
  isElement: boolean,
  around: Around,
  lists: Lists,
  out: DecodedText,
): number {
  const next = close + 1;
  // 'a'\''b' of a shell
  if (bytes[next] === BACKSLASH && bytes[next + 1] === bytes[close] && bytes[next + 2] === bytes[close]) {
    around.change(close, next + 3);
    out.byte(bytes[close]!, next, next + 2);
    return next + 2;
  }
  if (next < bytes.length && BARE[bytes[next]!] === 1 && bytes[close] !== BACKTICK) {
    const end = bareEnd(bytes, next);
    if (end > 0 && !hasBlank(bytes, open, close)) {
      around.change(close, next);
      if (QUOTE[bytes[end]!] === 0 || end >= bytes.length) return -1;
      around.change(end, end + 1);
      return end;
    }
  }
  const to = joint(bytes, next);
  if (to < 0) return -1;
  const isList = to % 2 === 1;
  const target = to >> 1;
  if (!isList) around.change(close, target + 1);
  else if (isElement) lists.comma();
  else return -1;
  return target;
}

const hasBlank = (bytes: Buffer, open: number, close: number): boolean => {
  const limit = Math.min(close, open + 512);
  for (let at = open; at < limit; at++) if (bytes[at] === 0x20) return true;
  return false;
};

/** Whether letters and digits stand right before the quote, and are no prefix of the literal. */
function isGluedLeft(bytes: Buffer, at: number, floor: number): boolean {
  return (
    at - 3 >= floor &&
    ALNUM[bytes[at - 1]!] === 1 &&
    ALNUM[bytes[at - 2]!] === 1 &&
    ALNUM[bytes[at - 3]!] === 1
  );
}

/** Where the unquoted part of a shell word ends, with letters or digits in it; 0 when it is none. */
function bareEnd(bytes: Buffer, start: number): number {
  let at = start;
  let count = 0;
  for (; at < bytes.length && at - start < MAX_BARE && BARE[bytes[at]!] === 1; at++)
    count += ALNUM[bytes[at]!]!;
  if (count < 2 || ALNUM[bytes[start]!] === 0) return 0;
  const byte = at < bytes.length ? bytes[at]! : LINE_FEED;
  return isBlank(byte) || byte === SINGLE || byte === DOUBLE || byte === 0x3b ? at : 0;
}

/**
 * The quote that opens the next literal when there is nothing but an operator from `start` to it, times two, and one more
 * when that is a comma; else -1.
 */
function joint(bytes: Buffer, start: number): number {
  const limit = Math.min(bytes.length, start + MAX_JOINT);
  let at = blanks(bytes, start, limit);
  if (at >= limit) return -1;
  const byte = bytes[at]!;
  let isList = false;
  if (QUOTE[byte] === 0 && PREFIX[byte] === 0) {
    // ) closes what was opened around a literal
    if (byte === 0x29) {
      while (at < limit && bytes[at] === 0x29) at = blanks(bytes, at + 1, limit);
      if (at >= limit) return -1;
    }
    const end = operator(bytes, at, limit);
    if (end > 0) {
      isList = bytes[at] === COMMA;
      at = end;
    } else {
      const statement = append(bytes, at, limit);
      if (statement < 0) return -1;
      at = statement;
    }
    at = blanks(bytes, at, limit);
    while (at < limit && bytes[at] === 0x28) at = blanks(bytes, at + 1, limit);
  } else if (QUOTE[byte] === 0 && at === start) return -1;
  for (let i = 0; i < 2 && at < limit && PREFIX[bytes[at]!] === 1; i++) at++;
  if (at >= limit || QUOTE[bytes[at]!] === 0) return -1;
  return at * 2 + (isList ? 1 : 0);
}

/** The end of the operator at `at`; 0 when there is none. */
function operator(bytes: Buffer, at: number, limit: number): number {
  const next = at + 1 < limit ? bytes[at + 1]! : 0;
  switch (bytes[at]) {
    case 0x2b: // + ++
    case 0x2e: // . ..
      return next === bytes[at] ? at + 2 : next === 0x3d || NAME[next] === 1 ? 0 : at + 1;
    case 0x7c: // ||
      return next === 0x7c ? at + 2 : 0;
    case 0x3c: // <> <<
      return next === 0x3e || next === 0x3c ? at + 2 : 0;
    case 0x26: {
      // & and, in Basic, _ where the line goes on
      let end = at + 1;
      while (end < limit && (bytes[end] === 0x20 || bytes[end] === 0x09)) end++;
      return bytes[end] === 0x5f ? end + 1 : next === 0x26 ? 0 : at + 1;
    }
    case COMMA:
    case 0x7e: // ~
    case 0x5e: // ^
    case 0x2a: // *
      return at + 1;
    default:
      return 0;
  }
}

/** The end of `.append(`, of `; name +=` and of `; name = name +`; -1 when there is none. */
function append(bytes: Buffer, start: number, limit: number): number {
  let at = start;
  if (bytes[at] === 0x3b) at = blanks(bytes, at + 1, limit);
  if (at < limit && bytes[at] === 0x2e) at++;
  const name = at;
  const most = Math.min(limit, name + MAX_NAME);
  let last = name;
  for (; at < most && (NAME[bytes[at]!] === 1 || bytes[at] === 0x2e); at++)
    if (bytes[at] === 0x2e) last = at + 1;
  const end = at;
  if (end === name) return -1;
  if (bytes[at] === 0x28) return METHODS.has(bytes.toString('latin1', last, end).toLowerCase()) ? at + 1 : -1;
  at = blanks(bytes, at, limit);
  if (at + 1 >= limit) return -1;
  const [first, second] = [bytes[at]!, bytes[at + 1]!];
  if (second === 0x3d && (first === 0x2b || first === 0x2e || first === 0x26 || first === 0x7e))
    return at + 2;
  if (first === 0x3c && second === 0x3c) return at + 2;
  if (first !== 0x3d) return -1;
  at = blanks(bytes, at + 1, limit);
  if (at + end - name >= limit || bytes.compare(bytes, name, end, at, at + end - name) !== 0) return -1;
  at = blanks(bytes, at + end - name, limit);
  const after = at < limit ? operator(bytes, at, limit) : 0;
  return after > 0 && bytes[at] !== COMMA ? after : -1;
}

/** Behind blanks, line continuations and comments. */
function blanks(bytes: Buffer, start: number, limit: number): number {
  let at = start;
  while (at < limit) {
    const byte = bytes[at]!;
    const next = at + 1 < limit ? bytes[at + 1]! : 0;
    if (isBlank(byte)) at++;
    else if (
      (byte === BACKSLASH || byte === BACKTICK || byte === 0x5f) &&
      (next === LINE_FEED || next === 0x0d)
    )
      at += 2;
    else if (byte === 0x2f && next === 0x2a) {
      const most = Math.min(limit - 1, at + MAX_COMMENT);
      let end = at + 2;
      while (end < most && (bytes[end] !== 0x2a || bytes[end + 1] !== 0x2f)) end++;
      if (end >= most) return at;
      at = end + 2;
    } else if (
      (byte === 0x2f && next === 0x2f) ||
      (byte === 0x23 && (isBlank(next) || at > start)) ||
      (byte === 0x2d && next === 0x2d)
    ) {
      const most = Math.min(limit, at + MAX_COMMENT);
      let end = at + 2;
      while (end < most && bytes[end] !== LINE_FEED) end++;
      if (end >= most) return at;
      at = end;
    } else return at;
  }
  return at;
}

const SPLIT = flags('$#<&>');
SPLIT[0xc2] = SPLIT[0xe2] = SPLIT[0xef] = 1;

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
function splits(bytes: Buffer, out: DecodedText): void {
  const around = new Around(bytes.length, out);
  const folded: number[] = [];
  const { length } = bytes;
  let at = 0;
  while (at < length && !out.isFull) {
    const byte = bytes[at]!;
    if (SPLIT[byte] === 0) {
      at++;
      continue;
    }
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
