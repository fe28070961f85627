/** JSON lines, rewritten line by line: each stays one line, also the last one where it is only half written. */
import type { SpanFinder } from '@staunch/core/redact';
import { redactDocument } from '../state/document.ts';
import type { JsonLaws } from './json-laws.ts';

/** Lines are searched together up to so many bytes; one that holds something is then rewritten for itself. */
const BLOCK = 1 << 20;
const LINE_FEED = 0x0a;

/** How many stretches were replaced. Throws UserError when a line cannot be redacted and stay what it is. */
export function redactLines(
  chunks: Iterable<Buffer>,
  find: SpanFinder,
  laws: JsonLaws,
  write: (bytes: Buffer) => void,
): number {
  let count = 0;
  const flush = (lines: Buffer): void => {
    if (lines.length === 0) return;
    if (find(lines).length === 0) return write(lines);
    for (const line of linesIn(lines)) {
      const redacted = redactDocument(line, find, laws);
      count += redacted.count;
      write(redacted.bytes);
    }
  };
  let held: Buffer[] = [];
  let size = 0;
  for (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    const isFull = end > 0 && size + chunk.length >= BLOCK;
    held.push(Buffer.from(isFull ? chunk.subarray(0, end) : chunk));
    size += chunk.length;
    if (!isFull) continue;
    flush(Buffer.concat(held));
    held = [Buffer.from(chunk.subarray(end))];
    size = chunk.length - end;
  }
  flush(Buffer.concat(held));
  return count;
}

/** Each with its line feed, if it has one. */
function* linesIn(bytes: Buffer): Iterable<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.indexOf(LINE_FEED, at);
    const end = feed < 0 ? bytes.length : feed + 1;
    yield bytes.subarray(at, end);
    at = end;
  }
}
