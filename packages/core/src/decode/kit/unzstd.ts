/**
 * Zstandard (RFC 8878), pulled, a block at a time: every block before the damage comes out, and of the damaged one what
 * comes before it. Whatever a frame says of itself, memory grows with what is unpacked (`zstd/window.ts`), and work with
 * the bytes that go in and come out: node's own decoder is not in every node, and gives nothing of what is damaged.
 */
import type { RandomAccess, Unopened } from '../container.ts';
import type { Unpacking } from './metered.ts';
import { CUT, DAMAGED } from './said.ts';
import { readInto } from './source.ts';
import { MARGIN } from './zstd/bits.ts';
import { LARGEST_BLOCK, Literals } from './zstd/literals.ts';
import { Sequences } from './zstd/sequences.ts';
import { Window } from './zstd/window.ts';
import { XxHash64 } from './zstd/xxhash64.ts';

export const ZSTD_MAGIC = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
/** What `zstd --ultra` asks for. */
const LARGEST_WINDOW = 1 << 27;
const LONGEST_HEADER = 18;
/** The first read is small, for what is small; every further one is twice as large, up to INPUT. */
const FIRST_INPUT = 1 << 10;
const INPUT = 1 << 16;

/** What unpacking needs; kept for the next stream when one ends, for there are archives of thousands of small files. */
class Workspace {
  readonly input = Buffer.alloc(MARGIN + LARGEST_BLOCK + INPUT + MARGIN);
  readonly view = new DataView(this.input.buffer, this.input.byteOffset, this.input.byteLength);
  readonly literals = new Literals();
  readonly sequences = new Sequences();
  readonly window = new Window();
  readonly sum = new XxHash64();
}

const spare: Workspace[] = [];

type State = 'frame' | 'block' | 'end' | 'done';

export class Unzstd implements Unpacking {
  damage: string | undefined;
  cause: Unopened['cause'] = 'damaged';
  private readonly source: RandomAccess;
  private space: Workspace | undefined;
  private state: State = 'frame';
  /** Of the source: what follows the input. */
  private next = 0;
  private step = FIRST_INPUT;
  /** The input that is not used yet: [at, filled) of the workspace's. */
  private at = MARGIN;
  private filled = MARGIN;
  /** Where in the window what was not served yet begins. */
  private served = 0;
  // of the frame
  private largestBlock = 0;
  private hasChecksum = false;
  private claimed: number | undefined;
  private length = 0;

  constructor(source: RandomAccess) {
    this.source = source;
  }

  get used(): number {
    return this.next - (this.filled - this.at);
  }

  pull(into: Uint8Array): number {
    if (this.state === 'done' && !this.space) return 0;
    const space = (this.space ??= spare.pop() ?? new Workspace());
    const { window } = space;
    while (this.served === window.at && this.state !== 'done') {
      if (this.state === 'frame') this.frame(space);
      else if (this.state === 'block') this.block(space);
      else this.end(space);
    }
    const count = Math.min(into.length, window.at - this.served);
    into.set(window.bytes.subarray(this.served, this.served + count));
    this.served += count;
    if (this.state === 'done' && this.served === window.at) this.release(space);
    return count;
  }

  private release(space: Workspace): void {
    space.window.start(0);
    space.window.shrink();
    if (spare.length < 4) spare.push(space);
    this.space = undefined;
  }

  private fail(reason: string, cause: Unopened['cause'] = 'damaged'): void {
    this.damage = reason;
    this.cause = cause;
    this.state = 'done';
  }

  /** Brings `least` bytes into the input; says how many there are, fewer only where the source ends. */
  private need({ input }: Workspace, least: number): number {
    const held = this.filled - this.at;
    if (held >= least) return held;
    input.copyWithin(MARGIN, this.at, this.filled);
    this.at = MARGIN;
    const room = Math.max(least, this.step) - held;
    this.step = Math.min(INPUT, this.step * 2);
    const from = MARGIN + held;
    const count = readInto(this.source, input.subarray(from, from + room), this.next);
    this.next += count;
    this.filled = from + count;
    return held + count;
  }

