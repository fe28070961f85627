/** Unpacking under a budget: what every packed member is read through. */
import { crc32 } from 'node:zlib';
import type { Budget, Unopened } from '../container.ts';
import { DAMAGED, TOO_MUCH } from './said.ts';

/** Something that unpacks, a piece at a time, in bounded memory. It throws nothing but what its source throws. */
export interface Unpacking {
  /** Writes unpacked bytes to `into`; 0 means that there are no more, and then `damage` says whether there should be. */
  pull(into: Uint8Array): number;
  /** How many packed bytes it has used. */
  readonly used: number;
  /** In words: what is wrong with the packed bytes, where something is. */
  readonly damage: string | undefined;
  /** What kind of damage; `damaged` when absent. */
  readonly cause?: Unopened['cause'];
}

/**
 * One stream that unpacks to more than this many times its size is taken for a bomb. Logs are packed 20 to 100 times
 * smaller, one line repeated for ever some 300 times; deflate ends at 1032, which is what zeros give.
 */
const BOMB_RATIO = 400;
/** Up to here a stream may be packed as tightly as it likes: a few megabytes of zeros are no bomb. */
const BOMB_FROM = 8 << 20;

export class Metered {
  problem: { readonly cause: Unopened['cause']; readonly reason: string } | undefined;
  /** Bytes unpacked so far. */
  length = 0;
  private readonly from: Unpacking;
  private readonly budget: Budget;
  private readonly sum: number | undefined;
  private actual = 0;

  /** `sum` is the CRC-32 of the unpacked bytes, where the container tells. */
  constructor(from: Unpacking, budget: Budget, sum?: number) {
    this.from = from;
    this.budget = budget;
    this.sum = sum;
  }

  /** As in Member. */
  readonly read = (into: Uint8Array): number => {
    if (this.problem || into.length === 0) return 0;
    const count = this.budget.take(0) ? this.from.pull(into) : 0;
    if (!this.budget.take(count)) return this.stop('budget', TOO_MUCH);
    if (count === 0) {
      if (this.from.damage !== undefined) {
        return this.stop(this.from.cause ?? 'damaged', this.from.damage);
      }
      if (this.sum !== undefined && this.sum !== this.actual) this.stop('damaged', DAMAGED);
      return 0;
    }
    this.length += count;
    if (this.sum !== undefined) this.actual = crc32(into.subarray(0, count), this.actual);
    if (this.length > BOMB_FROM && this.length > this.from.used * BOMB_RATIO) {
      this.stop('budget', `it unpacks to more than ${BOMB_RATIO} times its size`);
    }
    return count;
  };

  /** Reads to the end, for what stands behind it; at most `limit` bytes are kept. */
  whole(limit: number): Buffer | undefined {
    const pieces: Buffer[] = [];
    let length = 0;
    for (;;) {
      const piece = Buffer.allocUnsafe(Math.min(1 << 16, limit + 1 - length));
      const count = this.read(piece);
      if (count === 0) return this.problem ? undefined : Buffer.concat(pieces, length);
      length += count;
      if (length > limit) return undefined;
      pieces.push(piece.subarray(0, count));
    }
  }

  /** Reads on to the end and keeps nothing. */
  drain(): void {
    const room = Buffer.allocUnsafe(1 << 16);
    while (this.read(room) > 0);
  }

  private stop(cause: Unopened['cause'], reason: string): 0 {
    this.problem = { cause, reason };
    return 0;
  }
}
