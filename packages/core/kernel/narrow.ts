/**
 * Of what the survey tells, the places where something is said: runs of letters and digits are names and paths nearly
 * always, and numbers stand alone. Each is read here as far as it takes to know that its decoder would write nothing; in
 * doubt it stays. So the decoders, which read with care and slowly, look at a hundredth of what the survey tells.
 */

/** Values of the characters of base64, or NONE. */
let values: usize = 0;
/** Kinds of decoded bytes, below. */
let kinds: usize = 0;
/** Of each character the alphabets of base32 that have it. */
let alphabets: usize = 0;
/** What a character is to a list of numbers. */
let marks: usize = 0;

const NONE: u32 = 0xff;

export function narrowConfigure(at: usize): void {
  values = at;
  kinds = at + 256;
  alphabets = at + 512;
  marks = at + 768;
}

/** Keeps of a plane of `text[0, length)` what `which` says; whether any is left. */
export function narrowPlane(text: usize, length: u32, plane: usize, which: u32): bool {
  const words = ((length + 63) >> 6) << 3;
  const end = text + length;
  let any: u64 = 0;
  for (let word: u32 = 0; word < words; word += 8) {
    let bits = load<u64>(plane + word);
    if (bits == 0) continue;
    let kept = bits;
    while (bits != 0) {
      const bit = ctz(bits);
      bits &= bits - 1;
      const at = text + ((<usize>word) << 3) + <usize>bit;
      const says = which == 0 ? isBase64(at, end) : which == 1 ? isBase32(at, end) : isNumbers(at, end);
      if (!says) kept &= ~((<u64>1) << bit);
    }
    store<u64>(plane + word, kept);
    any |= kept;
  }
  return any != 0;
}

// inline
function byteAt(at: usize, end: usize): u32 {
  return at < end ? <u32>load<u8>(at) : 0;
}

// inline
function valueAt(at: usize): u32 {
  return <u32>load<u8>(values + <usize>load<u8>(at));
}

/** Kinds: 0 in no text, 1 ASCII, 2 zero, 3 and 4 tails of UTF-8 below 0xa0 and from there on, 5 leads, 6 other bytes, 7 0xfe and 0xff. */
// inline
function kindOf(byte: u32): u64 {
  return <u64>load<u8>(kinds + <usize>(byte & 0xff));
}

/** Bytes that text has behind what is glued before it, and how much may be: as decode/base64.ts has it. */
const MIN_GLUED: usize = 16;
const MAX_GLUED: usize = 32;
const MAX_PATH: usize = 512;
const MIN_DEFLATED: usize = 32;

/** Whether the run of base64 at `start` may say text somewhere, or begin as something packed does. */
function isBase64(start: usize, limit: usize): bool {
  let end = start + 12;
  while (end < limit && valueAt(end) != NONE) end++;
  if (isPacked(start, end)) return true;
  const last = end - MIN_GLUED;
  const most = start + MAX_GLUED - 1;
  // as signed numbers: a short run ends before what is glued to it would
  let glued = last < most ? last : most;
  if (glued < start) glued = start;
  for (let at = start; at <= glued; at++) if (saysText(at, end)) return true;
  const path = last < start + MAX_PATH ? last : start + MAX_PATH;
  for (let at = glued + 1; at <= path; at++) if (valueAt(at - 1) >= 62 && saysText(at, end)) return true;
  return false;
}

/** No byte of UTF-8 where it stands. */
const BROKEN: u32 = 0xff;

/** How many bytes a character still has behind `byte`, which had `missing` before it. */
// inline
function goesOn(byte: u32, missing: u32): u32 {
  const kind = kindOf(byte);
  if (kind == 1) return missing == 0 ? 0 : BROKEN;
  if (kind == 3 || kind == 4) return missing > 0 ? missing - 1 : BROKEN;
  if (kind != 5 || missing > 0) return BROKEN;
  return byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
}

/**
 * Whether the characters at `at`, sixteen where there are so many, say bytes of UTF-8. A zero may be of UTF-16, and what
 * follows it is not looked at.
 */
