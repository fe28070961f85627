/**
 * A text with changes in it, written with the plain text around each change: changes that stand close together make one
 * piece, others pieces of their own.
 */
import type { DecodedText } from '../decoded-text.ts';

/** As much plain text before and after a change as a value may reach into. */
const WINDOW = 512;

export class Around {
  private readonly length: number;
  private readonly out: DecodedText;
  /** Up to where the source is written; -1 before the first change. */
  private written = -1;

  constructor(length: number, out: DecodedText) {
    this.length = length;
    this.out = out;
  }

  /** Where the last change ended: no change may start before it. */
  get end(): number {
    return Math.max(this.written, 0);
  }

  /** Writes what stands before the change at [from, to). What takes its place is written to `out` after this. */
  change(from: number, to: number): void {
    const { written } = this;
    if (written >= 0 && from - written <= 2 * WINDOW) this.out.copy(written, from);
    else {
      if (written >= 0) this.out.copy(written, written + WINDOW);
      this.out.separate();
      this.out.copy(Math.max(from - WINDOW, 0), from);
    }
    this.written = to;
  }

  /** Writes what stands after the last change. */
  finish(): void {
    if (this.written < 0) return;
    this.out.copy(this.written, Math.min(this.written + WINDOW, this.length));
    this.out.separate();
    this.written = -1;
  }
}
