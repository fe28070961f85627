/** The literals of a block (RFC 8878, 3.1.1.3.1): bytes that the sequences lay out. */
import { HuffmanCode } from './huffman.ts';

export const LARGEST_BLOCK = 1 << 17;
const SLACK = 16;

export class Literals {
  readonly bytes = Buffer.allocUnsafeSlow(LARGEST_BLOCK + SLACK);
  readonly view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
  length = 0;
  private readonly code = new HuffmanCode();
  /** Whether there is a code that a later block may use again. */
  private hasCode = false;

  start(): void {
    this.hasCode = false;
  }

  /** Takes what stands in bytes[from, to) for literals, `most` of them; gives where they end, or -1 when they are damaged. */
  read(bytes: Uint8Array, view: DataView, from: number, to: number, most: number): number {
    const type = bytes[from]! & 3;
    const format = (bytes[from]! >> 2) & 3;
    // the bytes of the block's own head and what follows it can be read, whatever they are
    const word = view.getUint32(from, true);
    if (type < 2) {
      const head = format === 1 ? 2 : format === 3 ? 3 : 1;
      const length =
        format === 1 ? (word >>> 4) & 0xfff : format === 3 ? (word >>> 4) & 0xfffff : (word >>> 3) & 31;
      const start = from + head;
      const end = start + (type === 0 ? length : 1);
      if (end > to || length > most) return -1;
      if (type === 0) this.bytes.set(bytes.subarray(start, end));
      else this.bytes.fill(bytes[start]!, 0, length);
      this.length = length;
      return end;
    }
    const width = format < 2 ? 10 : format === 2 ? 14 : 18;
    const head = format < 2 ? 3 : format + 2;
    const length = (word >>> 4) & ((1 << width) - 1);
    const packed =
      width < 18 ? (word >>> (4 + width)) & ((1 << width) - 1) : (word >>> 22) | (bytes[from + 4]! << 10);
    let start = from + head;
    const end = start + packed;
    if (end > to || length > most || length === 0) return -1;
    if (type === 2) {
      const description = this.code.read(bytes, view, start, end);
      if (description < 0) return -1;
      start += description;
      this.hasCode = true;
    }
    const isRead =
      this.hasCode &&
      (format === 0
        ? this.code.stream(bytes, view, start, end, this.bytes, 0, length)
        : this.code.fourStreams(bytes, view, start, end, this.bytes, length));
    this.length = length;
    return isRead ? end : -1;
  }
}
