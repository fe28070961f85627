/**
 * The views of managed values (src/managed/views.ts is the twin): at every byte, is what was read last the window of a
 * value?
 *
 * A window is eight bytes: as they stand (NULs left out, which reads UTF-16 as well), of the letters and digits alone,
 * forwards and backwards (which reads wraps, quotes and concatenations, and what somebody turned round), of base64 at its
 * three alignments, and of hex. Windows are chosen so that they end with a byte that is rare in text; 16 bytes at a time
 * tell whether one of them is such a byte, and only there `managedWindows` reads windows at all. A window is multiplied by
 * a secret odd number; the top bits of the product are looked up in a bitmap, and only where it says yes in the table.
 * Hits are triples (view, place of the last byte, entry). A block of `BLOCK` bytes cannot give more hits than fit.
 *
 * `managedTokens` is for values that are too short for a window: prefix hashes make the hash of any stretch a matter of
 * one multiplication, and stretches between two edges of words whose length some value has are looked up whole.
 */

/** For each byte: its base64 digit (bits 0–5), is it one (6), letter or digit (7), hex digit (8–11), is it one (12), NUL (13). */
let classes: usize = 0;
let key: u64 = 0;
let bitmap: usize = 0;
let bitmapShift: u64 = 0;
let table: usize = 0;
let tableMask: u32 = 0;
let valueShift: u64 = 0;
let hits: usize = 0;
let count: u32 = 0;

/**
 * Bytes that a window may end with: 256 flags; then for each two digits of base64, at which alignments (bits 0–2) the
 * byte that ends with the second is one; then by the lower half of a byte, for ASCII and for others, a bit for each upper half.
 */
let lasts: usize = 0;
/** Bytes that are read at a time. */
const BLOCK: u32 = 1 << 13;
/** Views whose windows are given by the number of their last letter. */
const ALNUM: u32 = 1;
const BACKWARDS: u32 = 6;
const PAIRS: usize = 256;
const TABLE: usize = 256 + 4096;
/** How many bytes of a window may stand behind the last of those. */
let reach: u32 = 0;

export function managedConfigure(
  classesAt: usize,
  keyLow: u32,
  keyHigh: u32,
  bitmapAt: usize,
  bitmapBits: u32,
  tableAt: usize,
  tableBits: u32,
  valueBits: u32,
  hitsAt: usize,
  lastsAt: usize,
  reachOfLasts: u32,
  lettersAt: usize,
): void {
  classes = classesAt;
  reach = reachOfLasts;
  configureLetters(lettersAt);
  configureRuns(lettersAt + LETTER_BYTES);
  lasts = lastsAt;
  key = ((<u64>keyHigh) << 32) | (<u64>keyLow);
  bitmap = bitmapAt;
  bitmapShift = 64 - bitmapBits;
  table = tableAt;
  tableMask = (1 << tableBits) - 1;
  valueShift = 64 - valueBits;
  hits = hitsAt;
}

/** A new text begins. */
export function managedReset(): void {
  kept = 0;
  next = 0;
  tokenReset();
}

function has(product: u64): u32 {
  const bit = product >> bitmapShift;
  return ((<u32>load<u8>(bitmap + <usize>(bit >> 3))) >> ((<u32>bit) & 7)) & 1;
}

function lookUp(product: u64, view: u32, at: u32): void {
  const value = <u32>(product >> valueShift);
  let slot = ((value * 0x9e3779b1) >> 7) & tableMask;
  for (;;) {
    const place = table + ((<usize>slot) << 3);
    const entry = load<u32>(place, 4);
    if (entry == 0) return;
    if (load<u32>(place) == value)
      put(view, view == ALNUM || view == BACKWARDS ? placeOf(at) : at, entry - 1);
    slot = (slot + 1) & tableMask;
  }
}

function put(view: u32, at: u32, entry: u32): void {
  const place = hits + <usize>count * 12;
  store<u32>(place, view);
  store<u32>(place, at, 4);
  store<u32>(place, entry, 8);
  count++;
}

/**
 * Reads text[from, to) of a text of `length` bytes; `lookBack` bytes before it may be read again for runs that reach over.
 * Returns the number of hits.
 */
