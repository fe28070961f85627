/** Files that are packed as a whole by Zstandard, as Codex keeps its older sessions: read, and written anew. */
import zlib from 'node:zlib';
import { Unzstd, ZSTD_MAGIC } from '@staunch/core/state';
import { openQuietly } from '../../agents/quiet-file.ts';
import { NotReplaced } from './replace.ts';

const SUFFIX = /\.zst$/;
const CHUNK = 1 << 20;
/** Of a block, as the format has it. */
const LARGEST_BLOCK = 1 << 17;
/** One segment, its size in four bytes, no checksum. */
const HEADER = 0xa0;

export function isZstd(file: string): boolean {
  return SUFFIX.test(file);
}

/** What the file is called once it is unpacked: its format is the name's. */
export function unpackedName(file: string): string {
  return file.replace(SUFFIX, '');
}

/** What it unpacks to; a chunk is good until the next one is asked for. Throws NotReplaced where it is damaged. */
export function* unpackedChunks(file: string): Generator<Buffer> {
  const source = openQuietly(file);
  const unzstd = new Unzstd(source);
  const chunk = Buffer.allocUnsafe(CHUNK);
  try {
    for (;;) {
      let length = 0;
      while (length < chunk.length) {
        const got = unzstd.pull(chunk.subarray(length));
        if (got === 0) break;
        length += got;
      }
      if (length > 0) yield chunk.subarray(0, length);
      if (length < chunk.length) break;
    }
    if (unzstd.damage !== undefined) throw new NotReplaced(`its compression is damaged: ${unzstd.damage}`);
  } finally {
    source.close();
  }
}

/** Packs what it is given, a frame for every megabyte: where this Node cannot pack, the frames hold it as it stands. */
export class ZstdWriter {
  private readonly write: (bytes: Buffer) => void;
  private held: Buffer[] = [];
  private size = 0;

  constructor(write: (bytes: Buffer) => void) {
    this.write = write;
  }

  push(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) {
      const part = bytes.subarray(at, at + CHUNK - this.size);
      this.held.push(Buffer.from(part));
      this.size += part.length;
      at += part.length;
      if (this.size === CHUNK) this.flush();
    }
  }

  end(): void {
    if (this.size > 0) this.flush();
  }

  private flush(): void {
    this.write(packed(Buffer.concat(this.held)));
    this.held = [];
    this.size = 0;
  }
}

function packed(bytes: Buffer): Buffer {
  const { zstdCompressSync } = zlib as { readonly zstdCompressSync?: (bytes: Buffer) => Buffer };
  return zstdCompressSync ? zstdCompressSync(bytes) : stored(bytes);
}

/** A frame of raw blocks. */
function stored(bytes: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt32LE(ZSTD_MAGIC, 0);
  head[4] = HEADER;
  head.writeUInt32LE(bytes.length, 5);
  const parts: Buffer[] = [head];
  for (let at = 0; at < bytes.length; at += LARGEST_BLOCK) {
    const block = bytes.subarray(at, at + LARGEST_BLOCK);
    const isLast = at + LARGEST_BLOCK >= bytes.length;
    const own = Buffer.alloc(3);
    own.writeUIntLE((block.length << 3) | (isLast ? 1 : 0), 0, 3);
    parts.push(own, block);
  }
  return Buffer.concat(parts);
}
