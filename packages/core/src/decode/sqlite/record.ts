/** The columns of a row: where each stands in the row's payload. */
import type { DatabaseHeader } from './header.ts';
import { Varints } from './varint.ts';

/** SQLite's own limit. */
const MOST_COLUMNS = 32767;

export class Record {
  count = 0;
  /** Serial types as the format numbers them: 12 and more are blobs (even) and text (odd). */
  readonly type: number[] = [];
  readonly offset: number[] = [];
  readonly length: number[] = [];
  private readonly cursor = new Varints();

  /** `header` stands at [from, to); false where it cannot be the header of a payload of `payloadLength` bytes. */
  parse(header: Buffer, from: number, to: number, payloadLength: number): boolean {
    const { cursor } = this;
    this.count = 0;
    cursor.at = from;
    const length = cursor.read(header, to);
    if (length < cursor.at - from || length > to - from) return false;
    const end = from + length;
    let offset = length;
    while (cursor.at < end) {
      const type = cursor.read(header, end);
      if (type < 0 || this.count === MOST_COLUMNS) return false;
      const bytes = storedLength(type);
      if (offset + bytes > payloadLength) return false;
      this.type[this.count] = type;
      this.offset[this.count] = offset;
      this.length[this.count] = bytes;
      this.count++;
      offset += bytes;
    }
    // what no column takes comes after the last one
    this.type[this.count] = 0;
    this.offset[this.count] = offset;
    this.length[this.count] = payloadLength - offset;
    return true;
  }
}

/** How long a record's header is, or 0 where that does not stand in [from, to). */
export function recordHeaderLength(bytes: Buffer, from: number, to: number): number {
  const cursor = new Varints();
  cursor.at = from;
  return Math.max(0, cursor.read(bytes, to));
}

function storedLength(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return type <= 4 ? type : type === 5 ? 6 : type === 6 || type === 7 ? 8 : 0;
}

export const isText = (type: number): boolean => type >= 13 && type % 2 === 1;
export const isContent = (type: number): boolean => type >= 12;

/** A whole number of a serial type; undefined for everything else. */
export function integer(type: number, bytes: Buffer, at: number): bigint | undefined {
  if (type === 8 || type === 9) return BigInt(type - 8);
  if (type < 1 || type > 6) return undefined;
  const length = storedLength(type);
  let value = 0n;
  for (let i = 0; i < length; i++) value = (value << 8n) | BigInt(bytes[at + i]!);
  return BigInt.asIntN(length * 8, value);
}

export function decodeText(bytes: Buffer, encoding: DatabaseHeader['encoding']): string {
  if (encoding !== 'utf16be') return bytes.toString(encoding);
  return Buffer.from(bytes.subarray(0, bytes.length & ~1))
    .swap16()
    .toString('utf16le');
}