export function managedWindows(text: usize, from: u32, to: u32, length: u32, lookBack: u32): u32 {
  count = 0;
  const table = v128.load(lasts + TABLE);
  const other = v128.load(lasts + TABLE, 16);
  const one = v128(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
  const none = i8x16.splat(0);
  let at = from;
  for (; at + 16 <= to; at += 16) {
    const bytes = v128.load(text + at);
    const low = i8x16.swizzle(table, v128.and(bytes, i8x16.splat(15)));
    const half = v128.and(i16x8.shr_u(bytes, 4), i8x16.splat(15));
    let member = v128.and(low, i8x16.swizzle(one, half));
    if (v128.any_true(i8x16.lt_s(bytes, none))) {
      // those that are not ASCII have a table of their own
      const upper = i8x16.swizzle(one, i8x16.sub(half, i8x16.splat(8)));
      member = v128.or(member, v128.and(i8x16.swizzle(other, v128.and(bytes, i8x16.splat(15))), upper));
    }
    let mask = <u32>i8x16.bitmask(i8x16.ne(member, none));
    while (mask != 0) {
      point(text, at + <u32>ctz(mask), length);
      mask &= mask - 1;
    }
  }
  for (; at < to; at++) if (load<u8>(lasts + <usize>load<u8>(text + at))) point(text, at, length);
  lettersOf(text, from, to, to == length);
  runs(text, from - min(from, lookBack), from, to);
  return count;
}

const ONES: u64 = ((<u64>0x01010101) << 32) | 0x01010101;

// inline
function hasZero(word: u64): bool {
  return ((word - ONES) & ~word & (ONES << 7)) != 0;
}

// inline
function ask(window: u64, view: u32, at: u32): void {
  const product = window * key;
  if (has(product)) lookUp(product, view, at);
}

// inline
function isLast(byte: u64): bool {
  return load<u8>(lasts + <usize>byte) != 0;
}

/** Whether one of the last bytes of the window is one of those that windows end with. */
// inline
function ends(window: u64): bool {
  for (let i: u32 = 0; i <= reach; i++) {
    if (isLast(window & 255)) return true;
    window >>= 8;
  }
  return false;
}

/** A byte of those that windows end with: asks for the windows of which it is the last such byte. */
function point(text: usize, at: u32, length: u32): void {
  if (at < 7 || hasZero(load<u64>(text + at - 7)) || hasZero(load<u64>(text + at))) {
    asItStands(text, at, length);
    return;
  }
  ask(bswap<u64>(load<u64>(text + at - 7)), 0, at);
  const last = min(length - 1, at + reach);
  for (let i = at + 1; i <= last && !isLast(<u64>load<u8>(text + i)); i++)
    ask(bswap<u64>(load<u64>(text + i - 7)), 0, i);
}

/** The last eight bytes up to `at` that are no NUL; 0 where there are fewer. */
function standing(text: usize, at: u32): u64 {
  if (at >= 7) {
    const word = load<u64>(text + at - 7);
    if (!hasZero(word)) return bswap<u64>(word);
  }
  let window: u64 = 0;
  let shift: u64 = 0;
  for (let i = <i32>at; i >= 0; i--) {
    const byte = <u64>load<u8>(text + i);
    if (byte == 0) continue;
    window |= byte << shift;
    shift += 8;
    if (shift == 64) return window;
  }
  return 0;
}

/** The windows as they stand, NULs left out. */
function asItStands(text: usize, at: u32, length: u32): void {
  let more = reach;
  for (let i = at; i < length; i++) {
    const byte = <u64>load<u8>(text + i);
    if (i > at) {
      if (byte == 0) continue;
      if (more == 0 || isLast(byte)) return;
      more--;
    }
    const window = standing(text, i);
    if (window != 0) ask(window, 0, i);
    if (more == 0) return;
  }
}

// inline
function areLetters(bytes: v128): v128 {
  const letters = i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61));
  const digits = i8x16.sub(bytes, i8x16.splat(0x30));
  return v128.or(i8x16.le_u(letters, i8x16.splat(25)), i8x16.le_u(digits, i8x16.splat(9)));
}

