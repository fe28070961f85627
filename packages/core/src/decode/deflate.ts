/** Raw deflate has no mark of its own: it is looked for only in bytes that were decoded out of text. */
import type { Container } from './container.ts';
import { Inflater } from './kit/inflate.ts';
import { Metered } from './kit/metered.ts';
import { TOO_MANY, unopened, unpacked } from './kit/said.ts';
import { bytesSource } from './kit/source.ts';

const MOST = 1 << 20;
/** As much text as no bytes give by chance. */
const LEAST_TEXT = 32;

export const deflate: Container = {
  name: 'deflate',
  separator: '!',
  recognises: () => false,
  *open(source, budget) {
    if (budget.member()) yield* unpacked(undefined, new Metered(new Inflater(source), budget));
    else yield unopened(undefined, 'budget', TOO_MANY);
  },
};

/**
 * What bytes say that may be raw deflate: at most a megabyte of it. Undefined unless it ends where the bytes end, or
 * gives text to start with.
 */
export function inflateRaw(bytes: Buffer): Buffer | undefined {
  const inflater = new Inflater(bytesSource(bytes));
  const pieces: Buffer[] = [];
  let length = 0;
  while (length < MOST) {
    const piece = Buffer.allocUnsafe(Math.min(length === 0 ? 1 << 12 : 1 << 16, MOST - length));
    const count = inflater.pull(piece);
    if (count === 0) break;
    pieces.push(piece.subarray(0, count));
    length += count;
  }
  if (length === 0) return undefined;
  const output = Buffer.concat(pieces, length);
  const isWhole = inflater.isWhole && inflater.end === bytes.length;
  return isWhole || isText(output) ? output : undefined;
}

function isText(output: Buffer): boolean {
  if (output.length < LEAST_TEXT) return false;
  return output
    .subarray(0, LEAST_TEXT)
    .every((byte) => (byte >= 32 && byte !== 127) || (byte >= 9 && byte <= 13));
}
