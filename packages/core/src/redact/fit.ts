/** Fits what was found in a text to the tokens of the JSON in it. */
import type { Span } from '../span.ts';
import type { RedactionSpan } from './finder.ts';
import { JsonReader, KEY, SCALAR, STRING } from './json-reader.ts';

/** A part of one token that must go. */
export interface Fitted extends Span {
  readonly span: RedactionSpan;
  /** The token: a string's content, or all of a number or a word. */
  readonly token: Span;
  readonly isString: boolean;
  readonly escaped: boolean;
}

/** The spans that touch `range`, cut to it, in order; `spans` are in order and apart from each other. */
export function within<S extends Span>(spans: readonly S[], range: Span): S[] {
  let low = 0;
  for (let high = spans.length; low < high;) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= range.start) low = middle + 1;
    else high = middle;
  }
  const found: S[] = [];
  for (; low < spans.length && spans[low]!.start < range.end; low++) {
    const span = spans[low]!;
    const start = Math.max(span.start, range.start);
    const end = Math.min(span.end, range.end);
    found.push(start === span.start && end === span.end ? span : { ...span, start, end });
  }
  return found;
}

/**
 * What of the tokens of the document must go. A span inside of a string stays as it is; one that spans tokens takes
 * every string and every scalar that it touches whole, and so does every span when `whole` is set.
 */
export function fitToTokens(
  text: Buffer,
  document: Span,
  spans: readonly RedactionSpan[],
  whole: boolean,
): Fitted[] {
  const fitted: Fitted[] = [];
  const reader = new JsonReader(text, document.start, document.end);
  let first = 0;
  while (first < spans.length && reader.next()) {
    const { kind, start, end, escaped } = reader;
    while (first < spans.length && spans[first]!.end <= start) first++;
    if (kind !== STRING && kind !== KEY && kind !== SCALAR) continue;
    const token: Span = { start, end };
    const isString = kind !== SCALAR;
    for (let i = first; i < spans.length && spans[i]!.start < end; i++) {
      const span = spans[i]!;
      if (span.end <= start) continue;
      // the quotes may be part of what was found
      const inside = isString && !whole && span.start >= start - 1 && span.end <= end + 1;
      const part = inside ? { start: Math.max(start, span.start), end: Math.min(end, span.end) } : token;
      fitted.push({ ...part, span, token, isString, escaped: isString && escaped });
      if (!inside) break;
    }
  }
  return fitted;
}
