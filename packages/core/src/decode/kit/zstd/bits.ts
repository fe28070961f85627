/**
 * Bits that are read from their end to their start (RFC 8878, 4.1 and 4.2): the last byte's highest bit that is set is a
 * mark, and the first to be read stands below it.
 */

/** Loads are of four bytes: as many must be there, of any value, before the first byte and after the last. */
export const MARGIN = 16;

/** How many bits there are in bytes[from, to); -1 when there is no mark. */
export function bitsBefore(bytes: Uint8Array, from: number, to: number): number {
  const last = to > from ? bytes[to - 1]! : 0;
  return last === 0 ? -1 : (to - from) * 8 - 1 - (Math.clz32(last) - 24);
}

/** The `count` bits (25 at most) above `bit`, counted from the byte at `from`. */
export function bitsAt(view: DataView, from: number, bit: number, count: number): number {
  return (view.getInt32(from + (bit >> 3), true) >>> (bit & 7)) & ((1 << count) - 1);
}
