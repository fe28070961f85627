/**
 * Files that are packed as a whole, by Zstandard (as Codex keeps its older sessions) or by gzip (as logs are rotated): read,
 * and written anew.
 */
import zlib from 'node:zlib';
import { Gunzip, Unzstd, ZSTD_MAGIC, type Budget } from '@staunch/core/state';
import { openQuietly, type QuietFile } from '../../agents/quiet-file.ts';
import { NotReplaced } from './replace.ts';

export type Packing = 'zstd' | 'gzip';

const SUFFIXES: Readonly<Record<string, Packing>> = { '.zst': 'zstd', '.gz': 'gzip' };
const SUFFIX = /\.(?:zst|gz)$/;
const CHUNK = 1 << 20;
/** Of a block of Zstandard, as the format has it. */
const LARGEST_BLOCK = 1 << 17;
/** One segment, its size in four bytes, no checksum. */
const HEADER = 0xa0;
/** A text has no NUL at its start; a database or an archive has. */
const HEAD = 512;
/** Of a member of gzip: its sum and its length, behind what is packed. */
const TRAILER = 8;
/** Who reads counts for itself. */
const NO_BUDGET: Budget = { take: () => true, member: () => true };

/** How a text is packed; undefined where the file is not packed, or is no text inside. Throws what the system throws. */
export function packingOf(file: string): Packing | undefined {
  const packing = SUFFIXES[SUFFIX.exec(file)?.[0] ?? ''];
  if (packing === undefined) return undefined;
  const source = openQuietly(file);
  try {
    const head = Buffer.alloc(HEAD);
    const got = source.read(head, 0);
    const isNamedSo =
      packing === 'zstd'
        ? got >= 4 && head.readUInt32LE() === ZSTD_MAGIC
        : got >= 3 && head.readUIntBE(0, 3) === 0x1f8b08;
    if (!isNamedSo) return undefined;
    const inside = head.subarray(0, unpacking(source, packing).pull(head));
    return inside.includes(0) ? undefined : packing;
  } finally {
    source.close();
  }
}

/** What the file is called once it is unpacked: its format is the name's. */
export function unpackedName(file: string): string {
  return file.replace(SUFFIX, '');
}

export function unpacking(source: QuietFile, packing: Packing): Unzstd | Gunzip {
  return packing === 'zstd' ? new Unzstd(source) : new Gunzip(source, NO_BUDGET);
}

/** What it unpacks to; a chunk is good until the next one is asked for. Throws NotReplaced where it is damaged. */
export function* unpackedChunks(file: string, packing: Packing): Generator<Buffer> {
  const source = openQuietly(file);
  const reader = unpacking(source, packing);
  const chunk = Buffer.allocUnsafe(CHUNK);
  try {
    for (;;) {
      let length = 0;
      while (length < chunk.length) {
        const got = reader.pull(chunk.subarray(length));
        if (got === 0) break;
        length += got;
      }
      if (length > 0) yield chunk.subarray(0, length);
      if (length < chunk.length) break;
    }
    if (reader.damage !== undefined) throw new NotReplaced(`its compression is damaged: ${reader.damage}`);
    if (packing === 'gzip' && reader.used + TRAILER < source.size)
      throw new NotReplaced('something else stands behind what is packed in it');
  } finally {
    source.close();
  }
}

/** All of it, unpacked where it is packed; undefined where that is more than `most` bytes, or damaged. */
export function contentOf(file: string, most: number): Buffer | undefined {
  const packing = packingOf(file);
  if (packing === undefined) {
    const source = openQuietly(file);
    try {
      if (source.size > most) return undefined;
      const bytes = Buffer.alloc(source.size);
      return bytes.subarray(0, source.read(bytes, 0));
    } finally {
      source.close();
    }
  }
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for (const chunk of unpackedChunks(file, packing)) {
      if ((size += chunk.length) > most) return undefined;
      parts.push(Buffer.from(chunk));
    }
  } catch (error) {
    if (!(error instanceof NotReplaced)) throw error;
    return undefined;
  }
  return Buffer.concat(parts);
}

/**
 * Packs what it is given, a frame or member for every megabyte: where this Node has no Zstandard, the frames hold it as it
 * stands.
 */
export class Packer {
  private readonly packing: Packing;
  private readonly write: (bytes: Buffer) => void;
  private held: Buffer[] = [];
  private size = 0;

  constructor(packing: Packing, write: (bytes: Buffer) => void) {
    this.packing = packing;
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
    this.write(packed(Buffer.concat(this.held), this.packing));
    this.held = [];
    this.size = 0;
  }
}

function packed(bytes: Buffer, packing: Packing): Buffer {
  if (packing === 'gzip') return zlib.gzipSync(bytes);
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
