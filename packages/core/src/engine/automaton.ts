/**
 * The keyword pass: an Aho–Corasick automaton as one dense table, so that a byte costs one look-up however many
 * keywords there are. Letters are compared without case (ASCII). States that end a keyword are numbered last, so
 * that the inner loop tests for a hit with one comparison. States are stored multiplied by the table's row width.
 */
export interface Automaton {
  /** Byte to column. */
  readonly columns: Uint8Array;
  /** (state + column) to state. */
  readonly table: Uint32Array;
  /** States from here on end at least one keyword. */
  readonly firstHit: number;
  readonly width: number;
  /** For hit state number `(state - firstHit) / width`: where its keywords start in `outputs`; one entry more at the end. */
  readonly outputStart: Uint32Array;
  /** Indices of keywords, longest first. */
  readonly outputs: Uint16Array;
  /** Length of the longest keyword. */
  readonly longest: number;
}

/** `keywords` are Latin-1 text in ASCII lower case, none empty, at most 65,535 of them. */
export function buildAutomaton(keywords: readonly string[]): Automaton {
  const columns = new Uint8Array(256);
  let width = 1;
  for (const keyword of keywords) {
    for (let i = 0; i < keyword.length; i++) {
      const byte = keyword.charCodeAt(i);
      if (columns[byte] === 0) columns[byte] = width++;
    }
  }
  for (let upper = 65; upper <= 90; upper++) columns[upper] = columns[upper + 32]!;

  const trie = buildTrie(keywords, columns, width);
  const { next, fail, order, ends } = completeTrie(trie, width);
  const count = order.length;

  // outputs of a state: its own keywords, then those of the states that it fails to
  const outputsOf: number[][] = Array.from({ length: count }, () => []);
  for (const state of order) {
    const own = ends[state]!;
    outputsOf[state] = state === 0 ? own : [...own, ...outputsOf[fail[state]!]!];
  }
  const hits = order.filter((state) => outputsOf[state]!.length > 0);
  const renumbered = new Uint32Array(count);
  let quiet = 0;
  for (const state of order) if (outputsOf[state]!.length === 0) renumbered[state] = quiet++ * width;
  hits.forEach((state, index) => (renumbered[state] = (quiet + index) * width));

  const table = new Uint32Array(count * width);
  for (let state = 0; state < count; state++) {
    const row = renumbered[state]!;
    for (let column = 0; column < width; column++)
      table[row + column] = renumbered[next[state * width + column]!]!;
  }
  const outputStart = new Uint32Array(hits.length + 1);
  hits.forEach((state, index) => (outputStart[index + 1] = outputStart[index]! + outputsOf[state]!.length));
  return {
    columns,
    table,
    width,
    firstHit: quiet * width,
    outputStart,
    longest: Math.max(...keywords.map(({ length }) => length)),
    outputs: Uint16Array.from(hits.flatMap((state) => outputsOf[state]!)),
  };
}

interface Trie {
  /** (state * width + column) to state, 0 where there is none. */
  readonly next: Uint32Array;
  readonly count: number;
  readonly ends: number[][];
}

function buildTrie(keywords: readonly string[], columns: Uint8Array, width: number): Trie {
  const most = keywords.reduce((sum, keyword) => sum + keyword.length, 1);
  const next = new Uint32Array(most * width);
  const ends: number[][] = [[]];
  let count = 1;
  keywords.forEach((keyword, index) => {
    let state = 0;
    for (let i = 0; i < keyword.length; i++) {
      const slot = state * width + columns[keyword.charCodeAt(i)]!;
      if (next[slot] === 0) {
        next[slot] = count++;
        ends.push([]);
      }
      state = next[slot]!;
    }
    ends[state]!.push(index);
  });
  return { next, count, ends };
}

