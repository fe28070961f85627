/** Many byte strings, looked for in one pass: a bitmap over four bytes, then a comparison. */

/** 64 KiB: it stays in the processor's cache. */
const BITS = 19;

const slot = (word: number): number => Math.imul(word, 0x9e3779b1) >>> (32 - BITS);

/** What was found: `owner` is as it was given to `add`. */
type Report = (owner: number, start: number, end: number, needle: number) => void;

const NOBODY = -1;

/** Numbers that a needle is made of: its text, where in that it starts, its length, its owner, the next of the same word. */
const FIELDS = 5;

export class Needles {
  readonly #bitmap = new Uint32Array(1 << (BITS - 5));
  /** By the first four bytes: the last needle that starts with them. */
  readonly #last = new Map<number, number>();
  readonly #texts: Buffer[] = [];
  #needles = new Int32Array(FIELDS << 10);
  #count = 0;

  /** Takes over `text`, whose stretches are the needles. */
  text(text: Buffer): number {
    return this.#texts.push(text) - 1;
  }

  /** `length` bytes of a text, at least four. One that is known already keeps its first owner. */
  add(text: number, start: number, length: number, owner: number): void {
    const bytes = this.#texts[text]!;
    const word = bytes.readInt32LE(start);
    const last = this.#last.get(word) ?? -1;
    for (let at = last; at >= 0; at = this.#needles[FIELDS * at + 4]!) {
      if (this.#needles[FIELDS * at + 2] !== length) continue;
      const other = this.#texts[this.#needles[FIELDS * at]!]!;
      const from = this.#needles[FIELDS * at + 1]!;
      let same = 4;
      while (same < length && other[from + same] === bytes[start + same]) same++;
      if (same === length) return;
    }
    if (FIELDS * (this.#count + 1) > this.#needles.length) {
      const grown = new Int32Array(2 * this.#needles.length);
      grown.set(this.#needles);
      this.#needles = grown;
    }
    const own = FIELDS * this.#count;
    this.#needles[own] = text;
    this.#needles[own + 1] = start;
    this.#needles[own + 2] = length;
    this.#needles[own + 3] = owner;
    this.#needles[own + 4] = last;
    this.#last.set(word, this.#count++);
    const at = slot(word);
    this.#bitmap[at >>> 5]! |= 1 << (at & 31);
  }

  search(bytes: Buffer, report: Report): void {
    if (bytes.length < 4 || this.#count === 0) return;
    const bitmap = this.#bitmap;
    let word = (bytes[0]! << 8) | (bytes[1]! << 16) | (bytes[2]! << 24);
    for (let end = 3; end < bytes.length; end++) {
      word = (word >>> 8) | (bytes[end]! << 24);
      const at = slot(word);
      if ((bitmap[at >>> 5]! & (1 << (at & 31))) !== 0) this.#compare(bytes, end - 3, word, report);
    }
  }

  /** What of the needles stands in `bytes` is looked for no more, nor is it when it is added again. */
  drop(bytes: Buffer, isMeant: (owner: number) => boolean): void {
    const found: number[] = [];
    this.search(bytes, (owner, _start, _end, needle) => {
      if (isMeant(owner)) found.push(needle);
    });
    for (const needle of found) this.#needles[FIELDS * needle + 3] = NOBODY;
  }

  #compare(bytes: Buffer, start: number, word: number, report: Report): void {
    const needles = this.#needles;
    for (let at = this.#last.get(word) ?? -1; at >= 0; at = needles[FIELDS * at + 4]!) {
      const from = needles[FIELDS * at + 1]!;
      const length = needles[FIELDS * at + 2]!;
      if (start + length > bytes.length) continue;
      const text = this.#texts[needles[FIELDS * at]!]!;
      let same = 4;
      while (same < length && text[from + same] === bytes[start + same]) same++;
      const owner = needles[FIELDS * at + 3]!;
      if (same === length && owner !== NOBODY) report(owner, start, start + length, at);
    }
  }

  /** Overwrites what it was given. */
  forget(): void {
    for (const text of this.#texts) text.fill(0);
    this.#texts.length = 0;
    this.#last.clear();
    this.#bitmap.fill(0);
    this.#count = 0;
  }
}
