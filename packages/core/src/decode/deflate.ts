/** Raw deflate has no mark of its own: what it holds must be text, or end where the bytes end. */
import type { Container } from './container.ts';
import { Inflater } from './kit/inflate.ts';
import { Metered } from './kit/metered.ts';
import { CUT, TOO_MANY, unopened, unpacked } from './kit/said.ts';
import { beginsBlock } from './kit/raw-deflate.ts';
import { bytesSource } from './kit/source.ts';

const MOST = 1 << 20;
/** As much text as no bytes give by chance. */
const LEAST_TEXT = 32;
const MOST_TEXT = 512;

export const deflate: Container = {
  name: 'deflate',
  separator: '!',
  recognises: isFileOfText,
  *open(source, budget) {
    if (budget.member()) yield* unpacked(undefined, new Metered(new Inflater(source), budget));
    else yield unopened(undefined, 'budget', TOO_MANY);
  },
};

/** Bytes of a block's head that are looked at before all others. */
const LEAST = 12;

/** Whether a file begins as deflated text does: none of its first bytes is against it, and they say much text. */
function isFileOfText(head: Buffer): boolean {
  if (head.length < LEAST || (head[0]! & 6) === 0 || !beginsBlock(head)) return false;
  const inflater = new Inflater(bytesSource(head));
  const said = Buffer.alloc(1 << 12);
  const length = inflater.pull(said);
  if (inflater.damage !== undefined && inflater.damage !== CUT) return false;
  return length >= LEAST_TEXT && isUtf8(said.subarray(0, Math.min(length, MOST_TEXT)));
}

/** Text without exception, but that it may be cut inside of its last character. */
function isUtf8(said: Buffer): boolean {
  const text = said.toString('utf8');
  return !/[\0-\x08\x0e-\x1f\x7f]|\ufffd(?!$)/.test(text);
}

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
