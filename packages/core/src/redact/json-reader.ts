/**
 * A tokeniser of JSON over bytes, strict in grammar, without recursion: depth costs a bit of memory a level. Numbers
 * and strings stay bytes, so that nothing is ever rounded or rewritten. Bytes that are not UTF-8 are no error.
 */

export const OPEN_OBJECT = 1;
export const CLOSE_OBJECT = 2;
export const OPEN_ARRAY = 3;
export const CLOSE_ARRAY = 4;
export const KEY = 5;
export const STRING = 6;
/** A number, `true`, `false` or `null`. */
export const SCALAR = 7;

/** One value was read to its end; there is more of it; its bytes end too soon; they are no JSON. */
export type ReaderState = 'more' | 'done' | 'cut' | 'broken';

// what may come next
const VALUE = 0;
const FIRST_VALUE = 1;
const KEY_NEXT = 2;
const FIRST_KEY = 3;
const COLON = 4;
const COMMA = 5;

/** For each byte: 1 where a run of plain characters in a string ends. */
const ENDS_RUN = new Uint8Array(256);
for (let byte = 0; byte < 0x20; byte++) ENDS_RUN[byte] = 1;
ENDS_RUN[0x22] = ENDS_RUN[0x5c] = 1;

const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isHex = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);

/** The first offset from `at` on that is no white space of JSON. */
export function skipBlank(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && isBlank(bytes[at])) at++;
  return at;
}

/** Reads one value. After `next()` the fields tell its token. */
export class JsonReader {
  private readonly bytes: Uint8Array;
  private readonly limit: number;
  private at: number;
  private expected = VALUE;
  /** For each open container: 1 for an object. */
  private stack = new Uint8Array(64);
  private depth = 0;
  state: ReaderState = 'more';
  kind = 0;
  /** Of a string: its content, without the quotes. */
  start = 0;
  end = 0;
  /** Of a string: it holds a backslash. */
  escaped = false;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.at = start;
    this.limit = end;
  }

  /** Where the next token is looked for; once the state is `done`, the value's end. */
  get position(): number {
    return this.at;
  }

  /** Reads a token; false at the end of the value, and where `state` says so. */
  next(): boolean {
    const { bytes, limit } = this;
    while (this.state === 'more') {
      const at = (this.at = skipBlank(bytes, this.at, limit));
      if (at >= limit) return this.stop('cut');
      const byte = bytes[at]!;
      switch (this.expected) {
        case COLON:
          if (byte !== 0x3a) return this.stop('broken');
          this.at++;
          this.expected = VALUE;
          continue;
        case COMMA:
          if (byte !== 0x2c) return this.close(byte);
          this.at++;
          this.expected = this.stack[this.depth - 1] === 1 ? KEY_NEXT : VALUE;
          continue;
        case FIRST_KEY:
          if (byte === 0x7d) return this.close(byte);
          return byte === 0x22 ? this.string(KEY) : this.stop('broken');
        case KEY_NEXT:
          return byte === 0x22 ? this.string(KEY) : this.stop('broken');
        case FIRST_VALUE:
          if (byte === 0x5d) return this.close(byte);
      }
      if (byte === 0x22) return this.string(STRING);
      if (byte === 0x7b) return this.open(1);
      if (byte === 0x5b) return this.open(0);
      return this.scalar();
    }
    return false;
  }

  private stop(state: ReaderState): false {
    this.state = state;
    return false;
  }

  private ended(): true {
    if (this.depth === 0) this.state = 'done';
    this.expected = COMMA;
    return true;
  }

  private open(object: 0 | 1): true {
    if (this.depth === this.stack.length) {
      const grown = new Uint8Array(2 * this.depth);
      grown.set(this.stack);
      this.stack = grown;
    }
    this.stack[this.depth++] = object;
    this.kind = object ? OPEN_OBJECT : OPEN_ARRAY;
    this.expected = object ? FIRST_KEY : FIRST_VALUE;
    this.start = this.at;
    this.end = ++this.at;
    return true;
  }

  private close(byte: number): boolean {
    const object = this.stack[this.depth - 1] === 1;
    if (byte !== (object ? 0x7d : 0x5d)) return this.stop('broken');
    this.depth--;
    this.kind = object ? CLOSE_OBJECT : CLOSE_ARRAY;
    this.start = this.at;
    this.end = ++this.at;
    return this.ended();
  }

  private string(kind: typeof KEY | typeof STRING): boolean {
    const { bytes, limit } = this;
    let at = this.at + 1;
    const start = at;
    let escaped = false;
    for (;;) {
      while (at < limit && ENDS_RUN[bytes[at]!] === 0) at++;
      if (at >= limit) return this.stop('cut');
      const byte = bytes[at]!;
      if (byte === 0x22) break;
      if (byte !== 0x5c) return this.stop('broken');
      escaped = true;
      if (at + 1 >= limit) return this.stop('cut');
      const letter = bytes[at + 1]!;
      at += 2;
      if (letter === 0x75) {
        for (const end = at + 4; at < end; at++) {
          if (at >= limit) return this.stop('cut');
          if (!isHex(bytes[at]!)) return this.stop('broken');
        }
      } else if (!isEscape(letter)) return this.stop('broken');
    }
    this.kind = kind;
    this.start = start;
    this.end = at;
    this.escaped = escaped;
    this.at = at + 1;
    if (kind === STRING) return this.ended();
    this.expected = COLON;
    return true;
  }

  private scalar(): boolean {
    const { bytes, limit } = this;
    const start = this.at;
    const first = bytes[start]!;
    const word = first === 0x74 ? 'true' : first === 0x66 ? 'false' : first === 0x6e ? 'null' : undefined;
    let at = start;
    if (word) {
      for (let i = 0; i < word.length; i++, at++) {
        if (at >= limit) return this.stop('cut');
        if (bytes[at] !== word.charCodeAt(i)) return this.stop('broken');
      }
    } else {
      at = numberEnd(bytes, start, limit);
      if (at < 0) return this.stop(at === CUT ? 'cut' : 'broken');
      // at the end of the bytes a number inside of a container can go on
      if (at >= limit && this.depth > 0) return this.stop('cut');
    }
    this.kind = SCALAR;
    this.start = start;
    this.end = this.at = at;
    return this.ended();
  }
}

