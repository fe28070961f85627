/**
 * The survey of a text (src/decode/survey.ts says what each plane means, and is the twin): which of its bytes may begin
 * something that a decoder reads. 64 bytes at a time become masks of 64 bits, one for each class of bytes; what stands beside what is shifts and ANDs of these masks, with those of the block before and of the block
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
/** `B` and `~`. */
const OPENED: usize = 48;
/** Where the block of a row lies, until its GROUP is made. */
const SOURCE: usize = 49;
const CLASSES: usize = 50;

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
/**
 * For two characters of ASCII in a row, a bit for each alphabet in which a group of text can begin with them: of any two
 * digits that is less than half. Made when base85 is asked for first.
 */
let pairs: usize = 0;
let isPaired: bool = false;

export function surveyConfigure(rowsAt: usize, digitsAt: usize, pairsAt: usize): void {
  rows = rowsAt;
  digits = digitsAt;
  groups = digitsAt + 768;
  pairs = pairsAt;
  isPaired = false;
}

function makePairs(): void {
  isPaired = true;
  memory.fill(pairs, 0, 1 << 14);
  for (let i: usize = 0; i < 3; i++) {
    const alphabet = digits + (i << 8);
    for (let a: usize = 0x21; a < 0x7f; a++) {
      const first = <u64>load<u8>(alphabet + a);
      if (first > 84) continue;
      for (let b: usize = 0x21; b < 0x7f; b++) {
        const second = <u64>load<u8>(alphabet + b);
        if (second > 84) continue;
        const low = (first * 85 + second) * 614125;
        const high = (low + 614124) >> 16;
        for (let upper = low >> 16; upper <= high && upper < 0x10000; upper++) {
          if (!isPlain(upper >> 8) || !isPlain(upper)) continue;
          const place = pairs + ((a << 7) | b);
          store<u8>(place, load<u8>(place) | (1 << (<u8>i)));
          break;
        }
      }
    }
  }
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

/**
 * Reads the block at `at` into a row. The block is turned on its side first: eight masks, one for each bit of a byte, so
 * that a class is a few ANDs and ORs of them for all 64 bytes. NUL is of no class.
 */
function classify(at: usize, row: usize): void {
  let a = v128.load(at);
  let b = v128.load(at, 16);
  let c = v128.load(at, 32);
  let d = v128.load(at, 48);
  const high = bits(a, b, c, d);
  a = i8x16.add(a, a);
  b = i8x16.add(b, b);
  c = i8x16.add(c, c);
  d = i8x16.add(d, d);
  const b6 = bits(a, b, c, d);
  a = i8x16.add(a, a);
  b = i8x16.add(b, b);
  c = i8x16.add(c, c);
  d = i8x16.add(d, d);
  const b5 = bits(a, b, c, d);
  a = i8x16.add(a, a);
  b = i8x16.add(b, b);
  c = i8x16.add(c, c);
  d = i8x16.add(d, d);
  const b4 = bits(a, b, c, d);
  a = i8x16.add(a, a);
  b = i8x16.add(b, b);
  c = i8x16.add(c, c);
  d = i8x16.add(d, d);
  const b3 = bits(a, b, c, d);
  a = i8x16.add(a, a);
  b = i8x16.add(b, b);
  c = i8x16.add(c, c);
  d = i8x16.add(d, d);
  const b2 = bits(a, b, c, d);
  a = i8x16.add(a, a);
  b = i8x16.add(b, b);
  c = i8x16.add(c, c);
  d = i8x16.add(d, d);
  const b1 = bits(a, b, c, d);
  a = i8x16.add(a, a);
  b = i8x16.add(b, b);
  c = i8x16.add(c, c);
  d = i8x16.add(d, d);
  const b0 = bits(a, b, c, d);

  // the upper half of a byte
  const ascii = ~high;
  const upper = ascii & b6;
  const lower = ascii & ~b6;
  const low = lower & b5;
  const h0 = lower & ~b5 & ~b4;
  const h1 = lower & ~b5 & b4;
  const h2 = low & ~b4;
  const h3 = low & b4;
  const h4 = upper & ~b5 & ~b4;
  const h5 = upper & ~b5 & b4;
  const h6 = upper & b5 & ~b4;
  const h7 = upper & b5 & b4;
  // of letters without their case
  const early = upper & ~b4;
  const late = upper & b4;
  // the lower half
  const q0 = ~(b3 | b2);
  const q1 = ~b3 & b2;
  const q2 = b3 & ~b2;
  const q3 = b3 & b2;
  const r0 = ~(b1 | b0);
  const r1 = ~b1 & b0;
  const r2 = b1 & ~b0;
  const r3 = b1 & b0;
  const some = b1 | b0;

  const digit = h3 & ~(b3 & (b2 | b1));
  const letter = (early & ~(q0 & r0)) | (late & ~(q3 | (q2 & r3)));
  const line = h5 & q3 & r3;
  const minus = h2 & q3 & r1;
  put(row, DIGIT, digit);
  put(row, HEX, digit | (early & ~b3 & (b2 | some) & ~(b2 & r3)));
  put(row, ALNUM, digit | letter);
  put(row, WORD, digit | letter | high | line);
  put(row, BASE64, digit | letter | line | minus | (h2 & r3 & b3));
  put(row, CAPITAL, (letter & ~b5) | (h3 & ~b3 & (b2 | b1)));
  put(row, HIGH, high);
  put(row, DOT, h2 & q3 & r2);
  put(row, ZERO, h3 & q0 & r0);
  put(row, X, late & q2 & r0);
  const aitch = early & q2 & r0;
  put(row, H, aitch);
  put(row, SUFFIX, aitch | (late & q1 & r1) | (early & q3 & r0));
  put(row, SINGLE, h2 & q1 & r3);
  put(row, DOUBLE, h2 & q0 & r2);
  put(row, TICK, h6 & q0 & r0);
  put(row, BACKSLASH, h5 & q3 & r0);
  put(row, AMPERSAND, h2 & q1 & r2);
  put(row, EQUALS, h3 & q3 & r1);
  put(row, BRACKET, h5 & q2 & r3);
  put(row, CLOSING, h5 & q3 & r1);
  put(row, CARET, h5 & q3 & r2);
  put(row, PERCENT, h2 & q1 & r1);
  put(row, DOLLAR, h2 & q1 & r0);
  const escape = h1 & q2 & r3;
  put(row, CONTROL, (h0 & q2 & r0) | escape | (high & ~b6 & ~b5 & b4 & q2 & r3));
  put(row, WILD, h1 | (h0 & ((q0 & some) | q1 | (q2 & r0) | (q3 & b1))) | (h7 & q3 & r3));
  put(row, FEED, h0 & q2 & r2);
  put(row, RETURN, h0 & q3 & r1);
  put(row, BLANK, (h2 & q0 & r0) | (h0 & q2 & r1));
  put(row, LOW, low);
  put(row, FINAL, (h6 & q3 & r1) | (h4 & q2 & r3));
  put(row, HASH, h2 & q0 & r3);
  put(row, LESS, h3 & q3 & r0);
  put(row, OPENED, (h4 & q0 & r2) | (h7 & q3 & r2));
  put(row, GREATER, h3 & q3 & r2);
  put(row, W, h7 & q1 & r3);
  put(row, BRACE, h7 & q2 & r3);
  put(row, PARENTHESIS, h2 & q2 & r0);
  put(row, MARK, (h3 & q2 & r2) | minus);
  put(row, INK, ascii & (b6 | b5) & ~(h2 & q0 & r0) & ~(h7 & q3 & r3));
  if (high != 0) {
    const tail = high & ~b6;
    const three = high & b6 & b5 & ~b4;
    const two = high & b6 & ~b5 & (b4 | b3 | b2 | b1);
    const box = three & q0 & r2;
    const lead = (two & ~b4 & q0 & r2) | box | (three & q3 & r3);
    put(row, LEAD, lead);
    put(row, BOX, box);
    put(row, TAIL, tail);
    put(row, TWO, two);
    put(row, THREE, three);
    put(row, FOUR, high & b6 & b5 & b4 & ~b3 & (~b2 | r0));
    put(row, KIN, lead | (two & ~b4 & ((q0 & r3) | (q3 & ~b1))) | (three & q0 & r3));
  } else {
    put(row, LEAD, 0);
    put(row, BOX, 0);
    put(row, TAIL, 0);
    put(row, TWO, 0);
    put(row, THREE, 0);
    put(row, FOUR, 0);
    put(row, KIN, 0);
  }
  // base85 is asked for seldom
  store<usize>(row + (SOURCE << 3), at);
}

/** The masks of base85 in a row: made when they are asked for first. */
function group(row: usize): void {
  const at = load<usize>(row + (SOURCE << 3));
  if (at == 0) return;
  store<usize>(row + (SOURCE << 3), 0);
  const a = v128.load(at);
  const b = v128.load(at, 16);
  const c = v128.load(at, 32);
  const d = v128.load(at, 48);
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
      group(here);
      group(behind);
      for (let i: usize = 0; i < 3; i++) {
        const three = ink & mask(GROUP + i) & ahead(GROUP + i, 5) & ahead(GROUP + i, 10);
        texts |= asText(at, three & ~texts, i);
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
    if (mask(AMPERSAND) != 0) signs |= 1 << 14;
    if (mask(BACKSLASH) != 0) signs |= 1 << 15;
    if (mask(PERCENT) != 0) signs |= 1 << 16;
    if (mask(LESS) != 0) signs |= 1 << 17;
    if ((mask(LESS) & ahead(OPENED, 1)) != 0) signs |= 1 << 18;

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

/** Of the candidates those where two groups in a row are ASCII text in an alphabet. */
function asText(at: usize, candidates: u64, i: usize): u64 {
  if (!isPaired) makePairs();
  const alphabet = digits + (i << 8);
  const one: u32 = 1 << (<u32>i);
  let kept: u64 = 0;
  while (candidates != 0) {
    const bit = ctz(candidates);
    candidates &= candidates - 1;
    const place = at + <usize>bit;
    if ((pair(place) & pair(place + 5) & one) == 0) continue;
    if (isText(place, alphabet) && isText(place + 5, alphabet)) kept |= (<u64>1) << bit;
  }
  return kept;
}

/** Of ASCII: an ink run is all ASCII. */
// inline
function pair(at: usize): u32 {
  return <u32>load<u8>(pairs + (((<usize>load<u8>(at)) << 7) | (<usize>load<u8>(at, 1))));
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
