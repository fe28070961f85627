/** What was unpacked last, as far back as a match reaches. */

const LEAST = 1 << 18;
/** Copies are made four bytes at a time, and may write as many too many. */
const SLACK = 16;

/**
 * A ring that no block is broken by: what has no room before the end goes to the start, and what stood `behind` is
 * overwritten from there. It grows with what is written, whatever a header asks for.
 */
export class Window {
  bytes: Buffer = Buffer.allocUnsafeSlow(LEAST);
  view = viewOf(this.bytes);
  /** Where the next byte is written. */
  at = 0;
  /** Where the round before this one ended; 0 in the first. */
  behind = 0;
  /** As far as a match may reach back, in bytes. */
  reach = 0;
  /** How many bytes were written before position 0 of this round. */
  before = 0;

  /** For a frame of its own. */
  start(reach: number): void {
    this.at = 0;
    this.behind = 0;
    this.before = 0;
    this.reach = reach;
  }

  /** Makes room for a block of at most `count` bytes, which must be no more than 128 KiB; moves `at`. */
  makeRoom(count: number): void {
    const { bytes, at, reach } = this;
    if (at + count + SLACK <= bytes.length) return;
    const most = reach + count + 2 * SLACK;
    if (bytes.length >= most) {
      this.behind = at;
      this.before += at;
      this.at = 0;
      return;
    }
    this.bytes = Buffer.allocUnsafeSlow(Math.max(at + count + SLACK, Math.min(most, bytes.length * 2)));
    this.view = viewOf(this.bytes);
    this.bytes.set(bytes.subarray(0, at));
  }

  /** Gives back what a large frame took. */
  shrink(): void {
    if (this.bytes.length <= 16 * LEAST) return;
    this.bytes = Buffer.allocUnsafeSlow(LEAST);
    this.view = viewOf(this.bytes);
  }

  write(from: Uint8Array): void {
    this.bytes.set(from, this.at);
    this.at += from.length;
  }

  repeat(byte: number, count: number): void {
    this.bytes.fill(byte, this.at, this.at + count);
    this.at += count;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
