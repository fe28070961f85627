/** The rolling views without WebAssembly: kernel/managed.ts with the same tables, slower; it says what the kernel must say. */
import { isAlnum, WINDOW } from './forms.ts';
import { slotOf, windowHash, type ManagedTables } from './table.ts';

/** As it stands; letters and digits; hex; base64 at its three alignments; letters and digits backwards. */
export const RAW = 0;
export const ALNUM = 1;
export const HEX = 2;
/** And the two after it. */
export const BASE64 = 3;
export const BACKWARDS = 6;

/** The last byte of a window stands at `at`. */
type OnWindow = (entry: number, view: number, at: number) => void;
/** A token of `length` bytes ends before `end`. */
type OnToken = (entry: number, length: number, end: number) => void;

/** Finds windows and tokens in `bytes[0, length)`. */
export interface ManagedSearch {
  windows(bytes: Buffer, length: number, onWindow: OnWindow): void;
  tokens(bytes: Buffer, length: number, onToken: OnToken): void;
}

const BASE64_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** For each byte: base64 digit (bits 0–5), is it one (6), letter or digit (7), hex digit (8–11), is it one (12), NUL (13). */
export function byteClasses(): Uint32Array {
  const classes = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    const digit =
      byte === 43 || byte === 45
        ? 62
        : byte === 47 || byte === 95
          ? 63
          : isAlnum(byte)
            ? BASE64_DIGITS.indexOf(String.fromCharCode(byte))
            : -1;
    const hex = /[0-9a-f]/i.test(String.fromCharCode(byte))
      ? Number.parseInt(String.fromCharCode(byte), 16)
      : -1;
    classes[byte] =
      (digit >= 0 ? digit | 0x40 : 0) |
      (isAlnum(byte) ? 0x80 : 0) |
      (hex >= 0 ? (hex << 8) | 0x1000 : 0) |
      (byte === 0 ? 0x2000 : 0);
  }
  return classes;
}

/** Shorter runs hold no window. */
const SHORTEST = 11;

export function plainSearch(tables: ManagedTables): ManagedSearch {
  const classes = byteClasses();
  const { key, valueBits, slots, slotBits, lasts, reach } = tables.windows;
  const find = (into: Uint32Array, bits: number, value: number, found: (entry: number) => void): void => {
    for (let slot = slotOf(value, bits); into[2 * slot + 1] !== 0; slot = (slot + 1) & ((1 << bits) - 1)) {
      if (into[2 * slot] === value) found(into[2 * slot + 1]! - 1);
    }
  };
  const ends = (high: number, low: number): boolean => {
    for (let i = 0; i <= reach; i++)
      if (lasts[((i < 4 ? low : high) >>> ((i & 3) * 8)) & 255] === 1) return true;
    return false;
  };
  const look = (high: number, low: number, view: number, at: number, onWindow: OnWindow): void => {
    if (!ends(high, low)) return;
    find(slots, slotBits, windowHash(key, low >>> 0, high >>> 0) >>> (32 - valueBits), (entry) =>
      onWindow(entry, view, at),
    );
  };

  const run = (bytes: Buffer, from: number, to: number, onWindow: OnWindow): void => {
    let [high, low, digits, hexHigh, hexLow, hexes] = [0, 0, 0, 0, 0, 0];
    for (let at = from; at < to; at++) {
      const kind = classes[bytes[at]!]!;
      if ((kind & 0x40) === 0) continue;
      const digit = kind & 63;
      digits++;
      if (digits >= SHORTEST) {
        look((high << 2) | (low >>> 30), (low << 2) | (digit >> 4), BASE64, at, onWindow);
        look((high << 4) | (low >>> 28), (low << 4) | (digit >> 2), BASE64 + 1, at, onWindow);
      }
      high = (high << 6) | (low >>> 26);
      low = (low << 6) | digit;
      if (digits >= SHORTEST) look(high, low, BASE64 + 2, at, onWindow);
      if ((kind & 0x1000) !== 0) {
        hexHigh = (hexHigh << 4) | (hexLow >>> 28);
        hexLow = (hexLow << 4) | ((kind >> 8) & 15);
        if (++hexes >= 16) look(hexHigh, hexLow, HEX, at, onWindow);
      } else hexes = 0;
    }
  };

  return {
    windows(bytes, length, onWindow) {
      let [rawHigh, rawLow, high, low, backHigh, backLow] = [0, 0, 0, 0, 0, 0];
      let start = 0;
      let bytesSeen = 0;
      let lettersSeen = 0;
      for (let at = 0; at < length; at++) {
        const byte = bytes[at]!;
        const kind = classes[byte]!;
        if ((kind & 0x40) === 0 && byte !== 10 && byte !== 13) {
          if (at - start >= SHORTEST) run(bytes, start, at, onWindow);
          start = at + 1;
        }
        if ((kind & 0x2000) !== 0) continue;
        rawHigh = (rawHigh << 8) | (rawLow >>> 24);
        rawLow = (rawLow << 8) | byte;
        if (++bytesSeen >= WINDOW) look(rawHigh, rawLow, RAW, at, onWindow);
        if ((kind & 0x80) === 0) continue;
        lettersSeen++;
        backLow = (backLow >>> 8) | (backHigh << 24);
        backHigh = (backHigh >>> 8) | (byte << 24);
        if (lettersSeen >= WINDOW) look(backHigh, backLow, BACKWARDS, at, onWindow);
        high = (high << 8) | (low >>> 24);
        low = (low << 8) | byte;
        if (lettersSeen >= WINDOW) look(high, low, ALNUM, at, onWindow);
      }
      if (length - start >= SHORTEST) run(bytes, start, length, onWindow);
    },

    tokens(bytes, length, onToken) {
      const { multipliers, lengths, slots: table, slotBits: bits } = tables.tokens;
      if (lengths[0] === 0 && lengths[1] === 0) return;
      const [first, second, third] = multipliers;
      const wanted = Array.from({ length: 64 }, (_, n) => n).filter(
        (n) => (lengths[n >>> 5]! >>> (n & 31)) & 1,
      );
      const a = new Int32Array(length + 1);
      const b = new Int32Array(length + 1);
      const edge = new Uint8Array(length + 1);
      const isWord = (at: number): boolean => at >= 0 && at < length && (classes[bytes[at]!]! & 0x80) !== 0;
      for (let at = 0; at <= length; at++) {
        edge[at] = isWord(at - 1) && isWord(at) ? 0 : 1;
        if (at === length) break;
        a[at + 1] = Math.imul(a[at]!, first) + bytes[at]! + 1;
        b[at + 1] = Math.imul(b[at]!, second) + bytes[at]! + 1;
      }
      const power = (base: number, times: number): number => {
        let result = 1;
        for (let i = 0; i < times; i++) result = Math.imul(result, base);
        return result;
      };
      const powers = wanted.map((n) => [n, power(first, n), power(second, n)] as const);
      for (let end = 0; end <= length; end++) {
        if (edge[end] === 0) continue;
        for (const [n, p, q] of powers) {
          if (n > end || edge[end - n] === 0) continue;
          const x = (a[end]! - Math.imul(a[end - n]!, p)) | 0;
          const y = (b[end]! - Math.imul(b[end - n]!, q)) | 0;
          find(table, bits, (Math.imul(x, third) ^ y) >>> 0, (entry) => onToken(entry, n, end));
        }
      }
    },
  };
}
