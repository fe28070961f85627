/** What a decoder writes: decoded bytes, and for each of them where in the source it came from. */
import type { Span } from '../span.ts';

/** Stands between pieces that do not belong together; it is part of no text and of no value. */
const SEPARATOR = 0xff;
/** As many of them as no window of a rolling view reaches over. */
export const SEPARATORS = 8;

/** Numbers a segment takes: start in the output, start in the source, length in the output, length in the source. */
const FIELDS = 4;
const NONE = new Int32Array(0);

/**
 * Grows by segments in which source and output run in proportion: a copied stretch is 1 : 1, a run of `%41%42` is 3 : 1,
 * a line of base64 4 : 3. What does not fit any more is not written, and `isFull` says so.
 */
export class DecodedText {
  /** The output; `length` bytes of it are written. */
  readonly bytes: Buffer;
  length = 0;
  isFull = false;
  /** Where each piece starts. */
  readonly pieces: number[] = [0];
  private readonly source: Buffer;
  /** Where the last separators end; decoded bytes may look like them. */
  private separated = 0;
  /** Made when something is written: most decoders find nothing. */
  private segments = NONE;
  private count = 0;

  /** `source` is what the decoder reads, for `copy`; output is written to `into`. */
  constructor(source: Buffer, into: Buffer) {
    this.source = source;
    this.bytes = into;
  }

  /** The source's bytes [from, to) as they stand. */
  copy(from: number, to: number): void {
    const length = to - from;
    if (length <= 0 || !this.hasRoom(length)) return;
    // a call costs more than the few bytes that stand between two escapes
    if (length > 32) this.source.copy(this.bytes, this.length, from, to);
    else for (let i = 0; i < length; i++) this.bytes[this.length + i] = this.source[from + i]!;
    this.segment(from, length, length);
    this.length += length;
  }

  /** One decoded byte that the source spells as [from, to). */
  byte(value: number, from: number, to: number): void {
    if (!this.hasRoom(1)) return;
    this.bytes[this.length] = value;
    this.segment(from, 1, to - from);
    this.length++;
  }

