/**
 * Decides what of a stream is JSON: documents one after the other (one, or JSONL) as long as it holds nothing else,
 * then line by line. It looks at windows that are cut by offset alone, so that no split of the stream matters.
 */
import type { Span } from '../span.ts';
import { readValue, skipBlank } from './json-reader.ts';

/** A larger document is redacted as text. */
export const LARGEST_DOCUMENT = 64 << 20;

const LARGE_NOTE = 'a JSON document of more than 64 MiB was redacted as text';

/** The first `end` bytes of the window are to be rewritten, or a larger window is needed. */
export type Plan = { readonly end: number; readonly documents: readonly Span[] } | 'more';

export class Planner {
  private readonly block: number;
  private readonly largest: number;
  private isDocuments = true;
  private isStart = true;
  /** The window starts inside of a line of text. */
  private midLine = false;
  readonly notes: string[] = [];

  constructor(block: number, largest: number) {
    this.block = block;
    this.largest = largest;
  }

  /** `window` starts where the last plan ended; `isLast` when the stream ends with it. */
  plan(window: Buffer, isLast: boolean): Plan {
    const documents: Span[] = [];
    let at = this.isDocuments ? this.documents(window, isLast, documents) : 0;
    if (at === 'more') return at;
    if (!this.isDocuments) at = this.lines(window, at, isLast, documents);
    return at === 'more' ? at : { end: at, documents };
  }

  /** The last plan was carried out up to here: behind its end where a value went on. */
  carriedOut(window: Buffer, planned: number, end: number): void {
    this.isStart = false;
    if (end === planned) return;
    this.isDocuments = false;
    this.midLine = window[end - 1] !== 0x0a;
  }

  /** How far documents follow one another; `isDocuments` is no longer set where they end. */
  private documents(window: Buffer, isLast: boolean, documents: Span[]): number | 'more' {
    const { length } = window;
    const limit = isLast ? length : Math.min(length, this.block);
    let at = 0;
    while (at < limit) {
      const start = skipBlank(window, this.isStart && at === 0 ? afterMark(window) : at, length);
      if (start === length) return length;
      const first = window[start];
      const { state, end } =
        first === 0x7b || first === 0x5b
          ? readValue(window, start, length)
          : ({ state: 'broken', end: start } as const);
      const lineEnd = state === 'done' ? restOfLine(window, end) : 'text';
      if (!isLast && (state === 'cut' || lineEnd === 'cut')) {
        if (at > 0) return at;
        if (length < this.largest) return 'more';
        this.notes.push(LARGE_NOTE);
        this.midLine = true;
      }
      if (state !== 'done' || lineEnd === 'text' || (lineEnd === 'cut' && !isLast)) {
        this.isDocuments = false;
        return at;
      }
      documents.push({ start, end });
      at = end;
    }
    return at;
  }

  /** Line by line from `from`: what is JSON is a document, everything else is text. */
  private lines(window: Buffer, from: number, isLast: boolean, documents: Span[]): number | 'more' {
    const { length } = window;
    const limit = isLast ? length : Math.max(this.block, from);
    let at = from;
    if (this.midLine) {
      const feed = window.indexOf(0x0a, at);
      if (feed < 0 || feed >= limit) return limit;
      this.midLine = false;
      at = feed + 1;
    }
    while (at < limit) {
      const feed = window.indexOf(0x0a, at);
      const lineEnd = feed < 0 ? length : feed;
      const start = skipBlank(window, this.isStart && at === 0 ? afterMark(window) : at, lineEnd);
      const first = window[start];
      const mayBeJson = start < lineEnd && (first === 0x7b || first === 0x5b || first === 0x22);
      const { state, end } = mayBeJson
        ? readValue(window, start, lineEnd)
        : ({ state: 'broken', end: 0 } as const);
      const isWhole = state === 'done' && skipBlank(window, end, lineEnd) === lineEnd;
      if (feed < 0 && !isLast && (isWhole || state === 'cut')) {
        if (at > 0) return at;
        if (length < this.largest) return 'more';
        this.notes.push(LARGE_NOTE);
      } else if (isWhole) {
        documents.push({ start, end });
        at = feed < 0 ? length : feed + 1;
        continue;
      }
      if ((feed < 0 || feed >= limit) && !isLast) {
        // a line of text is cut only where it is longer than a block
        if (at > 0) return at;
        this.midLine = true;
        return limit;
      }
      at = feed < 0 ? length : feed + 1;
    }
    return at;
  }
}

/** The offset behind a byte order mark. */
function afterMark(window: Buffer): number {
  return window[0] === 0xef && window[1] === 0xbb && window[2] === 0xbf ? 3 : 0;
}

/** What stands behind a document on its line: nothing, other text, or the window ends there. */
function restOfLine(window: Buffer, at: number): 'blank' | 'text' | 'cut' {
  for (; at < window.length; at++) {
    const byte = window[at];
    if (byte === 0x0a) return 'blank';
    if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return 'text';
  }
  return 'cut';
}
