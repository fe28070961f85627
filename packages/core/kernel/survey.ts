/**
 * The survey of a text (src/decode/survey.ts says what each plane means, and is the twin): which of its bytes may begin
 * something that a decoder reads. 64 bytes at a time become masks of 64 bits, one for each class of bytes, by SIMD
 * comparisons; what stands beside what is shifts and ANDs of these masks, with those of the block before and of the block
 * behind. So the search of all decoders together costs a few instructions a byte, and they look only at what is left.
 */

// classes of bytes, in the order in which a row holds their masks
const DIGIT: usize = 0;
const HEX: usize = 1;
const ALNUM: usize = 2;
/** Letters, digits, `_`, and what is not ASCII. */
const WORD: usize = 3;
const BASE64: usize = 4;
/** A–Z and 2–7. */
const CAPITAL: usize = 5;
const HIGH: usize = 6;
const DOT: usize = 7;
const ZERO: usize = 8;
const X: usize = 9;
const H: usize = 10;
/** `u`, `l`, `h`: what may stand behind the digits of a number. */
const SUFFIX: usize = 11;
const SINGLE: usize = 12;
const DOUBLE: usize = 13;
const TICK: usize = 14;
const BACKSLASH: usize = 15;
const AMPERSAND: usize = 16;
const EQUALS: usize = 17;
const BRACKET: usize = 18;
const CLOSING: usize = 19;
const CARET: usize = 20;
const PERCENT: usize = 21;
const DOLLAR: usize = 22;
const CONTROL: usize = 23;
const FEED: usize = 24;
const RETURN: usize = 25;
const BLANK: usize = 26;
/** From the blank to `?`. */
const LOW: usize = 27;
/** `m` and `K`. */
const FINAL: usize = 28;
const HASH: usize = 29;
const LESS: usize = 30;
const GREATER: usize = 31;
const W: usize = 32;
const BRACE: usize = 33;
const PARENTHESIS: usize = 34;
const MARK: usize = 35;
/** First bytes of invisible characters. */
const LEAD: usize = 36;
const BOX: usize = 37;
/** Where a group of base85 that is text may start, in each of three alphabets. */
const GROUP: usize = 38;
/** Neither blank nor control, and ASCII. */
const INK: usize = 41;
/** Of UTF-8: bytes that go on with a character, and those that begin one of two, three, four. */
const TAIL: usize = 42;
const TWO: usize = 43;
const THREE: usize = 44;
const FOUR: usize = 45;
/** Of these the ones that begin characters which have a sibling in ASCII or Latin-1. */
const KIN: usize = 46;
/** Control characters that no text has, but for NUL, which is also what stands behind a text. */
const WILD: usize = 47;
const CLASSES: usize = 48;

/** Bytes of one row of masks. */
const ROW: usize = CLASSES * 8;

/** Three rows: the block before, this one, the one behind. They change places. Behind them 64 bytes for the end of a text. */
let rows: usize = 0;
let before: usize = 0;
let here: usize = 0;
let behind: usize = 0;
/** Of base85: digits of three alphabets (256 bytes each, 0xff for none), then three tables of 16 bytes for GROUP. */
let digits: usize = 0;
let groups: usize = 0;

export function surveyConfigure(rowsAt: usize, digitsAt: usize): void {
  rows = rowsAt;
  digits = digitsAt;
  groups = digitsAt + 768;
}

// inline
function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    (<u64>(<u32>i8x16.bitmask(a))) |
    ((<u64>(<u32>i8x16.bitmask(b))) << 16) |
    ((<u64>(<u32>i8x16.bitmask(c))) << 32) |
    ((<u64>(<u32>i8x16.bitmask(d))) << 48)
  );
}

/** Which of 64 bytes are `byte`. */
// inline
function are(a: v128, b: v128, c: v128, d: v128, byte: u8): u64 {
  const s = i8x16.splat(byte);
  return bits(i8x16.eq(a, s), i8x16.eq(b, s), i8x16.eq(c, s), i8x16.eq(d, s));
}

