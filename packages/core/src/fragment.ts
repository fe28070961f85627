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
    close() {},
  };
}
