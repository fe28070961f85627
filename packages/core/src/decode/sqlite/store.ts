/** One database that is being read: its pages, and which of them were found to belong to something. */
import type { Member, Unopened } from '../container.ts';
import { unopened } from '../kit/said.ts';
import { Bitmap } from './bitmap.ts';
import type { PageCells } from './cells.ts';
import type { DatabaseHeader } from './header.ts';
import type { Pages } from './pages.ts';
import { Scraps, type ScrapSource } from './scraps.ts';
import { unusedParts } from './unused.ts';

export class Store {
  readonly pages: Pages;
  readonly usable: number;
  readonly encoding: DatabaseHeader['encoding'];
  readonly reached: Bitmap;
  private readonly firstFree: number;
  /** Pages of the freelist: those that list others, and the others. */
  private readonly trunks: Bitmap;
  private readonly free: Bitmap;
  private readonly scraps: Scraps;
  private isListDamaged = false;

  constructor(pages: Pages, { usable, encoding, firstFreePage }: DatabaseHeader) {
    this.pages = pages;
    this.usable = usable;
    this.encoding = encoding;
    this.reached = new Bitmap(pages.count);
    this.trunks = new Bitmap(pages.count);
    this.free = new Bitmap(pages.count);
    this.firstFree = firstFreePage;
    this.readFreelist();
    this.scraps = new Scraps(this.scrapSource('free page #'), this.free);
  }

  /** What a b-tree page holds besides its cells; all of it where its cells are damaged. */
  unused(cells: PageCells): Member | undefined {
    if (cells.isDamaged) return this.remnant(`page ${cells.number}, damaged`, [cells.bytes]);
    const parts = unusedParts(cells, this.usable);
    return parts.length === 0 ? undefined : this.remnant(`page ${cells.number}, unused`, parts);
  }

  remnant(name: string, parts: readonly Buffer[]): Member | undefined {
    return this.scraps.remnant(name, parts);
  }

  /** The pages of the freelist. */
  *freePages(): Generator<Member | Unopened> {
    if (this.isListDamaged) yield unopened(undefined, 'damaged', 'its list of free pages is damaged');
    const page = Buffer.alloc(this.pages.size);
    for (const trunk of this.trunks) {
      if (!this.reached.add(trunk)) continue;
      this.pages.read(trunk, page);
      const found = this.remnant(`free page ${trunk}`, [page.subarray(this.listEnd(page))]);
      if (found) yield found;
    }
    yield* this.scraps.members((page) => this.reached.has(page));
  }

  /** Pages that neither a table nor the freelist leads to. */
  *unreachedPages(): Generator<Member> {
    const { pages, reached, trunks, free } = this;
    const left = new Bitmap(pages.count);
    for (let page = 1; page <= pages.count; page++) {
      if (!reached.has(page) && !trunks.has(page) && !free.has(page)) left.add(page);
    }
    yield* new Scraps(this.scrapSource('page #, unreached'), left).members();
  }

  private readFreelist(): void {
    const page = Buffer.alloc(this.pages.size);
    for (let trunk = this.firstFree; trunk !== 0; trunk = page.readUInt32BE(0)) {
      if (trunk === 1 || !this.trunks.add(trunk)) {
        this.isListDamaged = true;
        break;
      }
      this.pages.read(trunk, page);
      const end = this.listEnd(page);
      if (end === 0) this.isListDamaged = true;
      for (let at = 8; at < end; at += 4) {
        const leaf = page.readUInt32BE(at);
        if (leaf < 2 || !this.free.add(leaf)) this.isListDamaged = true;
      }
    }
    for (const trunk of this.trunks) this.free.delete(trunk);
  }

  /** Where the list on a page of the freelist ends; 0 where it says more than fits. */
  private listEnd(page: Buffer): number {
    const end = 8 + page.readUInt32BE(4) * 4;
    return end <= this.usable ? end : 0;
  }

  private scrapSource(name: string): ScrapSource {
    const { pages, usable } = this;
    return {
      limit: pages.count,
      highestPage: pages.count,
      pageSize: pages.size,
      usable,
      read: (page, into) => pages.read(page, into),
      pointer: (page) => pages.pointer(page),
      find: (page) => page,
      name: (page) => name.replace('#', String(page)),
    };
  }
}
