/**
 * Turns byte offsets into lines and columns while a fragment is read window by window. Lines end at LF; columns
 * count UTF-16 units, and a byte that is no part of valid UTF-8 (a Latin-1 file, a binary) counts one.
 */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** The encoding of a whole file by its byte order mark, or by where the zeros of its first bytes stand. */
export function sniffEncoding(bytes: Buffer, length: number): { encoding: TextEncoding; mark: number } {
  const [a, b, c, d] = length >= 4 ? bytes : [...bytes.subarray(0, length), -1, -1, -1, -1];
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', mark: 3 };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { encoding: 'utf-32le', mark: 4 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: 'utf-32be', mark: 4 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', mark: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2 };
  const sample = Math.min(length, 4096) & ~3;
  const zeros = [0, 0, 0, 0];
  for (let i = 0; i < sample; i++) if (bytes[i] === 0) zeros[i & 3]!++;
  const mostly = (...places: number[]): boolean =>
    sample >= 16 && places.every((place) => zeros[place]! * 4 > sample * 0.7);
  const hardly = (...places: number[]): boolean => places.every((place) => zeros[place]! * 4 < sample * 0.05);
  if (mostly(1, 2, 3) && hardly(0)) return { encoding: 'utf-32le', mark: 0 };
  if (mostly(0, 1, 2) && hardly(3)) return { encoding: 'utf-32be', mark: 0 };
  if (mostly(1, 3) && hardly(0, 2)) return { encoding: 'utf-16le', mark: 0 };
  if (mostly(0, 2) && hardly(1, 3)) return { encoding: 'utf-16be', mark: 0 };
  return { encoding: 'utf-8', mark: 0 };
}

/** Length of the valid UTF-8 sequence at `at`; 1 for a byte that starts none. */
function sequenceLength(bytes: Buffer, at: number, end: number): number {
  const lead = bytes[at]!;
  const length = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;
  if (at + length > end) return 1;
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 1;
  return length;
}

export class LineCounter {
  private readonly encoding: TextEncoding;
  private line = 1;
  private column = 1;
  /** The source's offset up to which lines are counted. */
  private at: number;

  constructor(encoding: TextEncoding, mark: number) {
    this.encoding = encoding;
    this.at = mark;
  }

  /** The position of `offset`, which is not before the last `advance`; `bytes` is the window that starts at `base`. */
  positionOf(bytes: Buffer, base: number, offset: number): Position {
    return this.encoding === 'utf-8' ? this.narrow(bytes, base, offset) : this.wide(bytes, base, offset);
  }

  /** Counts up to `offset` for good: nothing before it will be asked for any more. */
  advance(bytes: Buffer, base: number, offset: number): void {
    if (offset <= this.at) return;
    // not into the middle of a character
    let to = offset;
    if (this.encoding === 'utf-8')
      while (to > this.at && to > offset - 4 && (bytes[to - base]! & 0xc0) === 0x80) to--;
    const { line, column } = this.positionOf(bytes, base, to);
    this.line = line;
    this.column = column;
    this.at = to;
  }

  private narrow(bytes: Buffer, base: number, offset: number): Position {
    let { line, column } = this;
    const from = Math.max(this.at - base, 0);
    const to = offset - base;
    // whole lines are skipped by a native search; only the last one is looked at byte by byte
    let lineStart = from;
    const counted = bytes.subarray(0, to);
    for (let lf = counted.indexOf(10, from); lf >= 0; lf = counted.indexOf(10, lf + 1)) {
      line++;
      column = 1;
      lineStart = lf + 1;
    }
    for (let at = lineStart; at < to;) {
      const length = bytes[at]! < 0x80 ? 1 : sequenceLength(bytes, at, to);
      column += length === 4 ? 2 : 1;
      at += length;
    }
    return { line, column };
  }

  private wide(bytes: Buffer, base: number, offset: number): Position {
    let { line, column } = this;
    const size = this.encoding.startsWith('utf-16') ? 2 : 4;
    const low = this.encoding.endsWith('le') ? 0 : size - 1;
    const plane = this.encoding.endsWith('le') ? 2 : 1;
    for (let at = Math.max(this.at - base, 0); at + size <= offset - base; at += size) {
      const isLf =
        bytes[at + low] === 10 && bytes.subarray(at, at + size).every((byte, i) => i === low || byte === 0);
      if (isLf) {
        line++;
        column = 1;
      } else column += size === 4 && bytes[at + plane] !== 0 ? 2 : 1;
    }
    return { line, column };
  }
}
