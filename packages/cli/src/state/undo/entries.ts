/**
 * What an undo bundle is made of: entries, each a head that says what it is and the bytes that stood there. A long one goes
 * on in further records.
 */
import { MOST_RECORD_BYTES, type BundleWriter } from '@staunch/core/vault';

/** A stat's fields that are put back. Times in nanoseconds since 1970, as text. */
export interface Attributes {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly atime: string;
  readonly mtime: string;
}

/** How bytes are known again: what was written must still stand there, or what came after it is kept. */
export interface Imprint {
  readonly size: number;
  /** SHA-256, hex. */
  readonly hash: string;
}

export interface FileHead extends Attributes {
  readonly kind: 'file';
  readonly path: string;
  readonly after: Imprint;
}

/** One thing in a directory that was deleted whole; `path` is below `tree`, '' for the directory itself. */
export interface NodeHead extends Attributes {
  readonly kind: 'node';
  readonly tree: string;
  readonly path: string;
  readonly type: 'file' | 'directory' | 'link';
}

/** Where a row is found again: literals of SQL, one a column. */
interface RowPlace {
  readonly database: string;
  readonly table: string;
  readonly keyColumns: readonly string[];
  readonly key: readonly string[];
}

export interface CellHead extends RowPlace {
  readonly kind: 'cell';
  readonly column: string;
  readonly isText: boolean;
  readonly after: Imprint;
}

/** A row that was deleted; its bytes are a JSON list of literals, one a column. */
export interface RowHead extends RowPlace {
  readonly kind: 'row';
  readonly columns: readonly string[];
}

/** The bundle is whole. */
interface EndHead {
  readonly kind: 'end';
}

export type EntryHead = FileHead | NodeHead | CellHead | RowHead | EndHead;

interface Framed {
  readonly head: EntryHead;
  /** Of the bytes that stood there. */
  readonly size: number;
}

const PART = MOST_RECORD_BYTES >> 2;

function record(head: Buffer, bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, bytes]);
}

/** Writes an entry. `chunks` are read once, and must come to `size` bytes. */
export function writeEntry(
  bundle: BundleWriter,
  head: EntryHead,
  size: number,
  chunks: Iterable<Buffer>,
): void {
  const framed = Buffer.from(JSON.stringify({ head, size } satisfies Framed));
  let written = 0;
  let isFirst = true;
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += PART) {
      const part = chunk.subarray(at, at + PART);
      bundle.write(record(isFirst ? framed : Buffer.alloc(0), part));
      isFirst = false;
      written += part.length;
    }
  }
  if (isFirst) bundle.write(record(framed, Buffer.alloc(0)));
  if (written !== size) throw new RangeError('an entry is not as long as it says');
}

export interface Entry {
  readonly head: EntryHead;
  /** Of all chunks together, in bytes. */
  readonly size: number;
  /** The bytes, once, in order. Undefined in the midst of it where the bundle was cut. */
  chunks(): Iterable<Buffer>;
}

/** Thrown out of `chunks` where a bundle ends before its entry does. */
export class CutShort extends Error {}

/** The entries of a bundle's records, each good until the next one is asked for. */
export function* entriesOf(records: Iterable<Buffer>): Generator<Entry> {
  const iterator = records[Symbol.iterator]();
  let next = iterator.next();
  try {
    while (!next.done) {
      const { framed, bytes } = split(next.value);
      const { head, size } = JSON.parse(framed.toString()) as Framed;
      let left = size;
      let own: Buffer | undefined = bytes;
      const chunks = function* (): Generator<Buffer> {
        while (own) {
          left -= own.length;
          yield own;
          own = undefined;
          if (left <= 0) return;
          next = iterator.next();
          if (next.done) throw new CutShort();
          own = split(next.value).bytes;
        }
      };
      const reader = chunks();
      yield { head, size, chunks: () => reader };
      // what the caller did not read
      try {
        for (const chunk of reader) void chunk;
      } catch (error) {
        if (!(error instanceof CutShort)) throw error;
        return;
      }
      next = iterator.next();
    }
  } finally {
    iterator.return?.();
  }
}

function split(bytes: Buffer): { framed: Buffer; bytes: Buffer } {
  const length = bytes.readUInt32BE(0);
  return { framed: bytes.subarray(4, 4 + length), bytes: bytes.subarray(4 + length) };
}
