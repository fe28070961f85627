/** What the first bytes of something decoded say of it: whether it was worth decoding. */

/** More of it is not looked at. */
export const SAMPLE = 60;
/** So many bytes must be text without exception; behind them, one in eight may be something else. */
const STRICT = 12;

/** Bytes of ASCII text. */
export const TEXT = new Uint8Array(256);
TEXT.fill(1, 0x20, 0x7f);
for (const byte of [0x09, 0x0a, 0x0d]) TEXT[byte] = 1;

/** Bytes that UTF-8 has behind each first byte; 0 where none are. */
const BEHIND = new Uint8Array(256);
BEHIND.fill(1, 0xc2, 0xe0).fill(2, 0xe0, 0xf0).fill(3, 0xf0, 0xf5);

/**
 * Whether `sample[0, length)` is text: UTF-8, also with zeros behind a name, or UTF-16 of either order. A glance is taken
 * before more is looked at; so little, where it is all there is, must be mostly ASCII.
 */
export function isText(sample: Uint8Array, length: number, isGlance = false): boolean {
  return isUtf8(sample, length, isGlance) || isUtf16(sample, length, 0) || isUtf16(sample, length, 1);
}

function isUtf8(sample: Uint8Array, length: number, isGlance: boolean): boolean {
  let plain = 0;
  let wide = 0;
  let strange = 0;
  let foreign = 0;
  for (let i = 0; i < length; i++) {
    const byte = sample[i]!;
    if (TEXT[byte] === 1) {
      plain++;
      continue;
    }
    const count = BEHIND[byte]!;
    let seen = 0;
    while (seen < count && i + seen + 1 < length && (sample[i + seen + 1]! & 0xc0) === 0x80) seen++;
    if (count > 0 && (seen === count || i + seen + 1 === length)) {
      i += seen;
      wide++;
      if (!(byte === 0xc2 || byte === 0xc3 || byte === 0xe2)) foreign++;
    } else if (byte !== 0 || plain < 2) {
      if (i < STRICT) return false;
      strange++;
    }
  }
  if (strange * 8 > length || (plain < 2 && wide < 4)) return false;
  // so little must be of Western Europe: random bytes are text of some script soon, and hardly ever of this one
  return isGlance || length >= 24 || foreign === 0;
}

function isUtf16(sample: Uint8Array, length: number, high: 0 | 1): boolean {
  const units = Math.min(length >> 1, 12);
  let others = 0;
  if (units < 4) return false;
  for (let i = 0; i < units; i++) {
    const upper = sample[2 * i + (1 - high)]!;
    const lower = sample[2 * i + high]!;
    const isMark = i === 0 && upper === 0xfe && lower === 0xff;
    if (!isMark && (upper !== 0 || (TEXT[lower] === 0 && lower < 0xa0)) && ++others * 5 > units) return false;
  }
  return true;
}

const MAGICS = [
  [0x1f, 0x8b, 0x08],
  [0x50, 0x4b, 0x03, 0x04],
  [0x50, 0x4b, 0x05, 0x06],
  [0x89, 0x50, 0x4e, 0x47],
  [0x25, 0x50, 0x44, 0x46],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x50, 0x41, 0x43, 0x4b, 0x00, 0x00, 0x00],
  [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
  [0x04, 0x22, 0x4d, 0x18],
];
const STARTS = new Uint8Array(256);
for (const [first] of MAGICS) STARTS[first!] = 1;

/** The second byte of zlib, and what of the third cannot be: a block of a type that is none. */
const ZLIB = 0x78;
const LEVELS = new Set([0x01, 0x5e, 0x9c, 0xda]);

/** Whether it begins as something compressed, or a container, does. */
export function isMagic(sample: Uint8Array, length: number): boolean {
  const first = sample[0]!;
  if (first === ZLIB) return length > 2 && LEVELS.has(sample[1]!) && (sample[2]! & 6) !== 6;
  return (
    STARTS[first] === 1 &&
    MAGICS.some((magic) => magic.length <= length && magic.every((byte, i) => sample[i] === byte))
  );
}

/** Where a tar says that it is one, and what. */
export const TAR = { at: 257, magic: Buffer.from('ustar') };
