import type { View } from './engine/view.ts';
import type { Excerpt } from './finding.ts';
import type { Span } from './span.ts';

/** Bytes of the line that are shown before and after a secret. */
const CONTEXT = 120;

/** A stretch of a view that must not be shown, and what stands in its place. */
export interface Masked {
  readonly span: Span;
  readonly mask: string;
}

/** Where the line that holds `at` starts and ends, at most `most` bytes away. */
export function lineAround(view: View, span: Span, most: number): Span {
  const { bytes, length } = view;
  const low = Math.max(0, span.start - most);
  const high = Math.min(length, span.end + most);
  const lf = span.start === 0 ? -1 : bytes.lastIndexOf(10, span.start - 1);
  const next = bytes.subarray(span.end, high).indexOf(10);
  return { start: Math.max(low, lf + 1), end: next < 0 ? high : span.end + next };
}

/**
 * The line on which a secret starts, with everything in `masked` replaced. `masked` holds all matches of the view,
 * also those that are suppressed or dropped, ordered by start.
 */
export function excerptOf(view: View, secret: Span, masked: readonly Masked[]): Excerpt {
  const { start, end } = lineAround(view, secret, CONTEXT);
  const from = firstEndingAfter(masked, start);
  let text = '';
  let mark: Span = { start: 0, end: 0 };
  let at = start;
  for (let i = from; i < masked.length && masked[i]!.span.start < end; i++) {
    const { span, mask } = masked[i]!;
    if (span.end <= at) continue;
    // of two matches that overlap, the later one's rest belongs to the first one's mask
    if (span.start < at && at > start) {
      at = Math.max(at, span.end);
      continue;
    }
    text += decode(view, at, Math.max(at, span.start));
    const shown = { start: text.length, end: text.length + mask.length };
    text += mask;
    if (span.start <= secret.start && secret.start < Math.max(span.end, span.start + 1)) mark = shown;
    at = Math.max(at, span.end);
  }
  if (at < end) text += decode(view, at, end);
  return { text: text.replace(/[\r\n]+$/, ''), mark };
}

/** Index of the first match that may reach into what starts at `offset`; matches are at most MAX_MATCH long. */
function firstEndingAfter(masked: readonly Masked[], offset: number): number {
  const REACH = 65_536 + 1024;
  let low = 0;
  let high = masked.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (masked[middle]!.span.start + REACH < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function decode(view: View, start: number, end: number): string {
  return view.encoding.length > 0 ? view.bytes.toString('latin1', start, end) : view.bytes.toString('utf8', start, end);
}