function isEscape(letter: number): boolean {
  switch (letter) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return true;
  }
  return false;
}

const BROKEN = -1;
const CUT = -2;

/** Where the number at `at` ends; BROKEN when there is none, CUT when the bytes end in it. */
function numberEnd(bytes: Uint8Array, at: number, limit: number): number {
  // what reads past the limit reads as no digit
  const byteAt = (offset: number): number | undefined => (offset < limit ? bytes[offset] : undefined);
  const digits = (offset: number): number => {
    while (isDigit(byteAt(offset))) offset++;
    return offset;
  };
  if (byteAt(at) === 0x2d) at++;
  const whole = byteAt(at) === 0x30 ? at + 1 : digits(at);
  if (whole === at) return at >= limit ? CUT : BROKEN;
  at = whole;
  if (byteAt(at) === 0x2e) {
    const end = digits(at + 1);
    if (end === at + 1) return end >= limit ? CUT : BROKEN;
    at = end;
  }
  if (byteAt(at) === 0x65 || byteAt(at) === 0x45) {
    const sign = byteAt(at + 1);
    const from = sign === 0x2b || sign === 0x2d ? at + 2 : at + 1;
    const end = digits(from);
    if (end === from) return end >= limit ? CUT : BROKEN;
    at = end;
  }
  return at;
}

/** Reads the value at `start` to its end, or as far as it goes. */
export function readValue(
  bytes: Uint8Array,
  start: number,
  end: number,
): { state: ReaderState; end: number } {
  const reader = new JsonReader(bytes, start, end);
  while (reader.next());
  return { state: reader.state, end: reader.position };
}
