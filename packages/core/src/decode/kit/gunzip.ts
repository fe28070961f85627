/** The content of a gzip file: all of its members, one after the other, as gzip itself reads them. */
import { crc32 } from 'node:zlib';
import type { Budget, RandomAccess } from '../container.ts';
import { Inflater } from './inflate.ts';
import type { Unpacking } from './metered.ts';
import { CUT, DAMAGED } from './said.ts';
import { Finder, readAt } from './source.ts';

const HEADER = 10;
const TRAILER = 8;
/** Every member after the first takes as much as this from the budget: there may be millions that hold nothing. */
const MEMBER_COST = 4096;
/** No tool writes longer names and comments. */
const LONGEST_TEXT = 1 << 16;

export class Gunzip implements Unpacking {
  damage: string | undefined;
  private readonly source: RandomAccess;
  private readonly budget: Budget;
  private current: Inflater | undefined;
  private at = 0;
  private sum = 0;
  private length = 0;
  private isDone = false;

  constructor(source: RandomAccess, budget: Budget) {
    this.source = source;
    this.budget = budget;
    this.open();
  }

  get used(): number {
    return this.current?.end ?? this.at;
  }

  pull(into: Uint8Array): number {
    while (this.current && !this.isDone) {
      const count = this.current.pull(into);
      if (count > 0) {
        this.sum = crc32(into.subarray(0, count), this.sum);
        this.length += count;
        return count;
      }
      this.close(this.current);
    }
    return 0;
  }

  private fail(reason: string): void {
    this.damage = reason;
    this.isDone = true;
  }

  /** What follows a member and is no gzip is ignored: zeros of a tape, and anything else stands in the file as it is. */
  private close({ damage, end }: Inflater): void {
    if (damage !== undefined) return this.fail(damage);
    const trailer = readAt(this.source, end, TRAILER);
    if (trailer.length < TRAILER) return this.fail(CUT);
    if (trailer.readUInt32LE(0) !== this.sum || trailer.readUInt32LE(4) !== this.length % 2 ** 32) {
      return this.fail(DAMAGED);
    }
    this.at = end + TRAILER;
    const next = readAt(this.source, this.at, 3);
    if (next.length < 3 || next[0] !== 0x1f || next[1] !== 0x8b || next[2] !== 8) this.isDone = true;
    else if (this.budget.take(MEMBER_COST)) this.open();
    else this.isDone = true;
  }

  private open(): void {
    const start = headerEnd(this.source, this.at);
    this.sum = 0;
    this.length = 0;
    if (start < 0) this.fail(CUT);
    else this.current = new Inflater(this.source, start);
  }
}

/** Where the packed bytes start; -1 when the header is not whole. */
function headerEnd(source: RandomAccess, start: number): number {
  const header = readAt(source, start, HEADER + 2);
  if (header.length < HEADER) return -1;
  const flags = header[3]!;
  let at = start + HEADER;
  if (flags & 4) {
    if (header.length < HEADER + 2) return -1;
    at += 2 + header.readUInt16LE(HEADER);
  }
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const end = new Finder(source, '\0', at + LONGEST_TEXT).next(at);
    if (end < 0) return -1;
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at <= source.size ? at : -1;
}
