/** Rewrites one stretch of bytes until nothing is found in it any more. */
import { UserError } from '../errors.ts';
import type { Span } from '../span.ts';
import { editsOf, type Block } from './edits.ts';
import type { Edit, SpanFinder } from './finder.ts';
import { CLOSE_ARRAY, JsonReader, SCALAR, STRING } from './json-reader.ts';
import { holdsMark } from './mark.ts';

/** What was replaced can show something new beside it; so often is that tried exactly, and then by whole strings. */
const EXACT_ROUNDS = 4;
const ROUNDS = 8;

export interface Rewritten {
  readonly bytes: Buffer;
  /** Where in the source it ends: behind the end of `own` where a value goes on there. */
  readonly end: number;
  /** How many stretches were replaced. */
  readonly count: number;
}

/** Throws UserError when it does not come to an end: then something of `own` may still stand there. */
export function rewrite(source: Block, find: SpanFinder): Rewritten {
  let block = source;
  let { end } = source.own;
  let count = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let edits = editsOf(block, find, round >= EXACT_ROUNDS);
    if (edits.length === 0) {
      return { bytes: block.text.subarray(block.own.start, block.own.end), end, count };
    }
    let next = withEdits(block, edits);
    if (!isSameShape(block, next)) {
      edits = editsOf(block, find, true);
      next = withEdits(block, edits);
      if (!isSameShape(block, next))
        throw new UserError('a JSON document cannot be redacted and stay what it is');
    }
    end += Math.max(0, edits.at(-1)!.end - block.own.end);
    count += countNew(block.text, edits, round);
    block = next;
  }
  throw new UserError('redaction does not come to an end: more is found after each replacement');
}

/** A mark that is replaced by another one counts no second time. */
function countNew(text: Buffer, edits: readonly Edit[], round: number): number {
  if (round === 0) return edits.length;
  return edits.filter(({ start, end }) => !holdsMark(text.toString('latin1', start, end))).length;
}

function withEdits(block: Block, edits: readonly Edit[]): Block {
  const { text, own, documents } = block;
  const parts: Buffer[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.subarray(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.subarray(at));
  const moved = Buffer.concat(parts);
  const ownEnd = Math.max(own.end, at);
  const [start, end, ...ends] = moves(
    [own.start, ownEnd, ...documents.flatMap((each) => [each.start, each.end])],
    edits,
  );
  return {
    text: moved,
    own: { start: start!, end: end! },
    documents: documents.map((_, i) => ({ start: ends[2 * i]!, end: ends[2 * i + 1]! })),
  };
}

function isSameShape(before: Block, after: Block): boolean {
  return before.documents.every((document, i) =>
    hasSameShape(before.text, document, after.text, after.documents[i]!),
  );
}

/** Where offsets that are inside of no edit come to stand; all but the first two are in order. */
function moves([start, end, ...rest]: readonly number[], edits: readonly Edit[]): number[] {
  let edit = 0;
  let by = 0;
  const move = (offset: number): number => {
    while (edit < edits.length && edits[edit]!.end <= offset) {
      const { start, end, text } = edits[edit++]!;
      by += text.length - (end - start);
    }
    return offset + by;
  };
  const moved = [start!, ...rest, end!].map(move);
  return [moved[0]!, moved.at(-1)!, ...moved.slice(1, -1)];
}

/** Whether two documents have the same tokens in the same order, but that a scalar may have become a string. */
function hasSameShape(before: Buffer, old: Span, after: Buffer, now: Span): boolean {
  if (
    old.end - old.start === now.end - now.start &&
    before.compare(after, now.start, now.end, old.start, old.end) === 0
  ) {
    return true;
  }
  const a = new JsonReader(before, old.start, old.end);
  const b = new JsonReader(after, now.start, now.end);
  while (a.next()) {
    if (!b.next()) return false;
    if (a.kind !== b.kind && !(a.kind === SCALAR && b.kind === STRING)) return false;
    if (a.kind <= CLOSE_ARRAY || a.kind !== b.kind) continue;
    if (a.kind === SCALAR && before.compare(after, b.start, b.end, a.start, a.end) !== 0) return false;
  }
  return !b.next() && a.state === 'done' && b.state === 'done';
}