/** So many letters of the blocks before are kept: windows begin among them. */
const KEPT: u32 = 16;
/** Bytes of all that follows. */
const LETTER_BYTES: usize = 2048 + 128 + BLOCK / 4 + 4 + BLOCK + 64;
/** The letters and digits of a block behind those that are kept; where 16 bytes of the block begin among them. */
let letters: usize = 0;
let chunks: usize = 0;
/** By the mask of eight bytes, which of them are letters; then where the kept letters stand in the text, twice. */
let shuffles: usize = 0;
let places: usize = 0;
let kept: u32 = 0;
/** The first letter that was not asked for. */
let next: u32 = 0;
/** The block that is read. */
let blockText: usize = 0;
let blockFrom: u32 = 0;
let chunkCount: u32 = 0;

function configureLetters(at: usize): void {
  shuffles = at;
  places = at + 2048;
  chunks = places + 2 * KEPT * 4;
  letters = chunks + 4 * (BLOCK / 16 + 1);
  for (let mask: u32 = 0; mask < 256; mask++) {
    const row = shuffles + ((<usize>mask) << 3);
    let count: usize = 0;
    for (let bit: u32 = 0; bit < 8; bit++) if ((mask >> bit) & 1) store<u8>(row + count++, <u8>bit);
  }
}

/** Windows of letters and digits alone, forwards and backwards; `isEnd`: the text ends at `to`. */
function lettersOf(text: usize, from: u32, to: u32, isEnd: bool): void {
  blockText = text;
  blockFrom = from;
  chunkCount = (to - from + 15) >> 4;
  let count = kept;
  const eight = i8x16.splat(8);
  for (let at = from; at < to; at += 16) {
    store<u32>(chunks + <usize>((at - from) >> 2), count);
    const bytes = v128.load(text + at);
    let mask = <u32>i8x16.bitmask(areLetters(bytes));
    if (to - at < 16) mask &= (1 << (to - at)) - 1;
    const low = mask & 255;
    const high = mask >> 8;
    v128.store(letters + count, i8x16.swizzle(bytes, v128.load64_zero(shuffles + ((<usize>low) << 3))));
    count += popcnt(low);
    v128.store(
      letters + count,
      i8x16.swizzle(bytes, i8x16.add(v128.load64_zero(shuffles + ((<usize>high) << 3)), eight)),
    );
    count += popcnt(high);
  }
  // the window that is turned round ends seven letters behind
  const limit = isEnd ? count : max(next, count - min(count, 7));
  const table = v128.load(lasts + TABLE);
  const one = v128(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
  for (let at = next; at < limit; at += 16) {
    const bytes = v128.load(letters + at);
    const low = i8x16.swizzle(table, v128.and(bytes, i8x16.splat(15)));
    const high = i8x16.swizzle(one, v128.and(i16x8.shr_u(bytes, 4), i8x16.splat(15)));
    let mask = <u32>i8x16.bitmask(i8x16.ne(v128.and(low, high), i8x16.splat(0)));
    if (limit - at < 16) mask &= (1 << (limit - at)) - 1;
    while (mask != 0) {
      letter(at + <u32>ctz(mask), count);
      mask &= mask - 1;
    }
  }
  const keep = min(count, KEPT);
  for (let i: u32 = 0; i < keep; i++)
    store<u32>(places + ((<usize>(KEPT + i)) << 2), placeOf(count - keep + i));
  memory.copy(places, places + <usize>(KEPT * 4), <usize>(KEPT * 4));
  memory.copy(letters, letters + <usize>(count - keep), <usize>keep);
  next = limit - (count - keep);
  kept = keep;
}

/** Where a letter stands in the text. */
function placeOf(index: u32): u32 {
  if (index < kept) return load<u32>(places + ((<usize>index) << 2));
  let low: u32 = 0;
  let high: u32 = BLOCK / 16 - 1;
  // what was not read of the block has no chunk: it begins behind all others
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (middle < chunkCount && load<u32>(chunks + ((<usize>middle) << 2)) <= index) low = middle;
    else high = middle - 1;
  }
  let left = index - load<u32>(chunks + ((<usize>low) << 2));
  let at = blockFrom + (low << 4);
  for (;;) {
    const kind = load<u32>(classes + ((<usize>load<u8>(blockText + at)) << 2));
    if (kind & 0x80) {
      if (left == 0) break;
      left--;
    }
    at++;
  }
  return at;
}

