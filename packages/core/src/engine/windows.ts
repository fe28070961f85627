/** Reads a fragment of any size in windows of bounded memory that overlap by the longest match. */
import type { Fragment } from '../fragment.ts';
import { MAX_MATCH } from './shape.ts';

/** What stands before and after a window's own bytes, so that every match and its line are seen whole, in UTF-32 too. */
const OVERLAP = 4 * MAX_MATCH + 1024;
const OWN = 4 << 20;
export const WINDOW_BYTES = OWN + 2 * OVERLAP;

export interface Window {
  /** Length of the window in the memory that was given. */
  readonly length: number;
  /** The source's offset of the window's first byte. */
  readonly base: number;
  /** A match belongs to the window in which it starts: [ownFrom, ownTo), in offsets of the source. */
  readonly ownFrom: number;
  readonly ownTo: number;
  readonly last: boolean;
}

/** Fills `memory` (WINDOW_BYTES) with one window after the other. Throws what the fragment's `read` throws. */
export function* windows(fragment: Fragment, memory: Buffer): Iterable<Window> {
  const size = fragment.size ?? 0;
  let base = 0;
  let length = 0;
  let ownFrom = 0;
  for (;;) {
    let ended = false;
    while (length < memory.length && !ended) {
      const got = fragment.read(memory.subarray(length), base + length);
      length += got;
      // a read more, to learn that there is no more, costs as much as the first; a size of 0 is also that of /proc
      ended = got === 0 || (size > 0 && base + length === size);
    }
    const ownTo = ended ? base + length : base + length - OVERLAP;
    yield { length, base, ownFrom, ownTo, last: ended };
    if (ended) return;
    const keepFrom = ownTo - OVERLAP - base;
    memory.copyWithin(0, keepFrom, length);
    base += keepFrom;
    length -= keepFrom;
    ownFrom = ownTo;
  }
}
