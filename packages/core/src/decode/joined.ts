/**
 * Text that programs hold in pieces: literals joined by an operator, by a call or by standing side by side, in the
 * languages that people use, lists of literals, characters in a list, literals inside of templates, folded scalars of
 * YAML, and words that invisible characters or `<wbr>` break. Escapes inside of literals are left to their decoder.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { Around } from './kit/around.ts';
import {
  ALNUM,
  BACKSLASH,
  DOUBLE,
  LETTERS,
  LINE_FEED,
  QUOTE,
  SINGLE,
  flags,
  isBlank,
} from './kit/characters.ts';
import { splits } from './kit/splits.ts';
import { DIVIDERS, LINE_FEEDS, QUOTES, type Survey } from './survey.ts';

const COMMA = 0x2c;
const BACKTICK = 0x60;

/** Between two literals there are blanks, an operator and comments, and no more of them than this. */
const MAX_JOINT = 400;
const MAX_COMMENT = 128;
const MAX_NAME = 64;
/** Unquoted characters of a shell word beside its quoted ones. */
const MAX_BARE = 64;

const NAME = flags(`${LETTERS}_$@`);
const BARE = flags(`${LETTERS}_-+/=.@%^:,~!?#*`);
const PREFIX = flags('bBfFrRuUL8@$');
/** What may stand before the first element of a list. */
const OPENER = flags('[({,');

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
  mayRead: (survey) => survey.has(QUOTES) || survey.has(DIVIDERS),
  decode(memory, length, out, survey) {
    const bytes = memory.subarray(0, length);
    splits(bytes, out, survey);
    literals(bytes, out, survey);
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

function literals(bytes: Buffer, out: DecodedText, survey: Survey): void {
  const around = new Around(bytes.length, out);
  const lists = new Lists();
  const lineEnds = new LineEnds(survey);
  /** For each quote the end of the line in which there is no other one. */
  const alone = new Int32Array(128).fill(-1);
  const { length } = bytes;
  /** The quote that goes on with what was joined; -1 when nothing is. */
  let joined = -1;
  for (let at = survey.next(QUOTES, 0); at < length && !out.isFull; at = survey.next(QUOTES, at)) {
    const quote = bytes[at]!;
    if (at !== joined && at > 0 && bytes[at - 1] === BACKSLASH) {
      at++;
      continue;
    }
    if (at !== joined && bytes[at + 1] === quote && bytes[at + 2] === quote) {
      at += 3;
      continue;
    }
    const close = alone[quote]! > at ? -1 : closing(bytes, at, quote, alone, survey, lineEnds);
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

/** Where the line ends that was asked for last: the literals of a line ask in turn. */
class LineEnds {
  private end = -1;
  private readonly survey: Survey;

  constructor(survey: Survey) {
    this.survey = survey;
  }

  behind(at: number): number {
    if (this.end <= at) this.end = this.survey.next(LINE_FEEDS, at + 1);
    return this.end;
  }
}

/** The quote that closes the literal, in the same line; -1 when there is none. */
function closing(
  bytes: Buffer,
  open: number,
  quote: number,
  alone: Int32Array,
  survey: Survey,
  lineEnds: LineEnds,
): number {
  let feed = lineEnds.behind(open);
  let at = survey.next(QUOTES, open + 1);
  for (;;) {
    for (; at < feed; at = survey.next(QUOTES, at + 1))
      if (bytes[at] === quote && !isEscaped(bytes, open, at)) return at;
    // a line that goes on behind a backslash
    if (feed >= bytes.length || !isEscaped(bytes, open, feed)) break;
    feed = survey.next(LINE_FEEDS, feed + 1);
  }
  alone[quote] = feed;
  return -1;
}

/** Whether an odd number of backslashes stands before `at`, behind the quote at `open`. */
function isEscaped(bytes: Buffer, open: number, at: number): boolean {
  let from = at;
  while (from - 1 > open && bytes[from - 1] === BACKSLASH) from--;
  return ((at - from) & 1) === 1;
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
