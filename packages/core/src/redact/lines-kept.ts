/** A value of several lines leaves as many lines behind, so that a diff's hunks and all line numbers stay right. */
import type { Span } from '../span.ts';

/** What can stand before the lines of a value: indentation, a diff's or a quotation's sign, a comment's. */
const BEFORE = /^[ \t]*[+\-#>*|/]?[ \t]*/;

/**
 * The mark, and for each further line of the span its line break and what all those lines have before the value.
 */
export function linesKept(text: Buffer, { start, end }: Span, mark: Buffer): Buffer {
  if (text.subarray(start, end).indexOf(0x0a) < 0) return mark;
  const value = text.toString('latin1', start, end);
  // in a binary a line feed ends no line
  if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(value)) return mark;
  const [, ...further] = value.split('\n');
  let common: string | undefined;
  for (const line of further) {
    const before = BEFORE.exec(line)![0];
    if (common === undefined) common = before;
    while (!before.startsWith(common)) common = common.slice(0, -1);
  }
  const line = (value.includes('\r\n') ? '\r\n' : '\n') + common;
  return Buffer.concat([mark, Buffer.from(line.repeat(further.length), 'latin1')]);
}