  /** One character, as UTF-8, that the source spells as [from, to). A number that is no character becomes U+FFFD. */
  character(code: number, from: number, to: number): void {
    if (code < 0x80) return this.byte(code, from, to);
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) code = 0xfffd;
    const size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (!this.hasRoom(size)) return;
    const last = this.length + size - 1;
    for (let at = last; at > this.length; at--, code >>= 6) this.bytes[at] = 0x80 | (code & 0x3f);
    this.bytes[this.length] = (0xf00 >> size) | code;
    this.segment(from, size, to - from);
    this.length += size;
  }

  /** Decoded bytes that the source spells, in proportion, as [from, to). */
  unit(decoded: Uint8Array, from: number, to: number): void {
    if (decoded.length === 0 || !this.hasRoom(decoded.length)) return;
    this.bytes.set(decoded, this.length);
    this.segment(from, decoded.length, to - from);
    this.length += decoded.length;
  }

  /** What follows does not belong to what was written last. */
  separate(): void {
    if (this.length === this.separated || !this.hasRoom(SEPARATORS)) return;
    this.bytes.fill(SEPARATOR, this.length, this.length + SEPARATORS);
    this.length += SEPARATORS;
    this.separated = this.length;
    this.pieces.push(this.length);
  }

  /** Takes back everything that was written after `length` bytes. */
  truncate(length: number): void {
    while (this.count > 0 && this.segments[(this.count - 1) * FIELDS]! >= length) this.count--;
    if (this.count > 0) {
      const at = (this.count - 1) * FIELDS;
      const [start, , written, spelled] = this.segments.subarray(at, at + FIELDS) as unknown as [
        number,
        number,
        number,
        number,
      ];
      if (start + written > length) {
        this.segments[at + 2] = length - start;
        this.segments[at + 3] = Math.ceil(((length - start) * spelled) / written);
      }
    }
    this.length = length;
    while (this.pieces.length > 1 && this.pieces.at(-1)! > length) this.pieces.pop();
    // cut inside of separators, or into what stood before them: what follows is asked to separate anew
    if (this.separated > length) this.separated = 0;
  }

  /** Offsets of the output to offsets of the source; a span that starts or ends inside a unit takes all of the unit. */
  toSource({ start, end }: Span): Span {
    return {
      start: this.map(start, Math.floor),
      end: Math.max(this.map(end - 1, Math.floor, 1), this.map(start, Math.floor) + 1),
    };
  }

  /**
   * Whether [start, end) of the output stands in the source as it stands here, with `margin` bytes on either side: then
   * whoever has read the source has read it.
   */
  isCopied(start: number, end: number, margin: number): boolean {
    const from = start - margin;
    const to = end + margin;
    if (from < 0 || to > this.length) return false;
    const at = this.segmentAt(from);
    const begin = this.segments[at]!;
    const written = this.segments[at + 2]!;
    if (written !== this.segments[at + 3]! || to > begin + written) return false;
    const source = this.segments[at + 1]! + from - begin;
    return this.bytes.compare(this.source, source, source + to - from, from, to) === 0;
  }

  /** What of the source was changed: where the output is not the source's bytes, or leaves some of them out. */
  *changes(): Iterable<Span> {
    let outEnd = -1;
    let sourceEnd = -1;
    for (let i = 0; i < this.count; i++) {
      const [start, from, written, spelled] = this.segments.subarray(
        i * FIELDS,
        (i + 1) * FIELDS,
      ) as unknown as [number, number, number, number];
      // behind a separator something else begins
      if (start === outEnd && from !== sourceEnd)
        yield { start: Math.min(from, sourceEnd), end: Math.max(from, sourceEnd) };
      const isSame =
        written === spelled &&
        this.bytes.compare(this.source, from, from + spelled, start, start + written) === 0;
      if (!isSame) yield { start: from, end: from + spelled };
      outEnd = start + written;
      sourceEnd = from + spelled;
    }
  }

  /** Index of the last segment that starts at `offset` or before it. */
  private segmentAt(offset: number): number {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.segments[middle * FIELDS]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low * FIELDS;
  }

  private map(offset: number, round: (value: number) => number, after: 0 | 1 = 0): number {
    const at = this.segmentAt(offset);
    const start = this.segments[at]!;
    const source = this.segments[at + 1]!;
    const written = this.segments[at + 2]!;
    const spelled = this.segments[at + 3]!;
    // between two segments there is nothing but separators: the end of the one before
    const inside = Math.min(offset - start, written - (after ? 1 : 0));
    if (after) return source + Math.ceil(((inside + 1) * spelled) / written);
    return source + round((inside * spelled) / written);
  }

  /** Once something did not fit, nothing does: what is shorter would be glued to what stood before the gap. */
  private hasRoom(bytes: number): boolean {
    if (!this.isFull && this.length + bytes <= this.bytes.length) return true;
    this.isFull = true;
    return false;
  }

  /** Goes on with the last segment where source and output follow in the same proportion. */
  private segment(from: number, written: number, spelled: number): void {
    const { segments } = this;
    const last = (this.count - 1) * FIELDS;
    if (
      this.count > 0 &&
      this.length === segments[last]! + segments[last + 2]! &&
      from === segments[last + 1]! + segments[last + 3]! &&
      segments[last + 2]! * spelled === segments[last + 3]! * written
    ) {
      segments[last + 2]! += written;
      segments[last + 3]! += spelled;
      return;
    }
    const at = this.count * FIELDS;
    if (at === segments.length) {
      this.segments = new Int32Array(Math.max(64 * FIELDS, segments.length * 2));
      this.segments.set(segments);
    }
    this.segments[at] = this.length;
    this.segments[at + 1] = from;
    this.segments[at + 2] = written;
    this.segments[at + 3] = spelled;
    this.count++;
  }
}
