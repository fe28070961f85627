import type { Surroundings } from './config/foreign/judge.ts';
import type { View } from './engine/view.ts';
import type { Excerpt } from './finding.ts';
import type { Span } from './span.ts';

/** Bytes of the line that are shown before and after a secret. */
const CONTEXT = 120;

/** A stretch of a text that must not be shown, and what stands in its place. */
export interface Masked {
  readonly span: Span;
  readonly mask: string;
}

/** Where the line that holds `at` starts and ends, at most `most` bytes away. */
export function lineAround(view: Pick<View, 'bytes' | 'length'>, span: Span, most: number): Span {
  const { bytes, length } = view;
  const low = Math.max(0, span.start - most);
  const high = Math.min(length, span.end + most);
  const previous = bytes.subarray(low, span.start).lastIndexOf(10);
  const next = bytes.subarray(span.end, high).indexOf(10);
  return { start: low + previous + 1, end: next < 0 ? high : span.end + next };
}

/** What is looked at of a line on either side of a secret, so that a line of megabytes costs no more than its length. */
const BLOCK = 16_384;

/**
 * The lines that hold a stretch of a view, as Latin-1 text, with the line end before them: to gitleaks and betterleaks a
 * line begins with it, so that `^` in their allowlists fits on a file's first line only. Of very long ones the blocks
 * around it: neighbours get the very same text, which who asks can remember.
 */
function wholeLine({ bytes, length }: Pick<View, 'bytes' | 'length'>, { start, end }: Span): string {
  const low = Math.max(0, Math.floor(start / BLOCK - 1) * BLOCK);
  const high = Math.min(length, Math.ceil(end / BLOCK + 1) * BLOCK);
  const previous = bytes.subarray(low, start).lastIndexOf(10);
  const next = bytes.subarray(end, high).indexOf(10);
  return bytes.toString('latin1', low + Math.max(previous, 0), next < 0 ? high : end + next);
}

/** Bytes on either side of a match that a filter may ask for. */
const IN_REACH = 65_536;

/** What a match stands in. */
export function surroundings(view: View, secret: Span, whole: Span): Surroundings {
  const { bytes, length } = view;
  const low = Math.max(0, whole.start - IN_REACH);
  const high = Math.min(length, whole.end + IN_REACH);
  return {
    line: () => wholeLine(view, secret),
    whole,
    lines() {
      const before = bytes.subarray(low, whole.start);
      const after = bytes.toString('latin1', whole.end, high);
      const end = after.search(/[\r\n]/);
      return {
        start: low + Math.max(before.lastIndexOf(10), before.lastIndexOf(13)) + 1,
        end: end < 0 ? high : whole.end + end,
      };
    },
    text({ start = 0, end = length }) {
      const place = (at: number): number =>
        Math.min(length, Math.max(0, Math.trunc(at < 0 ? length + at : at)));
      const [from, to] = [Math.min(place(start), place(end)), place(end)];
      return from < low || to > high ? undefined : bytes.toString('latin1', from, to);
    },
  };
}

/**
 * The line of the source on which a secret starts, with everything in `masked` replaced: all that was found in any view
 * of these bytes, also what is suppressed, ordered and without overlaps. Zeros are left out, which reads UTF-16 of
 * Latin text as well.
 */
export function excerptOf(bytes: Buffer, length: number, secret: Span, masked: readonly Masked[]): Excerpt {
  const { start, end } = lineAround({ bytes, length }, secret, CONTEXT);
  let text = '';
  let mark: Span = { start: 0, end: 0 };
  let at = start;
  for (let i = firstEndingAfter(masked, start); i < masked.length && masked[i]!.span.start < end; i++) {
    const { span, mask } = masked[i]!;
    text += decode(bytes, at, Math.max(at, span.start));
    if (span.start <= secret.start && secret.start < span.end)
      mark = { start: text.length, end: text.length + mask.length };
    text += mask;
    at = span.end;
  }
  if (at < end) text += decode(bytes, at, end);
  return { text: text.replace(/[\r\n]+$/, ''), mark };
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

/** What is mostly zeros every other byte is UTF-16 of letters that one byte holds; a binary is shown up to its zeros. */
function decode(bytes: Buffer, start: number, end: number): string {
  const part = bytes.subarray(start, end);
  if (!part.includes(0)) return part.toString('utf8');
  return Buffer.from(part.filter((byte) => byte !== 0)).toString('latin1');
}
