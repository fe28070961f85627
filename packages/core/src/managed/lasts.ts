/**
 * The last bytes of windows. Text consists of small letters and blanks: a window that ends with a digit is asked for at few
 * places. So windows are chosen that end with such a byte, or have one among their last bytes, and the index says of which
 * kinds these bytes are and how far from the end.
 */

/** Kinds, and what it costs to look for them: how often text has them. The number of a kind is its bit. */
const KINDS: readonly (readonly [is: (byte: number) => boolean, cost: number])[] = [
  [(byte) => byte >= 0x30 && byte <= 0x39, 0],
  [(byte) => byte >= 0x41 && byte <= 0x5a, 1],
  // of bytes that are no text those that no small letters of base64 stand for
  [(byte) => isFar(byte), 2],
  [(byte) => byte >= 0x80, 14],
  [(byte) => 'jqxzkvw'.includes(String.fromCharCode(byte)), 8],
  [(byte) => 'ybgpfmuhcd'.includes(String.fromCharCode(byte)), 20],
  [(byte) => byte >= 0x61 && byte <= 0x7a, 40],
  [() => true, 60],
];
/** For every byte further away from the end: each is one look-up more wherever such a byte stands. */
const COST_A_BYTE = 4;

/** Small letters of base64 stand for 26 to 51: the first byte of three is 0x68 to 0xcf, and of the others the lower bits tell. */
function isFar(byte: number): boolean {
  const [nibble, six] = [byte & 15, byte & 63];
  return (byte < 0x68 || byte > 0xcf) && (nibble < 6 || nibble > 12) && (six < 26 || six > 51) && byte !== 61;
}

const KIND = Uint8Array.from({ length: 256 }, (_, byte) => KINDS.findIndex(([is]) => is(byte)));

/** What the last bytes of windows are. */
export interface Lasts {
  /** A bit for each kind. */
  readonly kinds: number;
  /** How many bytes may stand behind such a byte in its window. */
  readonly reach: number;
}

export const NO_LASTS: Lasts = { kinds: 0, reach: 0 };
/** Of an index that does not say it. */
export const ANY_LASTS: Lasts = { kinds: (1 << KINDS.length) - 1, reach: 0 };

/** By which byte a window of `window` bytes that begins at `start` is found best, and what that costs. */
export function lastOf(bytes: Uint8Array, start: number, window: number): Lasts & { readonly cost: number } {
  let best = { kinds: 0, reach: 0, cost: Infinity };
  for (let reach = 0; reach < window; reach++) {
    const kind = KIND[bytes[start + window - 1 - reach]!]!;
    const cost = KINDS[kind]![1] + COST_A_BYTE * reach;
    if (cost < best.cost) best = { kinds: 1 << kind, reach, cost };
  }
  return best;
}

export function bothLasts(a: Lasts, b: Lasts): Lasts {
  return { kinds: a.kinds | b.kinds, reach: Math.max(a.reach, b.reach) };
}

/** A flag for each byte that is of one of the kinds. NUL is none: it stands between the bytes of UTF-16. */
export function lastBytes({ kinds }: Lasts): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (byte === 0 ? 0 : (kinds >>> KIND[byte]!) & 1));
}

/** As kernel/managed.ts reads it: flags; two digits of base64; and by their halves. */
export const LAST_TABLE_BYTES = 256 + 4096 + 32;

export function lastTable(lasts: Uint8Array): Uint8Array {
  const table = new Uint8Array(LAST_TABLE_BYTES);
  table.set(lasts);
  for (let pair = 0; pair < 4096; pair++) {
    const two = (pair >> 4) & 255;
    const four = (pair >> 2) & 255;
    table[256 + pair] = lasts[two]! | (lasts[four]! << 1) | (lasts[pair & 255]! << 2);
  }
  const halves = table.subarray(256 + 4096);
  for (let byte = 0; byte < 256; byte++)
    if (lasts[byte] === 1) halves[(byte & 15) + (byte >> 7) * 16]! |= 1 << ((byte >> 4) & 7);
  return table;
}
