/** What a redaction asks: where in these bytes stands what must go? */
import type { Span } from '../span.ts';

/** One stretch of the source's bytes that must go. */
export interface RedactionSpan extends Span {
  /** The rule's id or the item's name: it becomes the mark's type. */
  readonly type: string;
  /** Six hex digits: the same value, the same digits. */
  readonly pseudonym: string;
  /** The path of decoders, outermost first; empty for text as it stands. */
  readonly encoding: readonly string[];
}

/**
 * Finds everything in `bytes`, ordered by start, without overlaps (the longest first). Pure and synchronous: the
 * same bytes, the same answer.
 */
export type SpanFinder = (bytes: Buffer) => readonly RedactionSpan[];

/** A place that is to be overwritten. */
export interface Edit extends Span {
  readonly text: Buffer;
}

/** Ordered by start, those that overlap as one, with the text of the longest. */
export function mergeEdits(edits: readonly Edit[]): Edit[] {
  const merged: Edit[] = [];
  let longest = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    const length = edit.end - edit.start;
    if (!last || last.end <= edit.start) {
      merged.push(edit);
      longest = length;
      continue;
    }
    const text = length > longest ? edit.text : last.text;
    longest = Math.max(longest, length);
    merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, edit.end), text };
  }
  return merged;
}
