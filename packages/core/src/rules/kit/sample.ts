/**
 * Builds the samples that rules are proved on: random, but the same on every run. Token-shaped text is made here at
 * run time and stands nowhere in the repository.
 */
export interface Sample {
  /** `length` characters drawn from `alphabet`. */
  of(alphabet: string, length: number): string;
  /** 0-9A-Za-z */
  alnum(length: number): string;
  /** 0-9a-z */
  lower(length: number): string;
  /** 0-9A-Z */
  upper(length: number): string;
  letters(length: number): string;
  digits(length: number): string;
  /** 0-9a-f */
  hex(length: number): string;
  /** A-Za-z0-9+/ without padding */
  base64(length: number): string;
  /** A-Za-z0-9_- */
  base64url(length: number): string;
  /** A-Z2-7 */
  base32(length: number): string;
  uuid(): string;
  bytes(length: number): Uint8Array;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';

/** Mulberry32: small, and good enough to look random to the filters. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
}

export function sampler(seed: number): Sample {
  const next = generator(seed);
  const of = (alphabet: string, length: number): string => {
    let out = '';
    for (let i = 0; i < length; i++) out += alphabet[next() % alphabet.length];
    return out;
  };
  const hex = (length: number): string => of(DIGITS + 'abcdef', length);
  return {
    of,
    alnum: (length) => of(DIGITS + UPPER + LOWER, length),
    lower: (length) => of(DIGITS + LOWER, length),
    upper: (length) => of(DIGITS + UPPER, length),
    letters: (length) => of(UPPER + LOWER, length),
    digits: (length) => of(DIGITS, length),
    hex,
    base64: (length) => of(UPPER + LOWER + DIGITS + '+/', length),
    base64url: (length) => of(UPPER + LOWER + DIGITS + '_-', length),
    base32: (length) => of(UPPER + '234567', length),
    uuid: () => [hex(8), hex(4), '4' + hex(3), of('89ab', 1) + hex(3), hex(12)].join('-'),
    bytes: (length) => Uint8Array.from({ length }, () => next() & 0xff),
  };
}