/** The letter at `at` is one that windows end with: asks for those of which it is the last such one, in both directions. */
function letter(at: u32, count: u32): void {
  if (at >= 7) ask(bswap<u64>(load<u64>(letters + at - 7)), ALNUM, at);
  if (at + 7 < count) ask(load<u64>(letters + at), BACKWARDS, at + 7);
  for (let i = at + 1; i <= at + reach && i < count && !isLast(<u64>load<u8>(letters + i)); i++)
    if (i >= 7) ask(bswap<u64>(load<u64>(letters + i - 7)), ALNUM, i);
  for (let i = at; i > 0 && at - i < reach && !isLast(<u64>load<u8>(letters + i - 1)); i--)
    if (i + 6 < count) ask(load<u64>(letters + i - 1), BACKWARDS, i + 6);
}

/** Shorter runs hold no window: eleven base64 digits are 66 bits. */
const SHORTEST: u32 = 11;

/** Which of 16 bytes are of the base64 alphabet, or a line end inside of it. */
// inline
function isRun(at: usize): u64 {
  const bytes = v128.load(at);
  const letters = i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61));
  let yes = i8x16.le_u(letters, i8x16.splat(25));
  yes = v128.or(yes, i8x16.le_u(i8x16.sub(bytes, i8x16.splat(0x2f)), i8x16.splat(10)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x2b)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x2d)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x5f)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x0a)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x0d)));
  return <u64>(<u32>i8x16.bitmask(yes));
}

/** The same of 64 bytes; what is not before `to` is none. */
// inline
function runMask(text: usize, at: u32, to: u32): u64 {
  if (at >= to) return 0;
  const place = text + at;
  const mask =
    isRun(place) | (isRun(place + 16) << 16) | (isRun(place + 32) << 32) | (isRun(place + 48) << 48);
  const rest = to - at;
  return rest >= 64 ? mask : mask & (((<u64>1) << (<u64>rest)) - 1);
}

/** Hits before `own` were told by the block before. */
function runs(text: usize, from: u32, own: u32, to: u32): void {
  let mask = runMask(text, from, to);
  let before: u64 = 0;
  let done = from;
  for (let at = from; at < to; at += 64) {
    const behind = runMask(text, at + 64, to);
    let low = mask;
    let high = behind;
    for (let k: u64 = 1; k < 8; k <<= 1) {
      low &= (low >> k) | (high << (64 - k));
      high &= high >> k;
    }
    low &= (low >> 3) | (high << 61);
    let starts = low & ~((mask << 1) | (before >> 63));
    while (starts != 0) {
      const start = at + <u32>ctz(starts);
      starts &= starts - 1;
      if (start >= done) done = run(text, start, to, own);
    }
    before = mask;
    mask = behind;
  }
}

/** For each alignment in which of the last windows one must end with such a byte: as bits of what `run` remembers. */
let lastMasks: usize = 0;

/**
 * The byte before the last one ends eight bits earlier, at another alignment one or two digits before: three bits are
 * remembered of each digit, one for each alignment.
 */
function configureRuns(at: usize): void {
  lastMasks = at;
  for (let alignment: i32 = 0; alignment < 3; alignment++) {
    let bits: u64 = 0;
    for (let i: i32 = 0; i <= <i32>reach; i++) {
      const shift = alignment - 4 * i;
      const own = ((shift % 3) + 3) % 3;
      // three bits for each digit that lies between, and the alignment
      const place = own - shift + own;
      bits |= (<u64>1) << (<u64>place);
    }
    store<u64>(lastMasks + ((<usize>alignment) << 3), bits);
  }
}

/** Reads the run at `from` to its end, and returns that. */
function run(text: usize, from: u32, to: u32, own: u32): u32 {
  const mask2 = load<u64>(lastMasks);
  const mask4 = load<u64>(lastMasks, 8);
  const mask6 = load<u64>(lastMasks, 16);
  const any = mask2 | mask4 | mask6;
  let bits: u64 = 0;
  let digits: u32 = 0;
  let nibbles: u64 = 0;
  let nibbleCount: u32 = 0;
  let seen: u64 = 0;
  let at = from;
  for (; at < to; at++) {
    const byte = load<u8>(text + at);
    const kind = load<u32>(classes + ((<usize>byte) << 2));
    if (!(kind & 0x40)) {
      if (byte == 0x0a || byte == 0x0d) continue;
      break;
    }
    const digit = <u64>(kind & 63);
    const pair = ((<usize>(bits & 63)) << 6) | (<usize>digit);
    digits++;
    seen = (seen << 3) | (<u64>load<u8>(lasts + pair, PAIRS));
    if ((seen & any) != 0 && digits >= SHORTEST && at >= own) {
      if (seen & mask2) ask((bits << 2) | (digit >> 4), 3, at);
      if (seen & mask4) ask((bits << 4) | (digit >> 2), 4, at);
      if (seen & mask6) ask((bits << 6) | digit, 5, at);
    }
    bits = (bits << 6) | digit;
    if (kind & 0x1000) {
      nibbles = (nibbles << 4) | (<u64>((kind >> 8) & 15));
      nibbleCount++;
      if (nibbleCount >= 16 && at >= own && ends(nibbles)) ask(nibbles, 2, at);
    } else nibbleCount = 0;
  }
  return at;
}

