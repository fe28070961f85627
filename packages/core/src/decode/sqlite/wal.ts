/** A write-ahead log: the frames that are in it, and which of them count. */
import type { RandomAccess } from '../container.ts';
import { readAt, readInto } from '../kit/source.ts';
import { Bitmap } from './bitmap.ts';
import { Checksum } from './checksum.ts';
import { isPageSize } from './header.ts';
import type { ScrapSource } from './scraps.ts';

export const WAL_HEADER = 32;
const FRAME_HEADER = 24;
const BIG_ENDIAN = 0x377f0683;
const LITTLE_ENDIAN = 0x377f0682;

export const isWal = (head: Buffer): boolean =>
  head.length >= WAL_HEADER &&
  [BIG_ENDIAN, LITTLE_ENDIAN].includes(head.readUInt32BE(0)) &&
  isPageSize(head.readUInt32BE(8));

/** Frames are numbered from 1. */
export interface Wal {
  readonly source: RandomAccess;
  readonly pageSize: number;
  readonly frameCount: number;
  /** Pages of the database after the last commit; 0 where nothing was committed. */
  readonly pageCount: number;
  /** The newest committed frame of each page. */
  readonly committed: ReadonlyMap<number, number>;
  page(frame: number): number;
  /** Where a frame's page stands. */
  offset(frame: number): number;
  /** The frame of a page that was written in the same transaction as another; 0 where there is none. */
  beside(page: number, frame: number): number;
}

/** Undefined where it is not a log, or nobody could read it. */
export function walFrames(source: RandomAccess): Wal | undefined {
  const header = readAt(source, 0, WAL_HEADER);
  if (!isWal(header)) return undefined;
  const pageSize = header.readUInt32BE(8);
  const frameLength = FRAME_HEADER + pageSize;
  const frameCount = Math.floor(Math.max(0, source.size - WAL_HEADER) / frameLength);
  const offset = (frame: number): number => WAL_HEADER + (frame - 1) * frameLength + FRAME_HEADER;

  const pages = new Uint32Array(frameCount + 1);
  /** The first frame of each transaction. */
  const starts = new Bitmap(frameCount + 2);
  const checksum = new Checksum(header.readUInt32BE(0) === LITTLE_ENDIAN);
  const salt = Buffer.from(header.subarray(16, 24));
  const sums = [header.readUInt32BE(24), header.readUInt32BE(28)] as const;
  checksum.add(Buffer.from(header.subarray(0, 24)));
  let isValid = checksum.is(...sums);
  const committed = new Map<number, number>();
  let pageCount = 0;
  let uncommitted = 1;
  const before = Buffer.alloc(8);
  const bytes = Buffer.from(new ArrayBuffer(frameLength));
  for (let frame = 1; frame <= frameCount; frame++) {
    // only what still counts has to be read whole
    const head = isValid ? bytes : bytes.subarray(0, FRAME_HEADER);
    const got = readInto(source, head, offset(frame) - FRAME_HEADER);
    if (got < head.length) head.fill(0, got);
    const page = head.readUInt32BE(0);
    const commit = head.readUInt32BE(4);
    pages[frame] = page;
    if (frame > 1 && !head.subarray(8, 16).equals(before)) starts.add(frame);
    head.copy(before, 0, 8, 16);
    if (commit !== 0) starts.add(frame + 1);
    if (!isValid) continue;
    isValid = page !== 0 && salt.equals(before);
    if (!isValid) continue;
    const [first, second] = [head.readUInt32BE(16), head.readUInt32BE(20)];
    checksum.add(bytes.subarray(0, 8));
    checksum.add(bytes.subarray(FRAME_HEADER));
    isValid = checksum.is(first, second);
    if (!isValid || commit === 0) continue;
    for (; uncommitted <= frame; uncommitted++) committed.set(pages[uncommitted]!, uncommitted);
    pageCount = commit;
  }
  return {
    source,
    pageSize,
    frameCount,
    pageCount,
    committed,
    page: (frame) => pages[frame]!,
    offset,
    beside: transactions(pages, starts),
  };
}

function transactions(pages: Uint32Array, starts: Bitmap): Wal['beside'] {
  let first = 0;
  let end = 0;
  const frames = new Map<number, number>();
  return (page, frame) => {
    if (frame < first || frame >= end) {
      first = frame;
      while (first > 1 && !starts.has(first)) first--;
      end = frame + 1;
      while (end < pages.length && !starts.has(end)) end++;
      frames.clear();
      for (let at = first; at < end; at++) frames.set(pages[at]!, at);
    }
    return frames.get(page) ?? 0;
  };
}

/** The frames as raw pages. */
export function frameSource(
  { source, pageSize, frameCount, offset, page, beside }: Wal,
  name: string,
): ScrapSource {
  const four = Buffer.alloc(4);
  let highestPage = 0;
  for (let frame = 1; frame <= frameCount; frame++) highestPage = Math.max(highestPage, page(frame));
  const read = (frame: number, into: Buffer): void => {
    const got = readInto(source, into, offset(frame));
    if (got < into.length) into.fill(0, got);
  };
  return {
    limit: frameCount,
    highestPage,
    pageSize,
    usable: pageSize,
    read,
    pointer: (frame) => {
      read(frame, four);
      return four.readUInt32BE(0);
    },
    find: beside,
    name: (frame) => name.replace('#', String(frame)),
  };
}
