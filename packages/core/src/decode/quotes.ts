/**
 * Quoting by doubling, and by closing and opening again: `it''s` of SQL and YAML, `""` of CSV, `'\''` and `'"'"'` of shells,
 * the backtick of PowerShell, `^` and `%%` of batch files, `$$` of Make and Compose, the seam of two CDATA sections. Empty
 * strings look like it and are everywhere; what stands on both sides tells them apart. (`\$` is `escapes.ts`'s.)
 */
import type { Decoder } from './decoder.ts';
import { decodeEscapes, hexNumber, type Escapes, type Meaning } from './kit/escapes.ts';
import { QUOTING, type Survey } from './survey.ts';

const QUOTE = 0x27;
const DOUBLE = 0x22;
const BACKTICK = 0x60;
const CARET = 0x5e;
const PERCENT = 0x25;
const DOLLAR = 0x24;
const BRACKET = 0x5d;
const LF = 0x0a;
const CR = 0x0d;

/** Which bytes may start something: a bit each, and the bytes that may follow have the same bit in SECOND. */
const FIRST = new Uint8Array(256);
const SECOND = new Uint8Array(256);
const FOLLOWERS: Record<string, string> = {
  "'": '\'\\"',
  '"': '"\'',
  '`': 'ntr0abefvu`"\'$',
  '^': '&|<>^"%()!\r\n',
  '%': '%',
  $: '$',
  ']': ']',
};
for (const [i, [first, followers]] of Object.entries(FOLLOWERS).entries()) {
  FIRST[first.charCodeAt(0)] = 1 << i;
  for (const follower of followers) SECOND[follower.charCodeAt(0)]! |= 1 << i;
}

const setOf = (text: string): Uint8Array => {
  const set = new Uint8Array(256);
  for (const sign of text) set[sign.charCodeAt(0)] = 1;
  return set;
};
const WORD = setOf('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_').fill(1, 0x80);
const BLANK = setOf(' \t\r\n');
/** What stands before an empty string, or another opening quote, and what behind it. */
const OPENING = setOf(' \t\r\n([{,=:><+!?&|;.$-');
const CLOSING = setOf(' \t\r\n)]},;:+.<>/?&|=!-\\');
/** Where a caret begins a regular expression, a class or an alternative, or points at something. */
const PATTERN = setOf(' \t\r\n([:/"\'`~^|');
const AFTER_CODE = setOf(' \t\r\n)]},;:.');
const TICKS: Record<number, number> = {
  0x6e: 10,
  0x74: 9,
  0x72: 13,
  0x30: 0,
  0x61: 7,
  0x62: 8,
  0x65: 27,
  0x66: 12,
  0x76: 11,
};

/** Behind an escape that only one language has, its others are believed this far. */
const BELIEVED = 256;

const SEAM = Buffer.from(']]><![CDATA[');
const CLOSINGS = [`'\\''`, `'"'"'`, `"'"'"`].map((text) => Buffer.from(text));

const isAt = (bytes: Buffer, at: number, what: Buffer): boolean => {
  for (let i = 0; i < what.length; i++) if (bytes[at + i] !== what[i]) return false;
  return true;
};

class Quotes implements Escapes {
  private readonly survey: Survey;
  /** Where the run of equal bytes ends that is being read, two by two. */
  private runEnd = 0;
  /** Whether it is read at all. */
  private isRead = false;
  private believesTicks = 0;
  private believesCarets = 0;

  constructor(survey: Survey) {
    this.survey = survey;
  }

  next(bytes: Buffer, from: number): number {
    const { survey } = this;
    const last = bytes.length - 1;
    for (let at = survey.next(QUOTING, from); at < last; at = survey.next(QUOTING, at + 1)) {
      const first = FIRST[bytes[at]!]!;
      if (first !== 0 && (SECOND[bytes[at + 1]!]! & first) !== 0) return at;
    }
    return bytes.length;
  }

  decode(bytes: Buffer, at: number, meaning: Meaning): number {
    const first = bytes[at]!;
    const second = bytes[at + 1]!;
    switch (first) {
      case BACKTICK:
        return this.tick(bytes, at, second, meaning);
      case CARET:
        return this.caret(bytes, at, second, meaning);
      case BRACKET:
        return isAt(bytes, at, SEAM) ? meaning.nothing(at + SEAM.length) : at;
      default:
    }
    if (second !== first && (first === QUOTE || first === DOUBLE))
      for (const closing of CLOSINGS)
        if (isAt(bytes, at, closing)) return meaning.byte(first, at + closing.length);
    if (second !== first) return at;
    if (at >= this.runEnd) this.judge(bytes, at);
    return this.isRead && at + 1 < this.runEnd ? meaning.byte(first, at + 2) : at;
  }

