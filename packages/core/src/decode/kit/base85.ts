/** The alphabets of base85, and what text in it looks like. */

export const GROUP = 5;
export const NONE = 0xff;
const POWERS = [85 ** 4, 85 ** 3, 85 ** 2, 85, 1] as const;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const table = (alphabet: string): Uint8Array => {
  const digits = new Uint8Array(256).fill(NONE);
  [...Buffer.from(alphabet)].forEach((byte, i) => (digits[byte] = i));
  return digits;
};
const RFC1924 = table(`0123456789${LETTERS.toUpperCase()}${LETTERS}!#$%&()*+-;<=>?@^_\`{|}~`);
const Z85 = table(`0123456789${LETTERS}${LETTERS.toUpperCase()}.-:+=^!/*?&<>()[]{}@%$#`);
export const ASCII85 = table(String.fromCharCode(...Array.from({ length: 85 }, (_, i) => 33 + i)));
export const ALPHABETS = [RFC1924, Z85, ASCII85] as const;

/** 1: text; 2: first byte of a character of UTF-8; 3: one of its others; 0: no text. */
export const KIND = new Uint8Array(256);
for (let byte = 0x20; byte < 0x7f; byte++) KIND[byte] = 1;
KIND[0x09] = KIND[0x0a] = KIND[0x0d] = 1;
KIND.fill(3, 0x80, 0xc0);
KIND.fill(2, 0xc2, 0xf5);

/** A bit for each alphabet in which a group of ASCII text can start with the character. */
export const STARTS = new Uint8Array(256);
ALPHABETS.forEach((digits, i) =>
  digits.forEach((digit, byte) => {
    if (digit !== NONE && isStart(digit)) STARTS[byte]! |= 1 << i;
  }),
);

function isStart(digit: number): boolean {
  const first = Math.floor((digit * POWERS[0]) / 2 ** 24);
  for (let byte = first; byte <= first + 4 && byte < 0x80; byte++) if (KIND[byte] === 1) return true;
  return false;
}

/** The group at `at` as a number of 32 bits, or -1. */
export function groupAt(bytes: Uint8Array, at: number, digits: Uint8Array): number {
  const a = digits[bytes[at]!]!;
  const b = digits[bytes[at + 1]!]!;
  const c = digits[bytes[at + 2]!]!;
  const d = digits[bytes[at + 3]!]!;
  const e = digits[bytes[at + 4]!]!;
  // no digit is above 84
  if (((a | b | c | d | e) & 0x80) !== 0) return -1;
  const value = a * POWERS[0] + (b * POWERS[1] + c * POWERS[2] + d * 85 + e);
  return value < 2 ** 32 ? value : -1;
}

export const isAscii = (value: number): boolean =>
  value >= 0 &&
  KIND[(value >>> 24) & 0xff] === 1 &&
  KIND[(value >>> 16) & 0xff] === 1 &&
  KIND[(value >>> 8) & 0xff] === 1 &&
  KIND[value & 0xff] === 1;
