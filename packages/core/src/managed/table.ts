/** The look-up tables that the rolling views ask: built from the entries of an index when it is written. */
import type { IndexKeys } from './keys.ts';
import type { IndexData } from './managed-index.ts';
import { lastBytes, type Lasts } from './lasts.ts';

/** Windows and tokens to entries: open addressing, pairs of (value, number of the entry + 1), 0 for an empty slot. */
export interface WindowTable {
  readonly key: readonly [low: number, high: number];
  /** Bits of the product that are stored. */
  readonly valueBits: number;
  readonly bitmap: Uint8Array;
  readonly bitmapBits: number;
  readonly slots: Uint32Array;
  readonly slotBits: number;
  /** A flag for each byte that windows end with, and how many others may stand behind it. */
  readonly lasts: Uint8Array;
  readonly reach: number;
}

export interface TokenTable {
  readonly multipliers: readonly [number, number, number];
  /** Bit n: some value is n bytes long; low half first. */
  readonly lengths: readonly [low: number, high: number];
  readonly slots: Uint32Array;
  readonly slotBits: number;
}

export interface ManagedTables {
  readonly windows: WindowTable;
  readonly tokens: TokenTable;
}

/** What an index has of strong and of medium values. */
export function tablesOf({ windows, tokens, lasts }: IndexData, keys: IndexKeys): ManagedTables {
  const bits = valueBitsFor(windows.length);
  return {
    windows: windowTable(
      keys,
      Uint32Array.from(windows, ({ hash }) => hash >>> (32 - bits)),
      bits,
      lasts,
    ),
    tokens: tokenTable(
      keys,
      Uint32Array.from(tokens, ({ hash }) => hash),
      tokens.map(({ length }) => length),
    ),
  };
}

/** Bits of the product that are stored of a window, for `entries` of them: one false hit in 4096 look-ups. */
function valueBitsFor(entries: number): number {
  return Math.min(32, Math.max(20, Math.ceil(Math.log2(Math.max(entries, 2))) + 12));
}

/** `values` are what the entries store; entries of no use here are left out by `skip`. */
function windowTable(keys: IndexKeys, values: Uint32Array, valueBits: number, lasts: Lasts): WindowTable {
  const count = values.length;
  const slotBits = Math.max(4, Math.ceil(Math.log2(count + 1)) + 1);
  // one bit in 32 is set: what gets past it is looked up
  const bitmapBits = Math.min(valueBits, Math.max(13, Math.min(25, slotBits + 4)));
  const bitmap = new Uint8Array(1 << (bitmapBits - 3));
  const slots = new Uint32Array(2 << slotBits);
  for (let entry = 0; entry < count; entry++) {
    const value = values[entry]!;
    const bit = value >>> (valueBits - bitmapBits);
    bitmap[bit >>> 3]! |= 1 << (bit & 7);
    put(slots, slotBits, value, entry);
  }
  return {
    key: keys.window,
    valueBits,
    bitmap,
    bitmapBits,
    slots,
    slotBits,
    lasts: lastBytes(lasts),
    reach: lasts.reach,
  };
}

function tokenTable(keys: IndexKeys, values: Uint32Array, lengths: Iterable<number>): TokenTable {
  const slotBits = Math.max(4, Math.ceil(Math.log2(values.length + 1)) + 2);
  const slots = new Uint32Array(2 << slotBits);
  values.forEach((value, entry) => put(slots, slotBits, value, entry));
  const mask: [number, number] = [0, 0];
  for (const length of lengths) mask[length >>> 5]! |= 1 << (length & 31);
  return { multipliers: keys.token, lengths: [mask[0] >>> 0, mask[1] >>> 0], slots, slotBits };
}

function put(slots: Uint32Array, slotBits: number, value: number, entry: number): void {
  let slot = slotOf(value, slotBits);
  while (slots[2 * slot + 1] !== 0) slot = (slot + 1) & ((1 << slotBits) - 1);
  slots[2 * slot] = value;
  slots[2 * slot + 1] = entry + 1;
}

export function slotOf(value: number, slotBits: number): number {
  return (Math.imul(value, 0x9e3779b1) >>> 7) & ((1 << slotBits) - 1);
}

/** The high half of the product of two numbers of 32 bits. */
function highProduct(a: number, b: number): number {
  const [al, ah, bl, bh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = Math.imul(ah, bl) >>> 0;
  const other = Math.imul(al, bh) >>> 0;
  const carry = ((Math.imul(al, bl) >>> 16) + (middle & 0xffff) + (other & 0xffff)) >>> 16;
  return (Math.imul(ah, bh) + (middle >>> 16) + (other >>> 16) + carry) >>> 0;
}

/** The top 32 bits of window × key, modulo 2^64. */
export function windowHash([keyLow, keyHigh]: readonly [number, number], low: number, high: number): number {
  return (highProduct(low, keyLow) + Math.imul(low, keyHigh) + Math.imul(high, keyLow)) >>> 0;
}

/** Of the eight bytes at `at`. */
export function windowHashAt(key: readonly [number, number], bytes: Buffer, at: number): number {
  return windowHash(key, bytes.readUInt32BE(at + 4), bytes.readUInt32BE(at));
}

/** The two hashes of a token: what is looked up, and 16 bits that the look-up does not know. */
export function tokenHash(
  [first, second, third]: readonly [number, number, number],
  bytes: Uint8Array,
): { readonly value: number; readonly check: number } {
  let a = 0;
  let b = 0;
  for (const byte of bytes) {
    a = (Math.imul(a, first) + byte + 1) | 0;
    b = (Math.imul(b, second) + byte + 1) | 0;
  }
  return { value: (Math.imul(a, third) ^ b) >>> 0, check: (Math.imul(b, third) ^ a) & 0xffff };
}
