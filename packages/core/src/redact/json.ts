import type { SpanFinder } from './finder.ts';
import { rewrite } from './block.ts';
import { readValue, skipBlank } from './json-reader.ts';
import type { Redacted } from './text.ts';

/**
 * One JSON value with marks in place of what is found in its keys, strings and scalars, and in the JSON inside of
 * its strings. Only the bytes of what is found change, and it stays JSON of the same shape; undefined when it is
 * none. Throws UserError when something is found however often it is replaced.
 */
export function redactJson(bytes: Buffer, find: SpanFinder): Redacted | undefined {
  const start = skipBlank(bytes, 0, bytes.length);
  const { state, end } = readValue(bytes, start, bytes.length);
  if (state !== 'done' || skipBlank(bytes, end, bytes.length) < bytes.length) return undefined;
  const own = { start: 0, end: bytes.length };
  const { bytes: redacted, count } = rewrite({ text: bytes, own, documents: [{ start, end }] }, find);
  return { bytes: redacted, count };
}