  private frame(space: Workspace): void {
    const held = this.need(space, LONGEST_HEADER);
    const { input, view, window } = space;
    const { at } = this;
    if (held === 0 && this.used > 0) {
      this.state = 'done';
      return;
    }
    if (held < 5) return this.fail(CUT);
    const magic = view.getUint32(at, true);
    if ((magic & ~15) >>> 0 === SKIPPABLE)
      return this.skip(held < 8 ? Infinity : 8 + view.getUint32(at + 4, true));
    const flags = input[at + 4]!;
    // the fourth bit is reserved
    if (magic !== ZSTD_MAGIC || flags & 8) return this.fail(DAMAGED);
    const isSingle = (flags & 0x20) !== 0;
    const idBytes = [0, 1, 2, 4][flags & 3]!;
    const sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][flags >> 6]!;
    const idAt = at + (isSingle ? 5 : 6);
    const sizeAt = idAt + idBytes;
    if (held < sizeAt + sizeBytes - at) return this.fail(CUT);
    if (idBytes > 0 && input.readUIntLE(idAt, idBytes) !== 0) {
      return this.fail('it needs a dictionary of zstd', 'format');
    }
    this.claimed = sizeBytes > 0 ? contentSize(input, sizeAt, sizeBytes) : undefined;
    const reach = isSingle ? this.claimed! : windowOf(input[at + 5]!);
    if (reach > LARGEST_WINDOW) return this.fail('it asks for too much memory to unpack', 'budget');
    this.at = sizeAt + sizeBytes;
    this.largestBlock = Math.min(LARGEST_BLOCK, reach);
    this.hasChecksum = (flags & 4) !== 0;
    this.length = 0;
    this.served = 0;
    window.start(reach);
    space.literals.start();
    space.sequences.start();
    if (this.hasChecksum) space.sum.start();
    this.state = 'block';
  }

  private skip(length: number): void {
    const end = this.used + length;
    if (end > this.source.size) return this.fail(CUT);
    this.at += Math.min(length, this.filled - this.at);
    if (this.at === this.filled) this.next = end;
  }

  private block(space: Workspace): void {
    const { input, view, window, literals, sequences } = space;
    if (this.need(space, 3) < 3) return this.fail(CUT);
    const word = input.readUIntLE(this.at, 3);
    const type = (word >> 1) & 3;
    const size = word >> 3;
    if (type === 3 || size > this.largestBlock) return this.fail(DAMAGED);
    const packed = type === 1 ? 1 : size;
    const isWhole = this.need(space, 3 + packed) >= 3 + packed;
    const from = this.at + 3;
    const to = Math.min(from + packed, this.filled);
    this.at = to;
    if (!isWhole && type > 0) return this.fail(CUT);
    window.makeRoom(this.largestBlock);
    const start = window.at;
    this.served = start;
    let isRight = true;
    if (type === 0) window.write(input.subarray(from, to));
    else if (type === 1) window.repeat(input[from]!, size);
    else if (size > 0) {
      const end = literals.read(input, view, from, to, this.largestBlock);
      isRight = end >= 0 && sequences.read(input, view, end, to, literals, window, this.largestBlock);
    }
    this.length += window.at - start;
    if (!isWhole || !isRight) return this.fail(isWhole ? DAMAGED : CUT);
    if (this.hasChecksum) space.sum.update(window.view, start, window.at);
    if (word & 1) this.state = 'end';
  }

  private end(space: Workspace): void {
    this.state = 'frame';
    if (this.claimed !== undefined && this.claimed !== this.length) return this.fail(DAMAGED);
    if (!this.hasChecksum) return;
    if (this.need(space, 4) < 4) return this.fail(CUT);
    const sum = space.view.getUint32(this.at, true);
    this.at += 4;
    if (sum !== space.sum.digest()) this.fail(DAMAGED);
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
