/** JSON lines, rewritten line by line: each stays one line, also the last one where it is only half written. */
import { UserError } from '@staunch/core';
import type { SpanFinder } from '@staunch/core/redact';
import { redactDocument } from '../state/document.ts';
import type { JsonLaws } from './json-laws.ts';

/** Lines are searched together up to so many bytes; one that holds something is then rewritten for itself. */
const BLOCK = 1 << 20;
const LINE_FEED = 0x0a;

export interface LineRedaction {
  readonly find: SpanFinder;
  readonly write: (bytes: Buffer) => void;
  /** A line, from 1 on, that cannot be redacted and stay what it is: it is written as it was, and why is told. */
  readonly left: (line: number, why: string) => void;
}

/** How many stretches were replaced. */
export function redactLines(
  chunks: Iterable<Buffer>,
  laws: JsonLaws,
  { find, write, left }: LineRedaction,
): number {
  let count = 0;
  let number = 0;
  const redactLine = (line: Buffer): Buffer => {
    try {
      const redacted = redactDocument(line, find, laws);
      count += redacted.count;
      return redacted.bytes;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      left(number, error.message);
      return line;
    }
  };
  const flush = (lines: Buffer): void => {
    if (lines.length === 0) return;
    const hasAny = find(lines).length > 0;
    if (!hasAny) {
      number += feedsIn(lines);
      return write(lines);
    }
    for (const line of linesIn(lines)) {
      number++;
      write(redactLine(line));
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

function feedsIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count++;
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
