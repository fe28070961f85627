/**
 * Many byte strings, looked for in one pass. A needle has at least eight bytes, so wherever it stands, one of the words of
 * four bytes that start in its first four bytes stands at a multiple of four: only there is a bitmap asked, and what it lets
 * pass is compared.
 */

/** 64 KiB: it stays in the processor's cache. */
const BITS = 19;
const STEP = 4;
export const SHORTEST_NEEDLE = 2 * STEP;

const slot = (word: number): number => Math.imul(word, 0x9e3779b1) >>> (32 - BITS);

/** What was found: `owner` is as it was given to `add`. In no order among those that overlap. */
type Report = (owner: number, start: number, end: number, needle: number) => void;

const NOBODY = -1;
/** Numbers of a needle: its text, where in that it starts, its length, its owner. */
const FIELDS = 4;
/** Numbers of a word: the needle, where in that it stands, the next needle that has the same word. */
const LINKS = 3;

export class Needles {
  readonly #bitmap = new Uint32Array(1 << (BITS - 5));
  /** By a word: the last link. */
  readonly #last = new Map<number, number>();
  readonly #texts: Buffer[] = [];
  #needles = new Int32Array(FIELDS << 8);
  #links = new Int32Array(LINKS << 10);
  #count = 0;
  #linked = 0;

  /** Takes over `text`, whose stretches are the needles. */
  text(text: Buffer): number {
    return this.#texts.push(text) - 1;
  }

  /** `length` bytes of a text, at least SHORTEST_NEEDLE. One that is known already keeps its first owner. */
  add(text: number, start: number, length: number, owner: number): void {
    const bytes = this.#texts[text]!;
    for (let link = this.#last.get(bytes.readInt32LE(start)) ?? -1; link >= 0;) {
      const needle = this.#links[LINKS * link]!;
      const isSame = this.#links[LINKS * link + 1] === 0 && this.#needles[FIELDS * needle + 2] === length;
      if (isSame && this.#stands(needle, bytes, start)) return;
      link = this.#links[LINKS * link + 2]!;
    }
    this.#needles = roomFor(this.#needles, FIELDS * (this.#count + 1));
    this.#needles[FIELDS * this.#count] = text;
    this.#needles[FIELDS * this.#count + 1] = start;
    this.#needles[FIELDS * this.#count + 2] = length;
    this.#needles[FIELDS * this.#count + 3] = owner;
    this.#links = roomFor(this.#links, LINKS * (this.#linked + STEP));
    for (let shift = 0; shift < STEP; shift++) {
      const word = bytes.readInt32LE(start + shift);
      const link = this.#linked++;
      this.#links[LINKS * link] = this.#count;
      this.#links[LINKS * link + 1] = shift;
      this.#links[LINKS * link + 2] = this.#last.get(word) ?? -1;
      this.#last.set(word, link);
      const at = slot(word);
      this.#bitmap[at >>> 5]! |= 1 << (at & 31);
    }
    this.#count++;
  }

  search(bytes: Buffer, report: Report): void {
    if (this.#count === 0) return;
    const bitmap = this.#bitmap;
    const end = bytes.length - STEP;
    for (let at = 0; at <= end; at += STEP) {
      const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      const bit = slot(word);
      if ((bitmap[bit >>> 5]! & (1 << (bit & 31))) !== 0) this.#compare(bytes, at, word, report);
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

  #compare(bytes: Buffer, at: number, word: number, report: Report): void {
    for (let link = this.#last.get(word) ?? -1; link >= 0; link = this.#links[LINKS * link + 2]!) {
      const needle = this.#links[LINKS * link]!;
      const start = at - this.#links[LINKS * link + 1]!;
      const owner = this.#needles[FIELDS * needle + 3]!;
      if (start >= 0 && owner !== NOBODY && this.#stands(needle, bytes, start))
        report(owner, start, start + this.#needles[FIELDS * needle + 2]!, needle);
    }
  }

  #stands(needle: number, bytes: Buffer, start: number): boolean {
    const text = this.#texts[this.#needles[FIELDS * needle]!]!;
    const from = this.#needles[FIELDS * needle + 1]!;
    const length = this.#needles[FIELDS * needle + 2]!;
    if (start + length > bytes.length) return false;
    for (let at = 0; at < length; at++) if (text[from + at] !== bytes[start + at]) return false;
    return true;
  }

  /** Overwrites what it was given. */
  forget(): void {
    for (const text of this.#texts) text.fill(0);
    this.#texts.length = 0;
    this.#last.clear();
    this.#bitmap.fill(0);
    this.#count = this.#linked = 0;
  }
}

function roomFor(numbers: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  if (length <= numbers.length) return numbers;
  const grown = new Int32Array(2 * Math.max(length, numbers.length));
  grown.set(numbers);
  return grown;
}
