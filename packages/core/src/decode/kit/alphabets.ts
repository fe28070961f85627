/** The alphabets of base64 and base32. */

const UPPERCASE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const NUMERALS = '0123456789';

/** Value of a character of base64, of either alphabet, plus one; 0 where it is of none. */
export const BASE64 = new Uint8Array(256);
for (const [i, sign] of [...`${UPPERCASE}${UPPERCASE.toLowerCase()}${NUMERALS}+/`].entries())
  BASE64[sign.charCodeAt(0)] = i + 1;
BASE64[0x2d] = BASE64[0x2b]!;
BASE64[0x5f] = BASE64[0x2f]!;

/** No digit. */
export const NONE = 0xff;

/** RFC 4648 in upper and lower case. */
export const UPPER = 1;
export const LOWER = 2;
/** base32hex and Crockford's, either in one case. */
export const HEX_UPPER = 4;
export const HEX_LOWER = 8;
export const CROCKFORD_UPPER = 16;
export const CROCKFORD_LOWER = 32;
/** Letters and digits. */
export const WORD = 64;

/** The alphabets of base32 that have a character, as bits. */
export const BASE32 = new Uint8Array(256);

function digitsOf(alphabet: string, upper: number, lower: number): Uint8Array {
  const digits = new Uint8Array(256).fill(NONE);
  for (let i = 0; i < 32; i++) {
    const [high, low] = [alphabet.charCodeAt(i), alphabet.toLowerCase().charCodeAt(i)];
    digits[high] = digits[low] = i;
    BASE32[high]! |= upper | WORD;
    BASE32[low]! |= lower | WORD;
  }
  return digits;
}

export const STANDARD = digitsOf(`${UPPERCASE}234567`, UPPER, LOWER);
export const EXTENDED = digitsOf(`${NUMERALS}ABCDEFGHIJKLMNOPQRSTUV`, HEX_UPPER, HEX_LOWER);
export const CROCKFORD = digitsOf(`${NUMERALS}ABCDEFGHJKMNPQRSTVWXYZ`, CROCKFORD_UPPER, CROCKFORD_LOWER);
for (const byte of Buffer.from('0189ILOUilou')) BASE32[byte]! |= WORD;
