/** A whole file of zlib's: loose objects of git, and what programs write with `compress()`. */
import type { Container } from './container.ts';
import { Inflater, isZlibHeader } from './kit/inflate.ts';
import { Metered } from './kit/metered.ts';
import { CUT, TOO_MANY, unopened, unpacked } from './kit/said.ts';
import { bytesSource } from './kit/source.ts';

/** Two bytes are a header by chance, `x^` is one: the head must also unpack as far as it goes, and be no plain text. */
function isPacked(head: Buffer): boolean {
  if (head.length < 8 || !isZlibHeader(head[0]!, head[1]!)) return false;
  if (head.length >= 16 && head.every((byte) => (byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13)))
    return false;
  const inflater = new Inflater(bytesSource(head), 2);
  const room = Buffer.allocUnsafe(1 << 14);
  let count = 0;
  while (count < 1 << 20) {
    const more = inflater.pull(room);
    if (more === 0) break;
    count += more;
  }
  return inflater.damage === undefined || (inflater.damage === CUT && count > 0);
}

export const zlib: Container = {
  name: 'zlib',
  separator: '!',
  recognises: isPacked,
  *open(source, budget) {
    if (budget.member()) yield* unpacked(undefined, new Metered(new Inflater(source, 2), budget));
    else yield unopened(undefined, 'budget', TOO_MANY);
  },
};
