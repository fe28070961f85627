/** A rollback journal: pages as they were before a transaction. */
import type { Budget, Member, RandomAccess, Unopened } from '../container.ts';
import { TOO_MANY, unopened } from '../kit/said.ts';
import { plain, readAt, readInto } from '../kit/source.ts';
import { Bitmap } from './bitmap.ts';
import { isPageSize } from './header.ts';
import { Scraps, type ScrapSource } from './scraps.ts';

export const JOURNAL_MAGIC = Buffer.from('d9d505f920a163d7', 'hex');
const HEADER_LENGTH = 28;
const NOT_YET = Buffer.alloc(12);
/** Says that the records go on to the end of the file. */
const TO_THE_END = 0xffffffff;

/** Records are numbered from 1; what stands behind the last one starts at `end`. */
class Records {
  readonly pages: number[] = [0];
  readonly offsets: number[] = [0];
  pageSize = 0;
  end = 0;

  constructor(source: RandomAccess) {
    for (let sector = 512; ;) {
      const start = Math.ceil(this.end / sector) * sector;
      const header = readAt(source, start, HEADER_LENGTH);
      if (header.length < HEADER_LENGTH) break;
      // the magic of a later stretch is written when its records are on the disk
      const isPending = this.pageSize !== 0 && header.subarray(0, 12).equals(NOT_YET);
      if (!isPending && !header.subarray(0, 8).equals(JOURNAL_MAGIC)) break;
      const sectorSize = header.readUInt32BE(20);
      const pageSize = header.readUInt32BE(24);
      if (!isPageSize(pageSize) || !isPageSize(Math.max(512, sectorSize)) || sectorSize < 32) break;
      if (this.pageSize !== 0 && pageSize !== this.pageSize) break;
      this.pageSize = pageSize;
      sector = sectorSize;
      this.end = start + sector;
      const said = header.readUInt32BE(8);
      // a journal that was never synced says 0
      const most = said === 0 ? TO_THE_END : said;
      for (let i = 0; i < most && this.end + pageSize + 8 <= source.size; i++) {
        const page = readAt(source, this.end, 4).readUInt32BE(0);
        if (page === 0 || (said === 0 && page === 0xd9d505f9)) break;
        this.pages.push(page);
        this.offsets.push(this.end + 4);
        this.end += pageSize + 8;
      }
    }
  }

  source(bytes: RandomAccess): ScrapSource {
    const { pages, offsets, pageSize } = this;
    const four = Buffer.alloc(4);
    const records = new Map(pages.map((page, record) => [page, record]));
    const read = (record: number, into: Buffer): void => {
      const got = readInto(bytes, into, offsets[record]!);
      if (got < into.length) into.fill(0, got);
    };
    return {
      limit: pages.length - 1,
      highestPage: pages.reduce((highest, page) => Math.max(highest, page), 0),
      pageSize,
      usable: pageSize,
      read,
      pointer: (record) => {
        read(record, four);
        return four.readUInt32BE(0);
      },
      find: (page) => records.get(page) ?? 0,
      name: (record) => `page ${pages[record]!}`,
    };
  }
}

export function* journal(source: RandomAccess, budget: Budget): Generator<Member | Unopened> {
  if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
  const records = new Records(source);
  const all = new Bitmap(records.pages.length - 1);
  for (let record = 1; record < records.pages.length; record++) all.add(record);
  if (records.pageSize > 0) yield* new Scraps(records.source(source), all).members();
  if (records.end < source.size) {
    yield { kind: 'member', name: 'rest', read: plain(source, records.end, source.size - records.end) };
  }
}
