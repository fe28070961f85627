/** Finite state entropy (RFC 8878, 4.1): tables of states, by which sequences and the weights of a Huffman code are spelled. */

/** No symbol is larger: weights are bytes. */
const SYMBOLS = 256;
const LEAST_LOG = 5;

/** What one state says: a symbol, and which states follow. */
export class StateTable {
  /** By state: the lowest state that may follow << 16 | how many bits are added to it << 8 | symbol. */
  readonly states: Int32Array;
  /** A state has as many bits; with none there is one state, for ever. */
  log = 0;
  private readonly mostLog: number;
  private readonly counts = new Int16Array(SYMBOLS);
  private readonly next = new Uint16Array(SYMBOLS);
  private readonly symbols: Uint8Array;

  constructor(mostLog: number) {
    this.mostLog = mostLog;
    this.states = new Int32Array(1 << mostLog);
    this.symbols = new Uint8Array(1 << mostLog);
  }

  /** Takes what stands in bytes[from, to) for a description; gives how many bytes it is long, or -1 when it is none. */
  read(bytes: Uint8Array, from: number, to: number, largest: number): number {
    const { counts } = this;
    const size = (to - from) * 8;
    const log = (bytes[from]! & 15) + LEAST_LOG;
    if (to <= from || log > this.mostLog) return -1;
    let bit = 4;
    /** What is left of the probability, and one. */
    let left = (1 << log) + 1;
    let symbol = 0;
    while (left > 1) {
      if (symbol > largest || bit > size) return -1;
      const width = 32 - Math.clz32(left);
      const at = from + (bit >>> 3);
      const word = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) >>> (bit & 7);
      // the lowest of the values are spelled with one bit less
      const short = (1 << width) - 1 - left;
      let value = word & ((1 << (width - 1)) - 1);
      if (value < short) bit += width - 1;
      else {
        value = word & ((1 << width) - 1);
        if (value >= 1 << (width - 1)) value -= short;
        bit += width;
      }
      // -1 stands for less than one
      const count = value - 1;
      left -= Math.abs(count);
      counts[symbol++] = count;
      if (count !== 0) continue;
      for (let more = 3; more === 3; bit += 2) {
        const place = from + (bit >>> 3);
        more = ((bytes[place]! | (bytes[place + 1]! << 8)) >>> (bit & 7)) & 3;
        if (symbol + more > largest + 1 || bit > size) return -1;
        counts.fill(0, symbol, symbol + more);
        symbol += more;
      }
    }
    if (left !== 1 || bit > size) return -1;
    this.build(counts, symbol, log);
    return (bit + 7) >>> 3;
  }

  /** The first `length` of `counts` are the symbols' shares of 1 << log, which they add up to. */
  build(counts: ArrayLike<number>, length: number, log: number): this {
    const { states, symbols, next } = this;
    const size = 1 << log;
    const step = (size >> 1) + (size >> 3) + 3;
    let high = size - 1;
    for (let symbol = 0; symbol < length; symbol++) {
      next[symbol] = Math.abs(counts[symbol]!);
      if (counts[symbol] === -1) symbols[high--] = symbol;
    }
    // the step is odd: every place is come to once
    let place = 0;
    for (let symbol = 0; symbol < length; symbol++) {
      for (let i = counts[symbol]!; i > 0; i--) {
        symbols[place] = symbol;
        do place = (place + step) & (size - 1);
        while (place > high);
      }
    }
    for (let state = 0; state < size; state++) {
      const symbol = symbols[state]!;
      const count = next[symbol]!++;
      const bits = log - (31 - Math.clz32(count));
      states[state] = (((count << bits) - size) << 16) | (bits << 8) | symbol;
    }
    this.log = log;
    return this;
  }

  /** One symbol, for ever. */
  repeat(symbol: number): this {
    this.states[0] = symbol;
    this.log = 0;
    return this;
  }
}
