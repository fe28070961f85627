import type { Span } from '../span.ts';

/**
 * One way to read the bytes of a window: as they stand, or decoded. Detectors search `bytes[0, length)` and know
 * nothing of where it came from; `toSource` maps what they find back to the window's own bytes.
 */
export interface View {
  readonly bytes: Buffer;
  readonly length: number;
  /** The decoders that made this view, outermost first. */
  readonly encoding: readonly string[];
  /** Offsets in the view to offsets in the window. */
  toSource(span: Span): Span;
}

export function rawView(bytes: Buffer, length: number): View {
  return { bytes, length, encoding: [], toSource: (span) => span };
}
