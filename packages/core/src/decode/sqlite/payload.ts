/** The bytes of one row, from its page and the overflow pages after it, read once from front to back. */
import type { Bitmap } from './bitmap.ts';
import type { PageCells } from './cells.ts';
import type { Pages } from './pages.ts';

export class Payload {
  length = 0;
  /** The chain of overflow pages ends too early, or runs into pages that are something else's. */
  isBroken = false;
  private readonly pages: Pages;
  private readonly reached: Bitmap;
  /** Of an overflow page, after its pointer. */
  private readonly room: number;
  private readonly overflow: Buffer;
  private local: Buffer = Buffer.alloc(0);
  /** The overflow page one is at, what part of the payload it starts with, and whether `overflow` holds it. */
  private page = 0;
  private base = 0;
  private isLoaded = false;
  private next = 0;

  constructor(pages: Pages, usable: number, reached: Bitmap) {
    this.pages = pages;
    this.reached = reached;
    this.room = usable - 4;
    this.overflow = Buffer.alloc(pages.size);
  }

  /** Starts with the payload of a page's cell. */
  open(cells: PageCells, cell: number): void {
    this.length = cells.length[cell]!;
    this.local = cells.bytes.subarray(cells.payload[cell]!, cells.payload[cell]! + cells.local[cell]!);
    this.next = cells.overflow[cell]!;
    this.page = 0;
    this.isBroken = false;
  }

  /** Copies the payload from `start` on, as much as fits or as there is. No start may lie before an earlier one's page. */
  copy(into: Uint8Array, start: number): number {
    const wanted = Math.min(into.length, this.length - start);
    let done = 0;
    while (done < wanted) {
      const at = start + done;
      if (at < this.local.length) {
        const part = this.local.subarray(at, at + wanted - done);
        into.set(part, done);
        done += part.length;
        continue;
      }
      if (!this.seek(at) || at < this.base) break;
      this.load();
      const from = 4 + at - this.base;
      const part = this.overflow.subarray(from, Math.min(4 + this.room, from + wanted - done));
      into.set(part, done);
      done += part.length;
    }
    return done;
  }

  /** Goes to the chain's end, so that all of it is reached; what stands behind the payload on the last page, if there is one. */
  finish(): Buffer | undefined {
    if (this.length <= this.local.length || !this.seek(this.length - 1)) return undefined;
    this.load();
    return this.overflow.subarray(4 + this.length - this.base, 4 + this.room);
  }

  get lastPage(): number {
    return this.page;
  }

  /** Goes to the overflow page that holds the payload's byte `at`. */
  private seek(at: number): boolean {
    while (this.page === 0 || at >= this.base + this.room) {
      if (this.isBroken) return false;
      if (this.page !== 0 && !this.isLoaded) this.next = this.pages.pointer(this.page);
      if (this.next === 0 || !this.reached.add(this.next)) {
        this.isBroken = true;
        return false;
      }
      this.base = this.page === 0 ? this.local.length : this.base + this.room;
      this.page = this.next;
      this.isLoaded = false;
    }
    return true;
  }

  private load(): void {
    if (this.isLoaded) return;
    this.pages.read(this.page, this.overflow);
    this.next = this.overflow.readUInt32BE(0);
    this.isLoaded = true;
  }
}