/** Fills every missing transition from the state that a state fails to; `order` is breadth first. */
function completeTrie(trie: Trie, width: number): Trie & { fail: Uint32Array; order: number[] } {
  const { next, count } = trie;
  const fail = new Uint32Array(count);
  const order = [0];
  for (let head = 0; head < order.length; head++) {
    const state = order[head]!;
    for (let column = 0; column < width; column++) {
      const slot = state * width + column;
      const target = next[slot]!;
      const failed = state === 0 ? 0 : next[fail[state]! * width + column]!;
      if (target === 0) next[slot] = failed;
      else {
        fail[target] = failed;
        order.push(target);
      }
    }
  }
  return { ...trie, fail, order };
}

/** Calls `onHit` for `count` pairs of (end, state) in `pairs`, from the index `start` on. */
export function reportHits(
  automaton: Automaton,
  pairs: Uint32Array,
  start: number,
  count: number,
  onHit: (end: number, keyword: number) => void,
): void {
  const { firstHit, width, outputStart, outputs } = automaton;
  for (let i = start; i < start + 2 * count; i += 2) {
    const index = (pairs[i + 1]! - firstHit) / width;
    for (let o = outputStart[index]!; o < outputStart[index + 1]!; o++) onHit(pairs[i]!, outputs[o]!);
  }
}

/** Ends and states of the hits of one stream. */
class Hits {
  pairs = new Uint32Array(1024);
  length = 0;

  add(end: number, state: number): void {
    if (this.length === this.pairs.length) {
      const grown = new Uint32Array(this.length * 2);
      grown.set(this.pairs);
      this.pairs = grown;
    }
    this.pairs[this.length++] = end;
    this.pairs[this.length++] = state;
  }
}

/** One for each stream, used again for every pass of this thread. */
const streams = [new Hits(), new Hits(), new Hits(), new Hits()] as const;

/**
 * Calls `onHit(end, keyword)` for each keyword that ends at `end` (exclusive) in `bytes[0, length)`, in ascending
 * order of `end`. The twin of the kernel (kernel/keywords.ts), for text outside of the kernel's memory and for machines
 * without WebAssembly.
 */
export function findKeywords(
  automaton: Automaton,
  bytes: Uint8Array,
  length: number,
  onHit: (end: number, keyword: number) => void,
): void {
  const { columns, table, firstHit, longest } = automaton;
  const [h0, h1, h2, h3] = streams;
  for (const hits of streams) hits.length = 0;
  const quarter = length >> 2;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  // a short text is one stretch: h3 takes it all
  let rest = 0;
  if (quarter > 4 * longest) {
    const [p1, p2, p3] = [quarter, 2 * quarter, 3 * quarter];
    // a state knows no more than the last `longest` bytes, so that each stretch can be entered in the middle
    for (let i = quarter - longest; i < quarter; i++) {
      s1 = table[s1 + columns[bytes[i]!]!]!;
      s2 = table[s2 + columns[bytes[i + p1]!]!]!;
      s3 = table[s3 + columns[bytes[i + p2]!]!]!;
    }
    for (let i = 0; i < quarter; i++) {
      s0 = table[s0 + columns[bytes[i]!]!]!;
      s1 = table[s1 + columns[bytes[i + p1]!]!]!;
      s2 = table[s2 + columns[bytes[i + p2]!]!]!;
      s3 = table[s3 + columns[bytes[i + p3]!]!]!;
      if (s0 >= firstHit) h0.add(i + 1, s0);
      if (s1 >= firstHit) h1.add(i + p1 + 1, s1);
      if (s2 >= firstHit) h2.add(i + p2 + 1, s2);
      if (s3 >= firstHit) h3.add(i + p3 + 1, s3);
    }
    rest = 4 * quarter;
  }
  for (let i = rest; i < length; i++) {
    s3 = table[s3 + columns[bytes[i]!]!]!;
    if (s3 >= firstHit) h3.add(i + 1, s3);
  }
  for (const { pairs, length: filled } of streams) reportHits(automaton, pairs, 0, filled / 2, onHit);
}
