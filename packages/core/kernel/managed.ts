/**
 * The rolling views of managed values (src/managed/views.ts is the twin): at every byte, is what was read last the
 * window of a value?
 *
 * `managedWindows` reads a block once and keeps the last eight bytes as they stand (NULs left out, which reads UTF-16 as
 * well) and the last eight letters and digits, forwards and backwards (which reads wraps, quotes and concatenations, and
 * what somebody turned round); in runs of the base64
 * alphabet it also keeps the last 64 bits as base64 at its three alignments and as hex. A window is multiplied by a
 * secret odd number; the top bits of the product are looked up in a bitmap, and only where it says yes in the table.
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

let raw: u64 = 0;
let alnum: u64 = 0;
let backwards: u64 = 0;

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
): void {
  classes = classesAt;
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
  raw = 0;
  alnum = 0;
  backwards = 0;
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
    if (load<u32>(place) == value) put(view, at, entry - 1);
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

/** Reads text[from, to); `lookBack` bytes before it may be read again for runs that reach over. Returns the number of hits. */
export function managedWindows(text: usize, from: u32, to: u32, lookBack: u32): u32 {
  count = 0;
  let r = raw;
  let a = alnum;
  let b = backwards;
  for (let at = from; at < to; at++) {
    const byte = <u64>load<u8>(text + at);
    const kind = load<u32>(classes + <usize>(byte << 2));
    if (kind & 0x2000) continue;
    r = (r << 8) | byte;
    const product = r * key;
    if (has(product)) lookUp(product, 0, at);
    if (kind & 0x80) {
      b = (b >> 8) | (byte << 56);
      const turned = b * key;
      if (has(turned)) lookUp(turned, 6, at);
      a = (a << 8) | byte;
      if (a != r) {
        const other = a * key;
        if (has(other)) lookUp(other, 1, at);
      }
    }
  }
  raw = r;
  alnum = a;
  backwards = b;
  runs(text, from - min(from, lookBack), from, to);
  return count;
}

/** Shorter runs hold no window: eleven base64 digits are 66 bits. */
const SHORTEST: u32 = 11;

/** Which of 16 bytes are of the base64 alphabet, or a line end inside of it. */
function isRun(at: usize): u32 {
  const bytes = v128.load(at);
  const letters = i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61));
  let yes = i8x16.le_u(letters, i8x16.splat(25));
  yes = v128.or(yes, i8x16.le_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(9)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x2b)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x2f)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x2d)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x5f)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x0a)));
  yes = v128.or(yes, i8x16.eq(bytes, i8x16.splat(0x0d)));
  return <u32>i8x16.bitmask(yes);
}

function isRunByte(at: usize): bool {
  const byte = load<u8>(at);
  return (load<u32>(classes + ((<usize>byte) << 2)) & 0x40) != 0 || byte == 0x0a || byte == 0x0d;
}

/** Hits before `own` were told by the block before. */
function runs(text: usize, from: u32, own: u32, to: u32): void {
  let start: u32 = from;
  let at: u32 = from;
  for (; at + 16 <= to; at += 16) {
    const mask = isRun(text + at);
    if (mask == 0xffff) continue;
    if (mask == 0) {
      if (at - start >= SHORTEST) run(text, start, at, own);
      start = at + 16;
      continue;
    }
    // the run that is open ends here; those inside of 16 bytes are at most 14 long
    let rest = mask;
    let place = at;
    for (;;) {
      const length = <u32>ctz(~rest);
      if (place + length >= at + 16) break;
      if (place + length - start >= SHORTEST) run(text, start, place + length, own);
      rest >>= length + 1;
      place += length + 1;
      start = place;
      if (place >= at + 16) break;
    }
  }
  for (; at < to; at++) {
    if (isRunByte(text + at)) continue;
    if (at - start >= SHORTEST) run(text, start, at, own);
    start = at + 1;
  }
  if (to > start && to - start >= SHORTEST) run(text, start, to, own);
}

function run(text: usize, from: u32, to: u32, own: u32): void {
  let bits: u64 = 0;
  let digits: u32 = 0;
  let nibbles: u64 = 0;
  let nibbleCount: u32 = 0;
  for (let at = from; at < to; at++) {
    const kind = load<u32>(classes + ((<usize>load<u8>(text + at)) << 2));
    if (!(kind & 0x40)) continue;
    const digit = <u64>(kind & 63);
    digits++;
    if (digits >= SHORTEST && at >= own) {
      const two = ((bits << 2) | (digit >> 4)) * key;
      const four = ((bits << 4) | (digit >> 2)) * key;
      bits = (bits << 6) | digit;
      const six = bits * key;
      if (has(two)) lookUp(two, 3, at);
      if (has(four)) lookUp(four, 4, at);
      if (has(six)) lookUp(six, 5, at);
    } else bits = (bits << 6) | digit;
    if (kind & 0x1000) {
      nibbles = (nibbles << 4) | (<u64>((kind >> 8) & 15));
      nibbleCount++;
      if (nibbleCount >= 16 && at >= own) {
        const product = nibbles * key;
        if (has(product)) lookUp(product, 2, at);
      }
    } else nibbleCount = 0;
  }
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
let before: u32 = 0;
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
  before = 0;
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
  const isEdge = (before & isWord) == 0;
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
  before = isWord;
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
