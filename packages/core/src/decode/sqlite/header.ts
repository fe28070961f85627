/** The first hundred bytes of a database. */

export const HEADER_LENGTH = 100;
export const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');
/** SQLite refuses pages of which less than this can be used. */
const LEAST_USABLE = 480;

export interface DatabaseHeader {
  readonly pageSize: number;
  /** Of every page, less what is reserved at its end. */
  readonly usable: number;
  /** As it says itself; 0 where an old version of SQLite left it out of date. */
  readonly pageCount: number;
  readonly firstFreePage: number;
  readonly encoding: BufferEncoding | 'utf16be';
}

export const isPageSize = (size: number): boolean =>
  size >= 512 && size <= 65536 && (size & (size - 1)) === 0;

/** Undefined where no page can be told from another. */
export function parseHeader(head: Buffer): DatabaseHeader | undefined {
  if (head.length < HEADER_LENGTH || !head.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  const spelled = head.readUInt16BE(16);
  const pageSize = spelled === 1 ? 65536 : spelled;
  const usable = pageSize - head[20]!;
  if (!isPageSize(pageSize) || usable < LEAST_USABLE) return undefined;
  const isCurrent = head.readUInt32BE(24) === head.readUInt32BE(92);
  const encoding = head.readUInt32BE(56);
  return {
    pageSize,
    usable,
    pageCount: isCurrent ? head.readUInt32BE(28) : 0,
    firstFreePage: head.readUInt32BE(32),
    encoding: encoding === 2 ? 'utf16le' : encoding === 3 ? 'utf16be' : 'utf8',
  };
}