let tokenTable: usize = 0;
let tokenMask: u32 = 0;
let lengths: u64 = 0;
let multiplier1: u32 = 0;
let multiplier2: u32 = 0;
let tokenKey: u32 = 0;
/** Powers of the two multipliers, 65 each; then the last 64 prefix hashes, two each. */
let powers: usize = 0;
let ring: usize = 0;
let hash1: u32 = 0;
let hash2: u32 = 0;
let edges: u64 = 0;
let wordBefore: u32 = 0;
let read: u32 = 0;

export function managedConfigureTokens(
  tableAt: usize,
  tableBits: u32,
  lengthsLow: u32,
  lengthsHigh: u32,
  first: u32,
  second: u32,
  third: u32,
  powersAt: usize,
  ringAt: usize,
): void {
  tokenTable = tableAt;
  tokenMask = (1 << tableBits) - 1;
  lengths = ((<u64>lengthsHigh) << 32) | (<u64>lengthsLow);
  multiplier1 = first;
  multiplier2 = second;
  tokenKey = third;
  powers = powersAt;
  ring = ringAt;
  let a: u32 = 1;
  let b: u32 = 1;
  for (let i: u32 = 0; i <= 64; i++) {
    store<u32>(powers + ((<usize>i) << 3), a);
    store<u32>(powers + ((<usize>i) << 3), b, 4);
    a *= first;
    b *= second;
  }
}

function tokenReset(): void {
  hash1 = 0;
  hash2 = 0;
  edges = 0;
  wordBefore = 0;
  read = 0;
}

/** Reads text[from, to); `last`: the text ends at `to`. Hits are (length, end, entry). */
export function managedTokens(text: usize, from: u32, to: u32, last: u32): u32 {
  count = 0;
  for (let at = from; at < to; at++) {
    const byte = <u32>load<u8>(text + at);
    const isWord = (load<u32>(classes + ((<usize>byte) << 2)) >> 7) & 1;
    step(at, isWord);
    hash1 = hash1 * multiplier1 + byte + 1;
    hash2 = hash2 * multiplier2 + byte + 1;
  }
  if (last) step(to, 0);
  return count;
}

/** Between two bytes: the word characters before and after it decide whether it is an edge. */
function step(at: u32, isWord: u32): void {
  const slot = ring + ((<usize>(read & 127)) << 3);
  store<u32>(slot, hash1);
  store<u32>(slot, hash2, 4);
  const isEdge = (wordBefore & isWord) == 0;
  edges <<= 1;
  if (isEdge) {
    let candidates = edges & lengths;
    while (candidates != 0) {
      const length = <u32>ctz(candidates);
      candidates &= candidates - 1;
      const start = ring + ((<usize>((read - length) & 127)) << 3);
      const power = powers + ((<usize>length) << 3);
      const first = hash1 - load<u32>(start) * load<u32>(power);
      const second = hash2 - load<u32>(start, 4) * load<u32>(power, 4);
      lookUpToken((first * tokenKey) ^ second, length, at);
    }
    edges |= 1;
  }
  wordBefore = isWord;
  read++;
}

function lookUpToken(value: u32, length: u32, at: u32): void {
  let slot = ((value * 0x9e3779b1) >> 7) & tokenMask;
  for (;;) {
    const place = tokenTable + ((<usize>slot) << 3);
    const entry = load<u32>(place, 4);
    if (entry == 0) return;
    if (load<u32>(place) == value) put(length, at, entry - 1);
    slot = (slot + 1) & tokenMask;
  }
}
