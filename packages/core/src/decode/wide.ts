/**
 * Text of two or four bytes a character, of either byte order, at any alignment, anywhere in a file: a byte order
 * mark is not needed, and a UTF-16 string inside a binary is found as well. Every run of non-zero bytes that stand
 * alone between single zeros (UTF-16) or triple zeros (UTF-32) becomes a run of one byte a character. A character
 * above U+00FF ends a run; no credential holds one.
 */
import type { View } from '../engine/view.ts';
import { sniffEncoding } from '../lines.ts';
import type { Span } from '../span.ts';

/** Shorter runs are no secrets, but common in binaries. */
const MIN_RUN = 8;

interface Run {
  /** Where the run starts in the view. */
  readonly at: number;
  /** The window's offset of the first character's non-zero byte, and the distance to the next. */
  readonly source: number;
  readonly stride: 2 | 4;
  /** Bytes of the character before its non-zero byte: 0 where the low byte comes first. */
  readonly lead: number;
}

/** The wide text of `memory[0, length)` as one view, or undefined when there is none. It is written to `out`, which has room for half
 * the length and a separator. */
export function wideView(memory: Buffer, length: number, out: Buffer): View | undefined {
  // cut to the window's bytes: what an earlier file left behind them is not to be searched
  const bytes = memory.subarray(0, length);
  let zero = bytes.indexOf(0);
  if (zero < 0) return undefined;
  const runs: Run[] = [];
  let at = 0;
  while (zero >= 0) {
    const first = zero - 1;
    let next = zero + 1;
    if (first >= 0 && bytes[first] !== 0) {
      const stride = bytes[next] !== 0 ? 2 : bytes[next + 1] === 0 && bytes[next + 2] !== 0 ? 4 : 0;
      if (stride !== 0) {
        const length = runLength(bytes, first, stride);
        next = first + length * stride;
        if (length > MIN_RUN) {
          const run = reading(bytes, first, length, stride);
          for (let i = 0; i < run.count; i++) out[at + i] = bytes[run.first + i * stride]!;
          runs.push({ at, source: run.first, stride, lead: run.lead });
          at += run.count;
          // between two runs stands a byte that belongs to no word
          out[at++] = 0;
        } else next = Math.max(next - stride, zero + 1);
      }
    }
    while (next < length && bytes[next] === 0) next++;
    zero = bytes.indexOf(0, next);
  }
  if (runs.length === 0) return undefined;
  return { bytes: out, length: at, encoding: [label(runs[0]!)], toSource: (span) => toSource(runs, span) };
}

const isAscii = (byte: number): boolean => (byte >= 32 && byte < 127) || (byte >= 9 && byte <= 13);

/** How many bytes stand alone, `stride` apart, with zeros between them. */
function runLength(bytes: Buffer, first: number, stride: 2 | 4): number {
  let count = 1;
  for (let at = first; ; at += stride, count++) {
    const next = at + stride;
    if (next >= bytes.length || bytes[next] === 0 || bytes[at + 1] !== 0) return count;
    if (stride === 4 && (bytes[at + 2] !== 0 || bytes[at + 3] !== 0)) return count;
  }
}

/**
 * Which of the bytes are characters, and of which byte order. Between the bytes of a run the zeros serve both orders;
 * at its ends they tell: the last byte of little-endian text has zeros of its own behind it, the first of big-endian
 * text before it. A byte without them is half of a neighbour that has no zero (水, a byte order mark, a letter of ASCII
 * text). Where the ends do not tell, the encoding of the whole does, else the end that is no ASCII, else the alignment.
 */
function reading(
  bytes: Buffer,
  first: number,
  count: number,
  stride: 2 | 4,
): { first: number; count: number; lead: number } {
  const lead = stride - 1;
  const last = first + (count - 1) * stride;
  const isZero = (from: number, to: number): boolean =>
    from >= 0 && to <= bytes.length && bytes.subarray(from, to).every((byte) => byte === 0);
  const opened = isZero(first - lead, first);
  const closed = isZero(last + 1, last + stride);
  const [firstIsText, lastIsText] = [isAscii(bytes[first]!), isAscii(bytes[last]!)];
  const isAligned = (first - lead) % stride === 0;
  const { encoding } = opened === closed ? sniffEncoding(bytes, bytes.length) : { encoding: 'utf-8' };
  const isBig =
    opened !== closed
      ? opened
      : encoding !== 'utf-8'
        ? encoding.endsWith('be')
        : !opened && firstIsText !== lastIsText
          ? lastIsText
          : isAligned;
  if (isBig) return opened ? { first, count, lead } : { first: first + stride, count: count - 1, lead };
  return { first, count: closed ? count : count - 1, lead: 0 };
}

function label(run: Run): string {
  return `utf-${run.stride * 8}${run.lead === 0 ? 'le' : 'be'}`;
}

function toSource(runs: readonly Run[], span: Span): Span {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (runs[middle]!.at <= span.start) low = middle;
    else high = middle - 1;
  }
  const { at, source, stride, lead } = runs[low]!;
  const map = (offset: number): number => source - lead + (offset - at) * stride;
  return { start: map(span.start), end: map(span.end) };
}
