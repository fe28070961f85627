/** What a b-tree page holds besides its cells: where deleted ones stood. */
import type { PageCells } from './cells.ts';

/** Fewer bytes than this are reserved for checksums, or for nothing. */
const LEAST_RESERVED = 16;

/** The unused stretches of a page that hold something. */
export function unusedParts(cells: PageCells, usable: number): Buffer[] {
  const { bytes, count, start, end, listEnd } = cells;
  const parts: Buffer[] = [];
  const part = (from: number, to: number): void => {
    const stretch = bytes.subarray(from, to);
    if (to > from && !isBlank(stretch)) parts.push(stretch);
  };
  let first = usable;
  let used = 0;
  for (let i = 0; i < count; i++) {
    first = Math.min(first, start[i]!);
    used += end[i]! - start[i]!;
  }
  part(listEnd, first);
  if (first + used !== usable) {
    // a stretch is at most 65,536 bytes long
    const stretches = Float64Array.from({ length: count }, (_, i) => start[i]! * 0x20000 + end[i]!).sort();
    let at = first;
    for (const stretch of stretches) {
      part(at, Math.floor(stretch / 0x20000));
      at = Math.max(at, stretch % 0x20000);
    }
    part(at, usable);
  }
  if (bytes.length - usable >= LEAST_RESERVED) part(usable, bytes.length);
  return parts;
}

/** Bytes that are not zero which a stretch must have to be worth a look. */
const LEAST_CONTENT = 6;
const ZEROS = Buffer.alloc(65536);

export function isBlank(bytes: Buffer): boolean {
  if (bytes.length < LEAST_CONTENT || bytes.equals(ZEROS.subarray(0, bytes.length))) return true;
  let content = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0 && ++content === LEAST_CONTENT) return false;
  return true;
}