function saysText(at: usize, end: usize): bool {
  let b = valueAt(at + 1);
  let one = ((valueAt(at) << 2) | (b >> 4)) & 0xff;
  let c = valueAt(at + 2);
  let two = ((b << 4) | (c >> 2)) & 0xff;
  const kind = kindOf(one);
  // of UTF-16: a character of Latin-1 that begins it, or its mark
  if (kind == 2 || (two == 0 && kind != 0 && kind != 3)) return true;
  if (kind == 7 && kindOf(two) == 7) return true;
  let missing: u32 = 0;
  const most = at + 16 <= end ? at + 16 : at + 8;
  for (let from = at; ;) {
    missing = goesOn(one, missing);
    if (missing == BROKEN) return one == 0;
    missing = goesOn(two, missing);
    if (missing == BROKEN) return two == 0;
    const three = ((c << 6) | valueAt(from + 3)) & 0xff;
    missing = goesOn(three, missing);
    if (missing == BROKEN) return three == 0;
    from += 4;
    if (from >= most) break;
    b = valueAt(from + 1);
    one = ((valueAt(from) << 2) | (b >> 4)) & 0xff;
    c = valueAt(from + 2);
    two = ((b << 4) | (c >> 2)) & 0xff;
  }
  return true;
}

/** Whether the first bytes are those of something packed, or may be. */
function isPacked(start: usize, end: usize): bool {
  const b = valueAt(start + 1);
  const c = valueAt(start + 2);
  const first = ((valueAt(start) << 2) | (b >> 4)) & 0xff;
  const second = ((b << 4) | (c >> 2)) & 0xff;
  switch (first) {
    case 0x1f:
      return second == 0x8b;
    case 0x50: // PK, PACK
      if (second == 0x4b || second == 0x41) return true;
      break;
    case 0x89:
      if (second == 0x50) return true;
      break;
    case 0x25: // %P
      if (second == 0x50) return true;
      break;
    case 0x42: // BZ
      if (second == 0x5a) return true;
      break;
    case 0xfd:
      if (second == 0x37) return true;
      break;
    case 0x28:
      if (second == 0xb5) return true;
      break;
    case 0x37: // 7z
      if (second == 0x7a) return true;
      break;
    case 0x04:
      if (second == 0x22) return true;
      break;
    case 0x78:
      if (second == 0x01 || second == 0x5e || second == 0x9c || second == 0xda) return true;
      break;
  }
  if (end - start < MIN_DEFLATED) return false;
  // a tar: a name, and zeros behind it
  if (kindOf(first) == 1 && valueAt(start + 15) == 0 && (valueAt(start + 14) & 3) == 0) return true;
  return (first & 1) == 1 && (first & 6) != 6;
}

const UPPER: u32 = 1;
const LOWER: u32 = 2;
const WORD: u32 = 64;
const MIN_RUN: usize = 16;
const MIN_BINARY: usize = 24;
const MAX_INDENT: usize = 64;

// inline
function alphabetsOf(at: usize, end: usize): u32 {
  return at < end ? <u32>load<u8>(alphabets + <usize>load<u8>(at)) : 0;
}

/** Whether the word at `start` is a run of base32, or the first group of one. */
function isBase32(start: usize, limit: usize): bool {
  let all: u32 = 0xff;
  let end = start;
  for (let kind = alphabetsOf(end, limit); kind != 0; kind = alphabetsOf(end, limit)) {
    all &= kind;
    end++;
  }
  if ((all & (UPPER | LOWER)) != 0) {
    if (end - start >= MIN_RUN) return true;
    if ((all & UPPER) == 0) return false;
    // a group: another one follows, in its line or in the next
    let next = end;
    const byte = byteAt(next, limit);
    if (byte == 0x20 || byte == 0x2d) next++;
    else {
      if (byte == 0x0d) next++;
      if (byteAt(next, limit) != 0x0a) return false;
      next++;
      const most = next + MAX_INDENT;
      while (next < most && (byteAt(next, limit) == 0x20 || byteAt(next, limit) == 0x09)) next++;
    }
    return (alphabetsOf(next, limit) & UPPER) != 0;
  }
  if (end - start < MIN_RUN) return false;
  // base32hex and Crockford's
  if ((all & ~WORD) != 0) return true;
  // a run of one case among others
  let upper = start;
  let lower = start;
  for (let at = start; at < end; at++) {
    const kind = alphabetsOf(at, limit);
    if ((kind & UPPER) == 0) upper = at + 1;
    if ((kind & LOWER) == 0) lower = at + 1;
    if (at + 1 - upper >= MIN_BINARY || at + 1 - lower >= MIN_BINARY) return true;
  }
  return false;
}

