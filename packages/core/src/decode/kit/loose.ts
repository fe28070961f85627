/** A loose object of git: zlib over a line that says what it is, and its content. */
import type { Budget, Member, RandomAccess, Unopened } from '../container.ts';
import { Inflater, isZlibHeader } from './inflate.ts';
import { Metered } from './metered.ts';
import { DAMAGED, unopened } from './said.ts';
import { readAt } from './source.ts';

/** `blob 1234` and a zero: no size is longer than that. */
const LONGEST_HEADER = 64;

/** The object's content under its `id`. */
export function* looseObject(source: RandomAccess, id: string, budget: Budget): Generator<Member | Unopened> {
  const head = readAt(source, 0, 2);
  if (head.length < 2 || !isZlibHeader(head[0]!, head[1]!)) return yield unopened(id, 'damaged', DAMAGED);
  const stream = new Metered(new Inflater(source, 2), budget);
  const first = Buffer.alloc(LONGEST_HEADER);
  let length = 0;
  while (length < first.length && !first.subarray(0, length).includes(0)) {
    const got = stream.read(first.subarray(length));
    if (got === 0) break;
    length += got;
  }
  const end = first.subarray(0, length).indexOf(0);
  // what has no such line is no object, and is looked at all the same
  const rest = first.subarray(end + 1, length);
  yield {
    kind: 'member',
    name: id,
    read(into, position) {
      if (position < rest.length) return rest.copy(into, 0, position);
      return stream.read(into);
    },
  };
  if (stream.problem) yield unopened(id, stream.problem.cause, stream.problem.reason);
}
