/** Reads of a source that lie about nothing: pieces of it, and stretches as sources of their own. */
import type { RandomAccess } from '../container.ts';
import type { Fragment } from '../../fragment.ts';

/** Up to `length` bytes from `position` on: fewer only where the source ends. */
export function readAt(source: RandomAccess, position: number, length: number): Buffer {
  const room = Math.min(length, source.size - position);
  if (!(room > 0)) return Buffer.alloc(0);
  const bytes = Buffer.allocUnsafe(room);
  return bytes.subarray(0, readInto(source, bytes, position));
}

/** Fills `into` from `position` on; says how many bytes there were. */
export function readInto(source: RandomAccess, into: Uint8Array, position: number): number {
  let filled = 0;
  while (filled < into.length) {
    const count = source.read(filled === 0 ? into : into.subarray(filled), position + filled);
    if (count <= 0) break;
    filled += count;
  }
  return filled;
}

export function bytesSource(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    read(into, position) {
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      return part.length;
    },
  };
}

/** `length` bytes of a source from `start` on, or what there is of them. */
export function stretch(source: RandomAccess, start: number, length: number): RandomAccess {
  const size = Math.max(0, Math.min(length, source.size - start));
  return {
    size,
    read(into, position) {
      const room = Math.min(into.length, size - position);
      if (!(room > 0)) return 0;
      return source.read(room === into.length ? into : into.subarray(0, room), start + position);
    },
  };
}

/** A stretch of the source as it stands, for a member that is not packed. */
export function plain(source: RandomAccess, start: number, length: number): Fragment['read'] {
  const part = stretch(source, start, length);
  return (into, position) => part.read(into, position);
}

const PIECE = 1 << 16;

/** Looks for a pattern, in ascending order, and reads everything once. */
export class Finder {
  private readonly source: RandomAccess;
  private readonly pattern: Buffer;
  private readonly to: number;
  private piece: Buffer = Buffer.alloc(0);
  private start = 0;
  /** What was found last is the answer to all that is asked from in between. */
  private asked = 0;
  private found: number | undefined;

  constructor(source: RandomAccess, pattern: string, to = source.size) {
    this.source = source;
    this.pattern = Buffer.from(pattern, 'latin1');
    this.to = Math.min(to, source.size);
  }

  /** Where the pattern first stands in [from, to); -1 when it does not. */
  next(from: number): number {
    const { found } = this;
    if (found === undefined || from < this.asked || (found >= 0 && from > found)) {
      this.asked = from;
      this.found = this.look(from);
    }
    return this.found!;
  }

  private look(from: number): number {
    const { pattern, to } = this;
    for (let at = from; at + pattern.length <= to; at = this.start + this.piece.length - pattern.length + 1) {
      if (at < this.start || at + pattern.length > this.start + this.piece.length) {
        this.piece = readAt(this.source, at, Math.min(PIECE, to - at));
        this.start = at;
        if (this.piece.length < pattern.length) break;
      }
      const found = this.piece.indexOf(pattern, at - this.start);
      if (found >= 0) return this.start + found;
    }
    return -1;
  }
}
