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
  const previous = bytes.subarray(low, span.start).lastIndexOf(10);
  const next = bytes.subarray(span.end, high).indexOf(10);
  return { start: low + previous + 1, end: next < 0 ? high : span.end + next };
}

/**
 * The line on which a secret starts, with everything in `masked` replaced: all matches of the view, also those that
 * are suppressed, ordered and without overlaps.
 */
export function excerptOf(view: View, secret: Span, masked: readonly Masked[]): Excerpt {
  const { start, end } = lineAround(view, secret, CONTEXT);
  let text = '';
  let mark: Span = { start: 0, end: 0 };
  let at = start;
  for (let i = firstEndingAfter(masked, start); i < masked.length && masked[i]!.span.start < end; i++) {
    const { span, mask } = masked[i]!;
    text += decode(view, at, Math.max(at, span.start));
    if (span.start <= secret.start && secret.start < span.end)
      mark = { start: text.length, end: text.length + mask.length };
    text += mask;
    at = span.end;
  }
  if (at < end) text += decode(view, at, end);
  return withoutZeros(text.replace(/[\r\n]+$/, ''), mark);
}

/**
 * Only what stands between zeros around the mark: beyond them may be text of two bytes a character, in which other
 * matches were found that this view does not know.
 */
function withoutZeros(text: string, mark: Span): Excerpt {
  const from = text.lastIndexOf('\0', mark.start) + 1;
  const to = text.indexOf('\0', mark.end);
  return {
    text: text.slice(from, to < 0 ? undefined : to),
    mark: { start: mark.start - from, end: mark.end - from },
  };
}

/** Index of the first one that ends after `offset`. */
function firstEndingAfter(masked: readonly Masked[], offset: number): number {
  let low = 0;
  let high = masked.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (masked[middle]!.span.end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function decode(view: View, start: number, end: number): string {
  return view.bytes.toString(view.encoding.length > 0 ? 'latin1' : 'utf8', start, end);
}
