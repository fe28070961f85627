import type { SpanFinder } from './finder.ts';
import { RedactionStream, type StreamOptions } from './stream.ts';
import type { Redacted } from './text.ts';

/** The content of a file, redacted as what it is: a JSON document, JSONL, or text, or all of them in turn. */
export function redactBytes(
  bytes: Buffer,
  find: SpanFinder,
  options: StreamOptions = {},
): Redacted & { readonly notes: readonly string[] } {
  const stream = new RedactionStream(find, options);
  const parts = [stream.push(bytes), stream.end()];
  return { bytes: Buffer.concat(parts), count: stream.count, notes: stream.notes };
}
