/** Many byte strings, looked for in one pass: a bitmap over four bytes, then a comparison. */

const BITS = 22;

const slot = (word: number): number => Math.imul(word, 0x9e3779b1) >>> (32 - BITS);

/** What was found: `owner` is as it was given to `add`. */
export type Report = (owner: number, start: number, end: number) => void;

interface Needle {
  readonly bytes: Buffer;
  readonly owner: number;
}

export class Needles {
  readonly #bitmap = new Uint32Array(1 << (BITS - 5));
  readonly #needles = new Map<number, Needle[]>();
  readonly #known = new Set<string>();

  /** At least four bytes. One that is known already keeps its first owner. */
  add(text: string, owner: number): void {
    if (text.length < 4 || this.#known.has(text)) return;
    this.#known.add(text);
    const bytes = Buffer.from(text, 'latin1');
    const word = bytes.readInt32LE(0);
    const at = slot(word);
    this.#bitmap[at >>> 5]! |= 1 << (at & 31);
    const there = this.#needles.get(word);
    if (there) there.push({ bytes, owner });
    else this.#needles.set(word, [{ bytes, owner }]);
  }

  search(bytes: Buffer, report: Report): void {
    if (bytes.length < 4 || this.#needles.size === 0) return;
    const bitmap = this.#bitmap;
    let word = (bytes[0]! << 8) | (bytes[1]! << 16) | (bytes[2]! << 24);
    for (let last = 3; last < bytes.length; last++) {
      word = (word >>> 8) | (bytes[last]! << 24);
      const at = slot(word);
      if ((bitmap[at >>> 5]! & (1 << (at & 31))) === 0) continue;
      const start = last - 3;
      for (const { bytes: needle, owner } of this.#needles.get(word) ?? []) {
        const end = start + needle.length;
        if (end <= bytes.length && needle.compare(bytes, start, end) === 0) report(owner, start, end);
      }
    }
  }

  /** Overwrites what it was given, as far as that can be reached. */
  forget(): void {
    for (const needles of this.#needles.values()) for (const { bytes } of needles) bytes.fill(0);
    this.#needles.clear();
    this.#known.clear();
    this.#bitmap.fill(0);
  }
}
