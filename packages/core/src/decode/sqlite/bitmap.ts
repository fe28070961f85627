/** A set of small numbers: pages, frames. */
export class Bitmap {
  readonly limit: number;
  private readonly words: Uint32Array;

  /** For numbers from 0 to `limit`. */
  constructor(limit: number) {
    this.limit = limit;
    this.words = new Uint32Array(Math.floor(limit / 32) + 1);
  }

  has(number: number): boolean {
    return number <= this.limit && ((this.words[number >>> 5]! >>> (number & 31)) & 1) === 1;
  }

  /** False where it was there already, or can never be. */
  add(number: number): boolean {
    if (number > this.limit || this.has(number)) return false;
    this.words[number >>> 5]! |= 1 << (number & 31);
    return true;
  }

  delete(number: number): void {
    if (number <= this.limit) this.words[number >>> 5]! &= ~(1 << (number & 31));
  }

  get size(): number {
    let size = 0;
    for (const word of this.words) for (let left = word; left !== 0; left &= left - 1) size++;
    return size;
  }

  /** In ascending order; it may be changed meanwhile. */
  *[Symbol.iterator](): Generator<number> {
    for (let at = 0; at < this.words.length; at++) {
      if (this.words[at] === 0) continue;
      for (let bit = 0; bit < 32; bit++) if ((this.words[at]! >>> bit) & 1) yield at * 32 + bit;
    }
  }
}
