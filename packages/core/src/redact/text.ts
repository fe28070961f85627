import { rewrite } from './block.ts';
import type { SpanFinder } from './finder.ts';

export interface Redacted {
  readonly bytes: Buffer;
  /** How many stretches were replaced. */
  readonly count: number;
}

/**
 * Text with marks in place of what is found; every other byte stays, and so does the number of lines. Throws UserError
 * when something is found however often it is replaced.
 */
export function redactText(bytes: Buffer, find: SpanFinder): Redacted {
  const { bytes: redacted, count } = rewrite(
    { text: bytes, own: { start: 0, end: bytes.length }, documents: [] },
    find,
  );
  return { bytes: redacted, count };
}
