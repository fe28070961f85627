/** The sequences of a block (RFC 8878, 3.1.1.3.2): so many literals, then a match, again and again. */
import { bitsAt, bitsBefore } from './bits.ts';
import { StateTable } from './fse.ts';
import type { Literals } from './literals.ts';
import type { Window } from './window.ts';

/** By code: the least length << 5 | how many bits are added to it. */
function lengths(first: number, plain: number, extra: readonly number[]): Int32Array {
  const table = new Int32Array(plain + extra.length);
  let base = first;
  for (let code = 0; code < table.length; code++) {
    const bits = code < plain ? 0 : extra[code - plain]!;
    table[code] = (base << 5) | bits;
    base += 1 << bits;
  }
  return table;
}
const LITERAL_LENGTHS = lengths(0, 16, [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
const MATCH_LENGTHS = lengths(3, 32, [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
/** Offsets of more bits reach further back than any window here. */
const LARGEST_OFFSET_CODE = 27;

/** What one of the three kinds of codes is spelled by. */
interface Kind {
  readonly largest: number;
  readonly mostLog: number;
  readonly predefined: StateTable;
}

function kind(largest: number, mostLog: number, log: number, shares: readonly number[]): Kind {
  return { largest, mostLog, predefined: new StateTable(log).build(shares, shares.length, log) };
}
const repeated = (...runs: readonly (readonly [share: number, times: number])[]): number[] =>
  runs.flatMap(([share, times]) => Array<number>(times).fill(share));

const LITERAL_KIND = kind(
  35,
  9,
  6,
  repeated([4, 1], [3, 1], [2, 11], [1, 3], [2, 9], [3, 1], [2, 1], [1, 5], [-1, 4]),
);
const OFFSET_KIND = kind(31, 8, 5, repeated([1, 6], [2, 3], [1, 15], [-1, 5]));
const MATCH_KIND = kind(52, 9, 6, repeated([1, 1], [4, 1], [3, 1], [2, 6], [1, 37], [-1, 7]));

/** The codes of one kind, from block to block of a frame. */
class Codes {
  private readonly kind: Kind;
  private readonly own: StateTable;
  private current: StateTable | undefined;

  constructor(ofKind: Kind) {
    this.kind = ofKind;
    this.own = new StateTable(ofKind.mostLog);
  }

  start(): void {
    this.current = undefined;
  }

  /** Chooses by mode and by what stands in bytes[from, to); gives where that ends, or -1 when it is damaged. */
  choose(mode: number, bytes: Uint8Array, from: number, to: number): number {
    if (mode === 3) return this.current ? from : -1;
    if (mode === 0) {
      this.current = this.kind.predefined;
      return from;
    }
    this.current = this.own;
    if (mode === 1) {
      if (from >= to || bytes[from]! > this.kind.largest) return -1;
      this.own.repeat(bytes[from]!);
      return from + 1;
    }
    const length = this.own.read(bytes, from, to, this.kind.largest);
    return length < 0 ? -1 : from + length;
  }

  /** After it was chosen. */
  get table(): StateTable {
    return this.current!;
  }
}

export class Sequences {
  private readonly literalCodes = new Codes(LITERAL_KIND);
  private readonly offsetCodes = new Codes(OFFSET_KIND);
  private readonly matchCodes = new Codes(MATCH_KIND);
  /** The offsets that were used last. */
  private readonly recent = Int32Array.of(1, 4, 8);

  start(): void {
    this.literalCodes.start();
    this.offsetCodes.start();
    this.matchCodes.start();
    this.recent.set([1, 4, 8]);
  }

  /**
   * Writes a block of at most `most` bytes from its literals and the sequences in bytes[from, to). False when they are
   * damaged; what was written is right.
   */
  read(
    bytes: Uint8Array,
    view: DataView,
    from: number,
    to: number,
    literals: Literals,
    window: Window,
    most: number,
  ): boolean {
    if (from >= to) return false;
    let at = from + 1;
    let count = bytes[from]!;
    if (count > 127) {
      count = count < 255 ? ((count - 128) << 8) | bytes[at]! : view.getUint16(at, true) + 0x7f00;
      at += bytes[from]! < 255 ? 1 : 2;
    }
    if (count === 0) {
      if (at !== to) return false;
      window.write(literals.bytes.subarray(0, literals.length));
      return true;
    }
    if (at >= to) return false;
    const modes = bytes[at++]!;
    at = this.literalCodes.choose(modes >> 6, bytes, at, to);
    if (at >= 0) at = this.offsetCodes.choose((modes >> 4) & 3, bytes, at, to);
    if (at >= 0) at = this.matchCodes.choose((modes >> 2) & 3, bytes, at, to);
    return at >= 0 && this.lay(count, bytes, view, at, to, literals, window, window.at + most);
  }

  /** No sequence is shorter than 3 bytes, and none is begun that would go over `limit`: so there is an end, whatever `count` is. */
  private lay(
    count: number,
    bytes: Uint8Array,
    view: DataView,
    from: number,
    to: number,
    literals: Literals,
    window: Window,
    limit: number,
  ): boolean {
    const { recent } = this;
    const { bytes: out, view: outView, reach, before, behind } = window;
    const { view: literalView } = literals;
    const { states: literalStates, log: literalLog } = this.literalCodes.table;
    const { states: offsetStates, log: offsetLog } = this.offsetCodes.table;
    const { states: matchStates, log: matchLog } = this.matchCodes.table;
    let bit = bitsBefore(bytes, from, to) - literalLog - offsetLog - matchLog;
    if (bit < 0) return false;
    let place = bit + offsetLog + matchLog;
    let literalEntry = literalStates[bitsAt(view, from, place, literalLog)]!;
    place = bit + matchLog;
    let offsetEntry = offsetStates[bitsAt(view, from, place, offsetLog)]!;
    let matchEntry = matchStates[bitsAt(view, from, bit, matchLog)]!;
    let first = recent[0]!;
    let second = recent[1]!;
    let third = recent[2]!;
    let at = window.at;
    let literal = 0;
    let isRight = false;
    for (let left = count; ;) {
      const code = offsetEntry & 0xff;
      if (code > LARGEST_OFFSET_CODE) break;
      let offset = 1 << code;
      if (code > 16) {
        bit -= code - 16;
        offset |= bitsAt(view, from, bit, code - 16) << 16;
        bit -= 16;
        offset |= bitsAt(view, from, bit, 16);
      } else if (code > 0) {
        bit -= code;
        offset |= bitsAt(view, from, bit, code);
      }
      let length = MATCH_LENGTHS[matchEntry & 0xff]!;
      let extra = length & 31;
      length >>= 5;
      if (extra > 0) {
        bit -= extra;
        length += bitsAt(view, from, bit, extra);
      }
      let literalLength = LITERAL_LENGTHS[literalEntry & 0xff]!;
      extra = literalLength & 31;
      literalLength >>= 5;
      if (extra > 0) {
        bit -= extra;
        literalLength += bitsAt(view, from, bit, extra);
      }
      if (bit < 0) break;
      if (offset > 3) {
        offset -= 3;
        third = second;
        second = first;
        first = offset;
      } else {
        // 1 to 3 are those of before; where no literals stand between, the first would have gone on
        if (literalLength === 0) offset++;
        if (offset === 1) offset = first;
        else {
          const earlier = offset === 2 ? second : offset === 3 ? third : first - 1;
          if (offset > 2) third = second;
          second = first;
          first = earlier;
          offset = earlier;
        }
      }
      const matchAt = at + literalLength;
      const end = matchAt + length;
      if (
        end > limit ||
        literal + literalLength > literals.length ||
        offset === 0 ||
        offset > reach ||
        offset > before + matchAt
      )
        break;

      if (literalLength > LONG) {
        out.set(literals.bytes.subarray(literal, literal + literalLength), at);
        literal += literalLength;
      } else {
        for (let i = 0; i < literalLength; i += 4) {
          outView.setInt32(at + i, literalView.getInt32(literal + i, true), true);
        }
        literal += literalLength;
      }
      at = matchAt;
      let source = at - offset;
      if (source < 0) {
        // it begins in the round before this one, and may go on in this
        const part = Math.min(length, -source);
        out.copyWithin(at, behind + source, behind + source + part);
        at += part;
        source = 0;
      }
      if (offset < 4) {
        if (offset === 1) out.fill(out[source]!, at, end);
        else while (at < end) out[at++] = out[source++]!;
      } else if (end - at > LONG && offset >= end - at) {
        out.copyWithin(at, source, source + end - at);
      } else {
        for (; at < end; at += 4, source += 4) outView.setInt32(at, outView.getInt32(source, true), true);
      }
      at = end;

      if (--left === 0) {
        isRight = bit === 0;
        break;
      }
      extra = (literalEntry >> 8) & 0xff;
      bit -= extra;
      literalEntry = literalStates[(literalEntry >> 16) + bitsAt(view, from, bit, extra)]!;
      extra = (matchEntry >> 8) & 0xff;
      bit -= extra;
      matchEntry = matchStates[(matchEntry >> 16) + bitsAt(view, from, bit, extra)]!;
      extra = (offsetEntry >> 8) & 0xff;
      bit -= extra;
      offsetEntry = offsetStates[(offsetEntry >> 16) + bitsAt(view, from, bit, extra)]!;
    }
    window.at = at;
    recent[0] = first;
    recent[1] = second;
    recent[2] = third;
    const rest = literals.length - literal;
    if (!isRight || at + rest > limit) return false;
    window.write(literals.bytes.subarray(literal, literals.length));
    return true;
  }
}

/** From this length on a copy by the system is faster. */
const LONG = 96;
