/** Zstandard, by the library fzstd, which is given one block at a time: so no header's claim costs more than its block. */
import { loadLibrary } from '../../platform/library.ts';
import type { RandomAccess, Unopened } from '../container.ts';
import type { Unpacking } from './metered.ts';
import { CUT, DAMAGED } from './said.ts';
import { readAt } from './source.ts';

interface Fzstd {
  Decompress: new (ondata: (data: Uint8Array) => unknown) => {
    push(chunk: Uint8Array, final?: boolean): void;
  };
}

export const ZSTD_MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const LARGEST_BLOCK = 1 << 17;
/** What `zstd --ultra` asks for; a larger one is not even allocated. */
const LARGEST_WINDOW = 1 << 27;
/**
 * The library moves the whole window for every block. Blocks of full size in a window of 8 MiB (level 19) are moved 64
 * times; a file may cost that much for all that it can hold, and 4 GiB (a second) besides.
 */
const MOVES = 64;
const SPARE_MOVES = 2 ** 32;

export class Unzstd implements Unpacking {
  damage: string | undefined;
  cause: Unopened['cause'] = 'damaged';
  used = 0;
  private readonly source: RandomAccess;
  private isDone = false;
  private stream: InstanceType<Fzstd['Decompress']> | undefined;
  private hasChecksum = false;
  private window = 0;
  private moves = SPARE_MOVES;
  private ready: Uint8Array[] = [];

  constructor(source: RandomAccess) {
    this.source = source;
  }

  pull(into: Uint8Array): number {
    while (this.ready.length === 0 && !this.isDone) {
      try {
        if (this.stream) this.block(this.stream);
        else this.frame();
      } catch (error) {
        // the library's own errors; what the source throws is not ours to keep
        if (!isOfLibrary(error)) throw error;
        this.fail(DAMAGED);
      }
    }
    const [first] = this.ready;
    if (!first) return 0;
    const part = first.subarray(0, into.length);
    into.set(part);
    if (part.length === first.length) this.ready.shift();
    else this.ready[0] = first.subarray(part.length);
    return part.length;
  }

  private fail(reason: string, cause: Unopened['cause'] = 'damaged'): void {
    this.damage = reason;
    this.cause = cause;
    this.isDone = true;
  }

  private frame(): void {
    const head = readAt(this.source, this.used, 18);
    if (head.length === 0 && this.used > 0) {
      this.isDone = true;
      return;
    }
    if (head.length < 5) return this.fail(CUT);
    const magic = head.readUInt32LE(0);
    if ((magic & ~15) >>> 0 === SKIPPABLE) {
      if (head.length < 8) return this.fail(CUT);
      this.used += 8 + head.readUInt32LE(4);
      return;
    }
    if (magic !== ZSTD_MAGIC) return this.fail(DAMAGED);
    const flags = head[4]!;
    const isSingle = (flags & 0x20) !== 0;
    const dictionary = [0, 1, 2, 4][flags & 3]!;
    const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6]!;
    const length = 5 + (isSingle ? 0 : 1) + dictionary + sizeBytes;
    if (head.length < length) return this.fail(CUT);
    if (dictionary > 0) return this.fail('it needs a dictionary of zstd', 'format');
    this.window = isSingle ? contentSize(head, length - sizeBytes, sizeBytes) : windowOf(head[5]!);
    if (this.window > LARGEST_WINDOW) return this.fail('it asks for too much memory to unpack', 'budget');
    this.hasChecksum = (flags & 4) !== 0;
    const { Decompress } = loadLibrary<Fzstd>('fzstd');
    this.stream = new Decompress((data) => {
      if (data.length > 0) this.ready.push(data.slice());
    });
    // a frame's header is looked at only with 18 bytes: the first block brings the rest
    this.stream.push(head.subarray(0, length));
    this.used += length;
  }

  private block(stream: InstanceType<Fzstd['Decompress']>): void {
    const head = readAt(this.source, this.used, 3);
    if (head.length < 3) return this.fail(CUT);
    const word = head.readUIntLE(0, 3);
    const isLast = (word & 1) === 1;
    const type = (word >> 1) & 3;
    const size = word >> 3;
    if (type === 3 || size > LARGEST_BLOCK) return this.fail(DAMAGED);
    const most = type === 2 ? LARGEST_BLOCK : size;
    this.moves += most * MOVES - this.window;
    if (this.moves < 0) return this.fail('it takes too long to unpack', 'budget');
    const bytes = readAt(this.source, this.used, 3 + (type === 1 ? 1 : size));
    if (bytes.length < 3 + (type === 1 ? 1 : size)) return this.fail(CUT);
    this.used += bytes.length;
    if (!isLast) return stream.push(bytes);
    this.stream = undefined;
    this.used += this.hasChecksum ? 4 : 0;
    // as the library wants it: with the checksum, which it does not look at
    stream.push(this.hasChecksum ? Buffer.concat([bytes, Buffer.alloc(4)]) : bytes, true);
  }
}

function contentSize(head: Buffer, at: number, bytes: number): number {
  if (bytes === 8) return Number(head.readBigUInt64LE(at));
  return head.readUIntLE(at, bytes) + (bytes === 2 ? 256 : 0);
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** fzstd's errors have a number for a code; what it stumbles over in damaged data are a TypeError or a RangeError. */
function isOfLibrary(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    error instanceof RangeError ||
    (error instanceof Error && typeof (error as Error & { code?: unknown }).code === 'number')
  );
}
