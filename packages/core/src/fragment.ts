/** Where a fragment's bytes come from. Small and plain: descriptors cross threads, bytes do not. */
export interface Descriptor {
  /**
   * What a report calls it: relative to where the command was started, `/` on every system, bytes that are not UTF-8
   * escaped as `\xNN`; text that is no file's content has a name in angle brackets (`<message>`).
   */
  readonly path: string;
  /** The path as configuration sees it, relative to the project's root; absent where path rules cannot apply. */
  readonly projectPath?: string;
  /** The commit that brought these bytes, where they come from history. */
  readonly commit?: string;
}

/**
 * One piece of bytes to search. Reading is synchronous and goes straight into the engine's memory.
 */
export interface Fragment {
  readonly descriptor: Descriptor;
  /** How many bytes there were when it was opened, where that is known: fewer that can be read are an error. */
  readonly size?: number;
  /**
   * Reads bytes from `position` on into `into`, as many as fit or as there are at once; 0 means the end.
   * The pipeline reads positions in ascending order without gaps, so that a stream can be a fragment too.
   * Throws what the platform throws when the bytes cannot be read.
   */
  read(into: Uint8Array, position: number): number;
  /** Any position can be read at any time, so that what is inside of it can be looked at. */
  readonly isSeekable?: true;
  close(): void;
}

/** Lists fragments and opens them one at a time. `open` throws what the platform throws. */
export interface Source<D extends Descriptor = Descriptor> {
  list(): Iterable<D>;
  open(descriptor: D): Fragment;
}

/** Bytes that are in memory already. */
export function bytesFragment(descriptor: Descriptor, bytes: Uint8Array): Fragment {
  return {
    descriptor,
    read(into, position) {
      const part = bytes.subarray(position, position + into.length);
      into.set(part);
      return part.length;
    },
    isSeekable: true,
    close() {},
  };
}

/**
 * A stream whose first `headBytes` are `wanted` is read into memory, so that any position can be read; if it is longer than
 * `most`, it stays a stream. Throws what `read` throws.
 */
export function withRandomAccess(
  fragment: Fragment,
  wanted: (head: Buffer) => boolean,
  headBytes: number,
  most: number,
): Fragment {
  if (fragment.isSeekable) return fragment;
  let held = Buffer.alloc(headBytes);
  let length = fill(fragment, held, 0);
  if (length === headBytes && wanted(held)) {
    while (length === held.length && length < most) {
      held = Buffer.concat([held], Math.min(most, 4 * held.length));
      length = fill(fragment, held, length);
    }
    if (length < held.length)
      return { ...bytesFragment(fragment.descriptor, held.subarray(0, length)), size: length };
  } else if (length < headBytes) {
    return { ...bytesFragment(fragment.descriptor, held.subarray(0, length)), size: length };
  }
  return {
    descriptor: fragment.descriptor,
    ...(fragment.size === undefined ? {} : { size: fragment.size }),
    read: (into, position) =>
      position < length ? held.copy(into, 0, position, length) : fragment.read(into, position),
    close: () => fragment.close(),
  };
}

/** From `from` on until `into` is full or the fragment ends; returns where that is. */
function fill(fragment: Fragment, into: Buffer, from: number): number {
  let length = from;
  while (length < into.length) {
    const got = fragment.read(into.subarray(length), length);
    if (got === 0) break;
    length += got;
  }
  return length;
}