  /** Whether the run of quotes, percents or dollars at `at` is one that doubles them. */
  private judge(bytes: Buffer, at: number): void {
    const byte = bytes[at]!;
    let end = at + 2;
    while (bytes[end] === byte) end++;
    this.runEnd = end;
    const before = at === 0 ? LF : bytes[at - 1]!;
    const after = bytes[end] ?? LF;
    const length = end - at;
    // an escaped quote and the one that ends the string: every line of JSON that ends with a quotation
    if (length === 2 && before === 0x5c && CLOSING[after] === 1) this.isRead = false;
    else if (byte === PERCENT) this.isRead = BLANK[before] === 0;
    else if (byte === DOLLAR) this.isRead = BLANK[before] === 0 || BLANK[after] === 0;
    else if (length === 2) this.isRead = !isEmpty(bytes, at, before, after);
    // three double quotes are a string of many lines in a dozen languages, or the edge of a field
    else if (length === 3 && byte === DOUBLE) this.isRead = isField(before) || isField(after);
    else this.isRead = true;
  }

  /** PowerShell; a backtick is also a quote in JavaScript, Markdown and SQL. */
  private tick(bytes: Buffer, at: number, second: number, meaning: Meaning): number {
    const before = at === 0 ? LF : bytes[at - 1]!;
    const after = bytes[at + 2] ?? LF;
    const isBelieved = at < this.believesTicks;
    let isOne = isBelieved;
    if (second === 0x75) return unicode(bytes, at, meaning);
    if (second === BACKTICK) {
      if (before === BACKTICK || after === BACKTICK) return at;
      isOne ||= OPENING[before] === 0 && CLOSING[after] === 0 && before !== QUOTE && before !== DOUBLE;
    } else if (second === DOLLAR) isOne = after !== OPEN && (isOne || OPENING[before] === 0);
    else if (second === DOUBLE) isOne ||= BLANK[before] === 0 && before !== 0x28 && AFTER_CODE[after] === 0;
    else if (second === 0x6e || second === 0x72 || second === 0x74)
      isOne ||= WORD[before] === 1 || TAIL[before] === 1;
    if (!isOne) return at;
    this.believesTicks = at + BELIEVED;
    return meaning.byte(TICKS[second] ?? second, at + 2);
  }

  /** Batch files; a caret is also an anchor, a complement, and a power. */
  private caret(bytes: Buffer, at: number, second: number, meaning: Meaning): number {
    const before = at === 0 ? LF : bytes[at - 1]!;
    const isBelieved = at < this.believesCarets;
    if (second === LF || second === CR) {
      if (BLANK[before] === 1 || PATTERN[before] === 1) return at;
      const end = second === CR && bytes[at + 2] === LF ? at + 3 : at + 2;
      this.believesCarets = end + BELIEVED;
      return meaning.nothing(end);
    }
    const isRare = second === 0x28 || second === 0x29 || second === 0x21 || second === PERCENT;
    if (!isBelieved && (isRare || PATTERN[before] === 1)) return at;
    this.believesCarets = at + BELIEVED;
    return meaning.byte(second, at + 2);
  }
}

const OPEN = 0x7b;
/** What a line of a key, a certificate or an assignment ends with. */
const TAIL = setOf('-=+/');

/** Whether two quotes are a string with nothing in it. */
function isEmpty(bytes: Buffer, at: number, before: number, after: number): boolean {
  if (CLOSING[after] === 0) return false;
  if (OPENING[before] === 1) return true;
  // u'' and b"" of Python
  return (
    WORD[before] === 1 &&
    'rRbBuUfFLN'.includes(String.fromCharCode(before)) &&
    (at < 2 || OPENING[bytes[at - 2]!] === 1)
  );
}

/** What stands between two fields of a table. */
function isField(byte: number): boolean {
  return byte === 0x2c || byte === 0x3b || byte === 0x09;
}

/** `u{20ac} behind a backtick. */
function unicode(bytes: Buffer, at: number, meaning: Meaning): number {
  if (bytes[at + 2] !== OPEN) return at;
  for (let digits = 1; digits <= 6; digits++) {
    const code = hexNumber(bytes, at + 3, digits);
    if (code < 0 || code > 0x10ffff) return at;
    if (bytes[at + 3 + digits] === 0x7d) return meaning.character(code, at + 4 + digits);
  }
  return at;
}

export const quotes: Decoder = {
  name: 'quotes',
  inline: true,
  mayRead: (survey) => survey.has(QUOTING),
  decode(bytes, length, out, survey) {
    decodeEscapes(new Quotes(survey), bytes.subarray(0, length), out);
  },
};