/** Which of them are `low`, or up to `span` above it. */
// inline
function within(a: v128, b: v128, c: v128, d: v128, low: u8, span: u8): u64 {
  const l = i8x16.splat(low);
  const s = i8x16.splat(span);
  return bits(
    i8x16.le_u(i8x16.sub(a, l), s),
    i8x16.le_u(i8x16.sub(b, l), s),
    i8x16.le_u(i8x16.sub(c, l), s),
    i8x16.le_u(i8x16.sub(d, l), s),
  );
}

/** Which of 16 bytes are in a set of ASCII: `table` has for each low half of a byte a bit for each high half. */
// inline
function member(bytes: v128, table: v128): v128 {
  const one = v128(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
  const low = i8x16.swizzle(table, v128.and(bytes, i8x16.splat(15)));
  return i8x16.ne(v128.and(low, i8x16.swizzle(one, i8x16.shr_u(bytes, 4))), i8x16.splat(0));
}

// inline
function put(row: usize, name: usize, mask: u64): void {
  store<u64>(row + (name << 3), mask);
}

/** Reads the block at `at` into a row. NUL is of no class. */
function classify(at: usize, row: usize): void {
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
  // letters without their case
  const space = i8x16.splat(0x20);
  const e = v128.or(a, space);
  const f = v128.or(b, space);
  const g = v128.or(c, space);
  const h = v128.or(d, space);
  const digit = within(a, b, c, d, 0x30, 9);
  const letter = within(e, f, g, h, 0x61, 25);
  const high = bits(a, b, c, d);
  const line = are(a, b, c, d, 0x5f);
  const minus = are(a, b, c, d, 0x2d);
  put(row, DIGIT, digit);
  put(row, HEX, digit | within(e, f, g, h, 0x61, 5));
  put(row, ALNUM, digit | letter);
  put(row, WORD, digit | letter | high | line);
  const signs = are(a, b, c, d, 0x2b) | are(a, b, c, d, 0x2f);
  put(row, BASE64, digit | letter | line | minus | signs);
  put(row, CAPITAL, within(a, b, c, d, 0x41, 25) | within(a, b, c, d, 0x32, 5));
  put(row, HIGH, high);
  put(row, DOT, are(a, b, c, d, 0x2e));
  put(row, ZERO, are(a, b, c, d, 0x30));
  put(row, X, are(e, f, g, h, 0x78));
  const aitch = are(e, f, g, h, 0x68);
  put(row, H, aitch);
  put(row, SUFFIX, aitch | (are(e, f, g, h, 0x75) | are(e, f, g, h, 0x6c)));
  const single = are(a, b, c, d, 0x27);
  const double = are(a, b, c, d, 0x22);
  const tick = are(a, b, c, d, 0x60);
  put(row, SINGLE, single);
  put(row, DOUBLE, double);
  put(row, TICK, tick);
  put(row, BACKSLASH, are(a, b, c, d, 0x5c));
  put(row, AMPERSAND, are(a, b, c, d, 0x26));
  put(row, EQUALS, are(a, b, c, d, 0x3d));
  put(row, BRACKET, are(a, b, c, d, 0x5b));
  put(row, CLOSING, are(a, b, c, d, 0x5d));
  put(row, CARET, are(a, b, c, d, 0x5e));
  put(row, PERCENT, are(a, b, c, d, 0x25));
  put(row, DOLLAR, are(a, b, c, d, 0x24));
  const control = are(a, b, c, d, 0x08) | are(a, b, c, d, 0x1b) | are(a, b, c, d, 0x9b);
  put(row, CONTROL, control);
  put(row, WILD, within(a, b, c, d, 1, 7) | within(a, b, c, d, 0x0e, 0x11) | are(a, b, c, d, 0x7f));
  put(row, FEED, are(a, b, c, d, 0x0a));
  put(row, RETURN, are(a, b, c, d, 0x0d));
  put(row, BLANK, are(a, b, c, d, 0x20) | are(a, b, c, d, 0x09));
  put(row, LOW, within(a, b, c, d, 0x20, 31));
  put(row, FINAL, are(a, b, c, d, 0x6d) | are(a, b, c, d, 0x4b));
  put(row, HASH, are(a, b, c, d, 0x23));
  put(row, LESS, are(a, b, c, d, 0x3c));
  put(row, GREATER, are(a, b, c, d, 0x3e));
  put(row, W, are(a, b, c, d, 0x77));
  put(row, BRACE, are(a, b, c, d, 0x7b));
  put(row, PARENTHESIS, are(a, b, c, d, 0x28));
  put(row, MARK, are(a, b, c, d, 0x3a) | minus);
  if (high != 0) {
    const box = are(a, b, c, d, 0xe2);
    const lead = are(a, b, c, d, 0xc2) | are(a, b, c, d, 0xef) | box;
    put(row, LEAD, lead);
    put(row, BOX, box);
    put(row, TAIL, within(a, b, c, d, 0x80, 0x3f));
    put(row, TWO, within(a, b, c, d, 0xc2, 0x1d));
    put(row, THREE, within(a, b, c, d, 0xe0, 0x0f));
    put(row, FOUR, within(a, b, c, d, 0xf0, 4));
    const odd = are(a, b, c, d, 0xc3) | are(a, b, c, d, 0xe3) | within(a, b, c, d, 0xcc, 1);
    put(row, KIN, lead | odd);
  } else {
    put(row, LEAD, 0);
    put(row, BOX, 0);
    put(row, TAIL, 0);
    put(row, TWO, 0);
    put(row, THREE, 0);
    put(row, FOUR, 0);
    put(row, KIN, 0);
  }
  put(row, INK, within(a, b, c, d, 0x21, 0x5d));
  for (let i: usize = 0; i < 3; i++) {
    const table = v128.load(groups + (i << 4));
    put(row, GROUP + i, bits(member(a, table), member(b, table), member(c, table), member(d, table)));
  }
}

// inline
function mask(name: usize): u64 {
  return load<u64>(here + (name << 3));
}

/** Bit i: what bit i - k is. */
// inline
function back(name: usize, k: u64): u64 {
  return (load<u64>(here + (name << 3)) << k) | (load<u64>(before + (name << 3)) >> (64 - k));
}

/** Bit i: what bit i + k is. */
// inline
function ahead(name: usize, k: u64): u64 {
  return (load<u64>(here + (name << 3)) >> k) | (load<u64>(behind + (name << 3)) << (64 - k));
}

/** Bit i: whether `length` bits from i on are set; a power of two, plus `more`. */
// inline
function runs(name: usize, length: u64, more: u64): u64 {
  let low = load<u64>(here + (name << 3));
  let high = load<u64>(behind + (name << 3));
  for (let k: u64 = 1; k < length; k <<= 1) {
    low &= (low >> k) | (high << (64 - k));
    high &= high >> k;
  }
  return more == 0 ? low : low & ((low >> more) | (high << (64 - more)));
}

/** Of the bytes that are not ASCII those that begin kin of ASCII, and those that belong to no character. */
function kinOrBroken(): u64 {
  const tail = mask(TAIL);
  const next = ahead(TAIL, 1);
  const second = ahead(TAIL, 2);
  const last = back(TAIL, 1);
  const begins =
    (mask(TWO) & next) | (mask(THREE) & next & second) | (mask(FOUR) & next & second & ahead(TAIL, 3));
  const goesOn =
    tail &
    (back(TWO, 1) |
      (back(THREE, 1) & next) |
      (back(THREE, 2) & last) |
      (back(FOUR, 1) & next & second) |
      (back(FOUR, 2) & last & next) |
      (back(FOUR, 3) & back(TAIL, 2) & last));
  return (begins & mask(KIN)) | (mask(HIGH) & ~begins & ~goesOn & ~nearWild());
}

/** Bytes that have a wild one among the 32 before them, or among them and the 31 behind. */
function nearWild(): u64 {
  const wild = mask(WILD);
  // 32 bits of a neighbour and this block, each wild one spread over those that it is near to
  const above = upwards(load<u64>(before + (WILD << 3)) >> 32) >> 32;
  const below = downwards(load<u64>(behind + (WILD << 3)) << 32) << 32;
  return upwards(wild) | downwards(wild) | above | below;
}

/** Each bit spread over the 32 above it. */
function upwards(bits: u64): u64 {
  let all = bits;
  for (let k: u64 = 1; k < 32; k <<= 1) all |= all << k;
  return all | (all << 1);
}

/** Each bit spread over the 31 below it. */
function downwards(bits: u64): u64 {
  let all = bits;
  for (let k: u64 = 1; k < 32; k <<= 1) all |= all >> k;
  return all;
}

// inline
function tell(plane: usize, place: usize, candidates: u64): u32 {
  store<u64>(place, candidates);
  return candidates == 0 ? 0 : 1 << (<u32>plane);
}

/**
 * Surveys text[0, length); the planes lie at `planes`, each of `stride` bytes, a bit for every byte of the text. Returns
 * for each plane whether it has a bit, as bits, and behind them the signs that have no plane.
 */
export function surveyText(text: usize, length: u32, planes: usize, stride: usize): u32 {
  const blocks = (length + 63) >> 6;
  before = rows;
  here = rows + ROW;
  behind = here + ROW;
  memory.fill(rows, 0, ROW * 3);
  if (blocks > 0) enter(text, 0, length, here);
  let found: u32 = 0;
  let signs: u64 = 0;
  let carry: u64 = 0;
  // what stands before a text ends a line and is no word
  let lineStart: u64 = 1;
  for (let block: u32 = 0; block < blocks; block++) {
    const at = text + ((<usize>block) << 6);
    if (block + 1 < blocks) enter(text, block + 1, length, behind);
    else memory.fill(behind, 0, ROW);
    let place = planes + ((<usize>block) << 3);

    // 0: digits in hexadecimal: a long run, two that stand alone or behind a prefix, a number behind 0x
    const hex = mask(HEX);
    const first = hex & ~back(HEX, 1);
    const escape = back(BACKSLASH, 2) & back(X, 1);
    const basic = back(AMPERSAND, 2) & back(H, 1);
    const alone = ~back(WORD, 1);
    const two = first & ahead(HEX, 1) & ~ahead(HEX, 2);
    const pair = two & ((alone & (~ahead(WORD, 2) | ahead(SUFFIX, 2))) | escape | basic);
    const marked = first & mask(ZERO) & ahead(X, 1) & ahead(HEX, 2) & (alone | escape | basic);
    found |= tell(0, place, (first & runs(HEX, 16, 0)) | pair | marked);
    place += stride;

    // 1: a number in decimal that begins
    const digit = mask(DIGIT);
    found |= tell(1, place, digit & alone & ~back(DOT, 1));
    place += stride;

    // 2: a run of 12 of base64
    found |= tell(2, place, mask(BASE64) & ~back(BASE64, 1) & runs(BASE64, 8, 4));
    place += stride;

    // 3: a word of 16 letters and digits, or a short one in capitals
    const wordStart = mask(ALNUM) & ~back(ALNUM, 1);
    const capitals = runs(CAPITAL, 4, 0) & ~runs(ALNUM, 8, 1);
    found |= tell(3, place, wordStart & (runs(ALNUM, 16, 0) | capitals));
    place += stride;

    // 4: two groups of base85 that are text
    const ink = runs(INK, 16, 0);
    let texts: u64 = 0;
    if (ink != 0) {
      for (let i: usize = 0; i < 3; i++) {
        const three = ink & mask(GROUP + i) & ahead(GROUP + i, 5) & ahead(GROUP + i, 10);
        texts |= asText(at, three & ~texts, digits + (i << 8));
      }
    }
    found |= tell(4, place, texts);
    place += stride;

    // 5: quotes
    const quote = mask(SINGLE) | mask(DOUBLE) | mask(TICK);
    found |= tell(5, place, quote);
    place += stride;

    // 6: quotes and the like that are doubled or taken apart
    found |= tell(
      6,
      place,
      (mask(SINGLE) & (ahead(SINGLE, 1) | ahead(DOUBLE, 1) | ahead(BACKSLASH, 1))) |
        (mask(DOUBLE) & (ahead(DOUBLE, 1) | ahead(SINGLE, 1))) |
        mask(TICK) |
        mask(CARET) |
        (mask(PERCENT) & ahead(PERCENT, 1)) |
        (mask(DOLLAR) & ahead(DOLLAR, 1)) |
        (mask(CLOSING) & ahead(CLOSING, 1)),
    );
    place += stride;

    // 7: control characters of terminals, and brackets that may follow one
    found |= tell(
      7,
      place,
      mask(CONTROL) | (mask(BRACKET) & (ahead(LOW, 1) | ahead(FINAL, 1) | back(CARET, 1))),
    );
    place += stride;

    // 8: what may stand for other characters: kin of ASCII, and what is no UTF-8
    found |= tell(8, place, mask(HIGH) == 0 ? 0 : kinOrBroken());
    place += stride;

    // 9: = before two digits in hexadecimal, or a line's end
    const end = ahead(FEED, 1) | ahead(RETURN, 1);
    found |= tell(9, place, mask(EQUALS) & (end | (ahead(HEX, 1) & ahead(HEX, 2))));
    place += stride;

    // 10: what may divide a word
    const opens = ahead(BRACE, 1);
    found |= tell(
      10,
      place,
      mask(LEAD) |
        mask(AMPERSAND) |
        (mask(LESS) & ahead(W, 1)) |
        (mask(HASH) & opens) |
        (mask(DOLLAR) & (opens | ahead(SINGLE, 1) | ahead(DOUBLE, 1) | ahead(PARENTHESIS, 1))) |
        (mask(GREATER) & back(BLANK, 1) & back(MARK, 2)),
    );
    place += stride;

    // 11: the first character of a line, where four digits stand, or 0x, or a box
    const blank = mask(BLANK);
    const feed = mask(FEED);
    const starts = (feed << 1) | lineStart;
    const sum = blank + (starts & blank);
    const total = sum + carry;
    carry = (<u64>(sum < blank)) | (<u64>(total < sum));
    const firsts = (total | starts) & ~blank;
    lineStart = feed >> 63;
    const offset = runs(HEX, 4, 0) | (mask(ZERO) & ahead(X, 1)) | mask(BOX);
    found |= tell(11, place, firsts & offset);
    place += stride;

    // 12: line feeds
    found |= tell(12, place, feed);

    // without places
    if (mask(AMPERSAND) != 0) signs |= 1 << 13;
    if (mask(BACKSLASH) != 0) signs |= 1 << 14;
    if (mask(PERCENT) != 0) signs |= 1 << 15;
    if (mask(LESS) != 0) signs |= 1 << 16;

    const row = before;
    before = here;
    here = behind;
    behind = row;
  }
  return found | (<u32>signs);
}

/** Reads one block of the text into a row; of the last one only what belongs to the text. */
// inline
function enter(text: usize, block: u32, length: u32, row: usize): void {
  const rest = length - (block << 6);
  const at = text + ((<usize>block) << 6);
  if (rest >= 64) return classify(at, row);
  const scratch = rows + 3 * ROW;
  memory.fill(scratch, 0, 64);
  memory.copy(scratch, at, <usize>rest);
  classify(scratch, row);
}

/** Of the candidates those where two groups in a row are ASCII text. */
function asText(at: usize, candidates: u64, alphabet: usize): u64 {
  let kept: u64 = 0;
  while (candidates != 0) {
    const bit = ctz(candidates);
    candidates &= candidates - 1;
    const place = at + <usize>bit;
    if (isText(place, alphabet) && isText(place + 5, alphabet)) kept |= (<u64>1) << bit;
  }
  return kept;
}

function isText(at: usize, alphabet: usize): bool {
  const a = <u64>load<u8>(alphabet + <usize>load<u8>(at));
  const b = <u64>load<u8>(alphabet + <usize>load<u8>(at, 1));
  const c = <u64>load<u8>(alphabet + <usize>load<u8>(at, 2));
  const d = <u64>load<u8>(alphabet + <usize>load<u8>(at, 3));
  const e = <u64>load<u8>(alphabet + <usize>load<u8>(at, 4));
  if (((a | b | c | d | e) & 0x80) != 0) return false;
  const value = (((a * 85 + b) * 85 + c) * 85 + d) * 85 + e;
  if (value > 0xffffffff) return false;
  return isPlain(value >> 24) && isPlain(value >> 16) && isPlain(value >> 8) && isPlain(value);
}

// inline
function isPlain(value: u64): bool {
  const byte = (<u32>value) & 0xff;
  return byte - 0x20 < 0x5f || byte - 9 < 2 || byte == 13;
}
