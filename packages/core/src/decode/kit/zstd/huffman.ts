/** Huffman codes of literals (RFC 8878, 4.2). */
import { bitsAt, bitsBefore } from './bits.ts';
import { StateTable } from './fse.ts';

/** The RFC says 11; the reference decoder takes one more, and so what is packed like that can be read. */
const LONGEST_CODE = 12;
const MOST_WEIGHTS = 255;

export class HuffmanCode {
  /** By the next `log` bits: symbol << 4 | length. */
  private readonly table = new Uint16Array(1 << LONGEST_CODE);
  private log = 0;
  private readonly weights = new Uint8Array(MOST_WEIGHTS + 1);
  private readonly places = new Uint16Array(LONGEST_CODE + 2);
  private readonly states = new StateTable(6);

  /** Takes what stands in bytes[from, to) for a description; gives how many bytes it is long, or -1 when it is none. */
  read(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    if (from >= to) return -1;
    const head = bytes[from]!;
    const length = 1 + (head < 128 ? head : (head - 126) >> 1);
    if (from + length > to) return -1;
    const count =
      head < 128
        ? this.packedWeights(bytes, view, from + 1, from + length)
        : this.plainWeights(bytes, from + 1, head - 127);
    return count > 0 && this.build(count) ? length : -1;
  }

  private plainWeights(bytes: Uint8Array, from: number, count: number): number {
    for (let i = 0; i < count; i++) {
      const pair = bytes[from + (i >> 1)]!;
      this.weights[i] = i & 1 ? pair & 15 : pair >> 4;
    }
    return count;
  }

  /** Two states take turns, until one has no more bits to go on with. States of no bits at all go on for ever. */
  private packedWeights(bytes: Uint8Array, view: DataView, start: number, to: number): number {
    const { weights } = this;
    const length = this.states.read(bytes, start, to, MOST_WEIGHTS);
    if (length < 0) return -1;
    const from = start + length;
    const { states, log } = this.states;
    let bit = bitsBefore(bytes, from, to) - 2 * log;
    if (bit < 0) return -1;
    let state = bitsAt(view, from, bit + log, log);
    let other = bitsAt(view, from, bit, log);
    for (let count = 0; count < MOST_WEIGHTS - 1;) {
      const entry = states[state]!;
      weights[count++] = entry & 0xff;
      const bits = (entry >> 8) & 0xff;
      bit -= bits;
      if (bit < 0) {
        weights[count++] = states[other]! & 0xff;
        return count;
      }
      state = other;
      other = (entry >> 16) + bitsAt(view, from, bit, bits);
    }
    return -1;
  }

