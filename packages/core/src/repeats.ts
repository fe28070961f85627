/**
 * Long strings that stand in several JSON texts: what an agent's tool said lies in its message, once more as the tool's
 * preview, and in each event that recorded it. The middle of a string is searched once; where it stands again it is left
 * out of what is searched, as long as nothing was found in it. Should something be, whoever left it out searches the whole
 * text after all, so that nothing is lost, and nothing is told in another way.
 */
import { loadBuiltIn } from './platform/library.ts';
import type { Span } from './span.ts';

/**
 * Stays at the ends of a string: filters, composites and what follows a pattern look less far than the first, and no rule
 * further back than the second (the word of one stands up to 2,000 bytes before its value).
 */
const HEAD = 512;
const TAIL = 2048;
/** Shorter strings cost less than it costs to know them. */
const SHORTEST = HEAD + TAIL + 1024;
/** So far on a place is looked for at which a string can be cut. */
const MOST_MOVED = 256;
/** The longest escape of JSON: none is cut. */
const ESCAPE = 6;
/** Strings that are remembered: of some gigabyte. They take 20 MB. */
const MOST = 200_000;
/** Stands for what was left out: of JSON, in no value, and as even in length as what a batch has between its texts. */
export const GAP = Buffer.from(' \\u0001{}\\u0001 ');

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** A stretch of a text that was left out. */
export interface Cut {
  /** Offset in the shortened text at which the gap stands. */
  readonly at: number;
  readonly bytes: Buffer;
  readonly key: string;
}

export class Repeats {
  private readonly clean = new Set<string>();
  /** Strings of the batch that is being filled, by key: where each stands. */
  private readonly pending = new Map<string, Span>();

  /**
   * Leaves out of the JSON at bytes[start, start + length) what stands elsewhere. What is behind the text in `bytes` may
   * be overwritten. `kept` bytes are left.
   */
  shorten(bytes: Buffer, start: number, length: number): { readonly kept: number; readonly cuts: Cut[] } {
    const end = start + length;
    const cuts: Cut[] = [];
    /** Up to where the text is read, and written. */
    let from = start;
    let to = start;
    const move = (until: number): void => {
      if (to !== from) bytes.copyWithin(to, from, until);
      to += until - from;
      from = until;
    };
    let close = start - 1;
    for (;;) {
      const open = nextQuote(bytes, close + 1, end);
      if (open === end) break;
      close = nextQuote(bytes, open + 1, end);
      if (close - open > SHORTEST && close < end) {
        const key = digest(bytes.subarray(open + 1, close));
        if (this.clean.has(key) || this.pending.has(key)) {
          const first = boundary(bytes, open + 1 + HEAD);
          const last = boundary(bytes, close - TAIL);
          if (first < 0 || last < 0) continue;
          move(first);
          cuts.push({ at: to - start, bytes: Buffer.from(bytes.subarray(first, last)), key });
          to += GAP.copy(bytes, to);
          from = last;
        } else this.pending.set(key, { start: to + open + 1 - from, end: to + close - from });
      }
    }
    move(end);
    return { kept: to - start, cuts };
  }

  /**
   * Says what was found in the batch, as spans of it. Returns the keys of strings that are not clean: who left one of them
   * out must search it.
   */
  settle(found: readonly Span[]): ReadonlySet<string> {
    const touched = new Set<string>();
    const spans = found.toSorted((a, b) => a.start - b.start);
    /** The largest end of the spans up to each. */
    let most = 0;
    const ends = spans.map(({ end }) => (most = Math.max(most, end)));
    for (const [key, { start, end }] of this.pending) {
      const last = lastBefore(spans, end);
      if (last >= 0 && ends[last]! > start) touched.add(key);
      else if (this.clean.size < MOST) this.clean.add(key);
    }
    this.pending.clear();
    return touched;
  }

  /** Nothing is known of the batch: it could not be searched to its end. All that was left out of it must be searched. */
  forget(): undefined {
    this.pending.clear();
  }
}

/** A text as it was before `cuts` were made. */
export function restored(shortened: Buffer, cuts: readonly Cut[]): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { at, bytes } of cuts) {
    pieces.push(shortened.subarray(from, at), bytes);
    from = at + GAP.length;
  }
  return Buffer.concat([...pieces, shortened.subarray(from)]);
}

/** The next quote that no backslash escapes; `end` where there is none. */
function nextQuote(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return Math.min(at, end);
}

/** Where the string may be cut, at `at` or behind it: in no escape, and in no character. -1 in a text of escapes alone. */
function boundary(bytes: Buffer, at: number): number {
  let plain = 0;
  for (let to = at - ESCAPE; to < at + MOST_MOVED; to++) {
    if (plain >= ESCAPE && to >= at && (bytes[to]! & 0xc0) !== 0x80) return to;
    plain = bytes[to] === BACKSLASH ? 0 : plain + 1;
  }
  return -1;
}

/** The last span that starts before `end`; -1 where none does. */
function lastBefore(spans: readonly Span[], end: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start < end) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function digest(bytes: Buffer): string {
  const { createHash } = loadBuiltIn<typeof import('node:crypto')>('crypto');
  return createHash('sha256').update(bytes).digest('base64');
}