// what a character is to a list of numbers
const NUMERAL: u32 = 1;
/** What goes on with a number in another base, or makes a word of it. */
const LETTER: u32 = 2;
const BLANK: u32 = 4;
/** A comma or a semicolon. */
const COMMA: u32 = 8;
/** What may stand between two calls. */
const JOIN: u32 = 16;
/** Of the names of calls. */
const NAME: u32 = 32;

const MIN_NUMBERS: u32 = 8;
const MAX_SPACE: usize = 128;
const MAX_NAME: usize = 24;

// inline
function markAt(at: usize, end: usize): u32 {
  return at < end ? <u32>load<u8>(marks + <usize>load<u8>(at)) : 0;
}

// inline
function behindBlanks(from: usize, end: usize): usize {
  let at = from;
  const most = from + MAX_SPACE;
  while (at < most && (markAt(at, end) & BLANK) != 0) at++;
  return at;
}

/** Whether the number at `start` may be the first of eight in a list: numbers are read, of casts and calls the first letters. */
function isNumbers(start: usize, limit: usize): bool {
  let at = start;
  for (let count: u32 = 1; count < MIN_NUMBERS; count++) {
    // its digits, in any base, and its suffix
    while ((markAt(at, limit) & (NUMERAL | LETTER)) != 0) at++;
    const end = at;
    at = behindBlanks(at, limit);
    const byte = byteAt(at, limit);
    if ((markAt(at, limit) & COMMA) != 0) {
      at = behindIndex(behindBlanks(at + 1, limit), limit);
      if (isCast(at, limit) || isCall(at, limit)) return true;
    } else if (byte == 0x2b) return isCast(behindBlanks(at + 1, limit), limit);
    else if (byte == 0x29) {
      at = behindBlanks(at + 1, limit);
      for (let joins = 0; joins < 3 && (markAt(at, limit) & JOIN) != 0; joins++)
        at = behindBlanks(at + 1, limit);
      return isCall(at, limit);
    } else if (at == end) return false;
    if (byteAt(at, limit) == 0x2d) at++;
    if ((markAt(at, limit) & NUMERAL) == 0) return false;
  }
  return true;
}

/** Behind `"12":`, which JavaScript writes before each byte of a Uint8Array. */
function behindIndex(from: usize, limit: usize): usize {
  if (byteAt(from, limit) != 0x22) return from;
  let at = from + 1;
  while (at < from + 8 && (markAt(at, limit) & NUMERAL) != 0) at++;
  return byteAt(at, limit) == 0x22 && byteAt(at + 1, limit) == 0x3a ? behindBlanks(at + 2, limit) : from;
}

/** `(byte)`, `[char]`. */
function isCast(at: usize, limit: usize): bool {
  const first = byteAt(at, limit);
  const second = byteAt(at + 1, limit);
  return (first == 0x28 || first == 0x5b) && (second == 0x62 || second == 0x63);
}

/** A name that says that it makes a character, and a parenthesis. */
function isCall(from: usize, limit: usize): bool {
  let at = from;
  let makes = false;
  const most = from + MAX_NAME;
  for (; at < most && (markAt(at, limit) & NAME) != 0; at++)
    makes = makes || ((byteAt(at, limit) | 0x20) == 0x63 && (byteAt(at + 1, limit) | 0x20) == 0x68);
  return makes && byteAt(at, limit) == 0x28;
}
