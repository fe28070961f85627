/** The checksum of a write-ahead log: it runs on from frame to frame. */

const IS_LITTLE = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

export class Checksum {
  first = 0;
  second = 0;
  private readonly isSwapped: boolean;

  constructor(isLittle: boolean) {
    this.isSwapped = isLittle !== IS_LITTLE;
  }

  /** `bytes` start at a multiple of four in their buffer, and are a multiple of eight. They are changed. */
  add(bytes: Buffer): void {
    if (this.isSwapped) bytes.swap32();
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    let { first, second } = this;
    for (let at = 0; at + 1 < words.length; at += 2) {
      first = (first + words[at]! + second) | 0;
      second = (second + words[at + 1]! + first) | 0;
    }
    this.first = first;
    this.second = second;
  }

  is(first: number, second: number): boolean {
    return this.first >>> 0 === first && this.second >>> 0 === second;
  }
}
