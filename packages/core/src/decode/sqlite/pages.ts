/** The pages of a database, numbered from 1, each in its newest committed version. */
import type { RandomAccess } from '../container.ts';
import { readInto } from '../kit/source.ts';

/** Pages that are newer in another file. */
export interface Overlay {
  readonly source: RandomAccess;
  /** Where a page's bytes stand in it; -1 where it has none. */
  offset(page: number): number;
}

export class Pages {
  readonly size: number;
  readonly count: number;
  private readonly main: RandomAccess;
  private readonly overlay: Overlay | undefined;
  private readonly four = Buffer.alloc(4);

  constructor(main: RandomAccess, size: number, count: number, overlay?: Overlay) {
    this.main = main;
    this.size = size;
    this.count = count;
    this.overlay = overlay;
  }

  /** A page's bytes; what the file does not have of it is zero. */
  read(page: number, into: Buffer): void {
    this.fill(page, into);
  }

  /** The page that an overflow page or a page of the freelist goes on with. */
  pointer(page: number): number {
    this.fill(page, this.four);
    return this.four.readUInt32BE(0);
  }

  private fill(page: number, into: Buffer): void {
    const newer = this.overlay ? this.overlay.offset(page) : -1;
    const got =
      newer >= 0 && this.overlay
        ? readInto(this.overlay.source, into, newer)
        : readInto(this.main, into, (page - 1) * this.size);
    if (got < into.length) into.fill(0, got);
  }
}