  /** From the weights of the first `count` symbols; what they leave over is the last one's. */
  private build(count: number): boolean {
    const { weights, places, table } = this;
    places.fill(0);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const weight = weights[i]!;
      if (weight > LONGEST_CODE) return false;
      places[weight]!++;
      sum += (1 << weight) >> 1;
    }
    if (sum === 0) return false;
    const log = 32 - Math.clz32(sum);
    const left = (1 << log) - sum;
    if (log > LONGEST_CODE || (left & (left - 1)) !== 0) return false;
    const last = 32 - Math.clz32(left);
    weights[count] = last;
    places[last]!++;
    // of the longest codes there are two, or any other even number
    if (places[1]! < 2 || places[1]! & 1) return false;
    let place = 0;
    for (let weight = 1; weight <= log; weight++) {
      const codes = places[weight]!;
      places[weight] = place;
      place += codes << (weight - 1);
    }
    for (let symbol = 0; symbol <= count; symbol++) {
      const weight = weights[symbol]!;
      if (weight === 0) continue;
      const end = places[weight]! + (1 << (weight - 1));
      table.fill((symbol << 4) | (log + 1 - weight), places[weight], end);
      places[weight] = end;
    }
    this.log = log;
    return true;
  }

  /** Writes out[at, end) from the stream of bytes[from, to), which must say as much and no more. */
  stream(
    bytes: Uint8Array,
    view: DataView,
    from: number,
    to: number,
    out: Uint8Array,
    at: number,
    end: number,
  ): boolean {
    return this.finish(view, from, bitsBefore(bytes, from, to), out, at, end);
  }

  /** Four streams, of which the last is the shorter: they take turns, for a processor does four things at once. */
  fourStreams(
    bytes: Uint8Array,
    view: DataView,
    from: number,
    to: number,
    out: Uint8Array,
    size: number,
  ): boolean {
    const { table } = this;
    const down = 32 - this.log;
    const from1 = from + 6;
    if (from1 > to) return false;
    const from2 = from1 + view.getUint16(from, true);
    const from3 = from2 + view.getUint16(from + 2, true);
    const from4 = from3 + view.getUint16(from + 4, true);
    if (from4 > to) return false;
    const quarter = (size + 3) >> 2;
    const end = size - 3 * quarter;
    if (end < 0) return false;
    let bit1 = bitsBefore(bytes, from1, from2);
    let bit2 = bitsBefore(bytes, from2, from3);
    let bit3 = bitsBefore(bytes, from3, from4);
    let bit4 = bitsBefore(bytes, from4, to);
    let at = 0;
    while (at < end - 1 && bit1 > 24 && bit2 > 24 && bit3 > 24 && bit4 > 24) {
      // the next bits stand on top, 25 of them at least
      let word = view.getInt32(from1 + ((bit1 - 1) >> 3) - 3, true) << (-bit1 & 7);
      let entry = table[word >>> down]!;
      out[at] = entry >> 4;
      bit1 -= entry & 15;
      entry = table[(word << (entry & 15)) >>> down]!;
      out[at + 1] = entry >> 4;
      bit1 -= entry & 15;

      word = view.getInt32(from2 + ((bit2 - 1) >> 3) - 3, true) << (-bit2 & 7);
      entry = table[word >>> down]!;
      out[at + quarter] = entry >> 4;
      bit2 -= entry & 15;
      entry = table[(word << (entry & 15)) >>> down]!;
      out[at + quarter + 1] = entry >> 4;
      bit2 -= entry & 15;

      word = view.getInt32(from3 + ((bit3 - 1) >> 3) - 3, true) << (-bit3 & 7);
      entry = table[word >>> down]!;
      out[at + 2 * quarter] = entry >> 4;
      bit3 -= entry & 15;
      entry = table[(word << (entry & 15)) >>> down]!;
      out[at + 2 * quarter + 1] = entry >> 4;
      bit3 -= entry & 15;

      word = view.getInt32(from4 + ((bit4 - 1) >> 3) - 3, true) << (-bit4 & 7);
      entry = table[word >>> down]!;
      out[at + 3 * quarter] = entry >> 4;
      bit4 -= entry & 15;
      entry = table[(word << (entry & 15)) >>> down]!;
      out[at + 3 * quarter + 1] = entry >> 4;
      bit4 -= entry & 15;
      at += 2;
    }
    return (
      this.finish(view, from1, bit1, out, at, quarter) &&
      this.finish(view, from2, bit2, out, at + quarter, 2 * quarter) &&
      this.finish(view, from3, bit3, out, at + 2 * quarter, 3 * quarter) &&
      this.finish(view, from4, bit4, out, at + 3 * quarter, size)
    );
  }

  /** The rest of a stream; every symbol takes a bit, so it ends. */
  private finish(
    view: DataView,
    from: number,
    start: number,
    out: Uint8Array,
    at: number,
    end: number,
  ): boolean {
    const { table } = this;
    const down = 32 - this.log;
    let bit = start;
    while (at < end && bit > 0) {
      const word = view.getInt32(from + ((bit - 1) >> 3) - 3, true) << (-bit & 7);
      const entry = table[word >>> down]!;
      out[at++] = entry >> 4;
      bit -= entry & 15;
    }
    return at === end && bit === 0;
  }
}
