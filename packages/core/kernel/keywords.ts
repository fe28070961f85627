/**
 * The keyword pass in WebAssembly: engine/automaton.ts with the same table, at more than twice its speed. A look-up
 * waits for the one before it, some five cycles from the cache; so four stretches of the text are read in turn, and
 * while one waits the others go on. States that end a keyword are numbered last: one comparison of the four states
 * together tells that none of them does.
 *
 * `text` is read from `from` to `to`, in four stretches of the same length; what is left over belongs to the last.
 * Each stretch writes pairs of (end of the hit, state) to its own quarter of `hits`, which holds a pair for every byte,
 * so that nothing can overflow; the numbers of pairs go to `counts`. `longest` is the length of the longest keyword:
 * a state knows no more of the past, so that a stretch is entered that many bytes before its start.
 */
export function findKeywords(
  text: usize,
  from: u32,
  to: u32,
  columns: usize,
  table: usize,
  firstHit: u32,
  longest: u32,
  hits: usize,
  hitsEach: usize,
  counts: usize,
): void {
  const quarter: u32 = (to - from) >> 2;
  const p0 = text + from;
  const p1 = p0 + quarter;
  const p2 = p1 + quarter;
  const p3 = p2 + quarter;
  let h0 = hits;
  let h1 = hits + hitsEach;
  let h2 = h1 + hitsEach;
  let h3 = h2 + hitsEach;
  const start3 = h3;
  const start2 = h2;
  const start1 = h1;
  let s0 = enter(p0, min(longest, from), columns, table);
  let s1 = enter(p1, min(longest, from + quarter), columns, table);
  let s2 = enter(p2, min(longest, from + 2 * quarter), columns, table);
  let s3 = enter(p3, min(longest, from + 3 * quarter), columns, table);
  const at1 = from + quarter + 1;
  const at2 = at1 + quarter;
  const at3 = at2 + quarter;
  for (let i: u32 = 0; i < quarter; i++) {
    s0 = next(s0, p0 + i, columns, table);
    s1 = next(s1, p1 + i, columns, table);
    s2 = next(s2, p2 + i, columns, table);
    s3 = next(s3, p3 + i, columns, table);
    if (max(max(s0, s1), max(s2, s3)) >= firstHit) {
      if (s0 >= firstHit) h0 = put(h0, from + i + 1, s0);
      if (s1 >= firstHit) h1 = put(h1, at1 + i, s1);
      if (s2 >= firstHit) h2 = put(h2, at2 + i, s2);
      if (s3 >= firstHit) h3 = put(h3, at3 + i, s3);
    }
  }
  for (let at = from + 4 * quarter; at < to; at++) {
    s3 = next(s3, text + at, columns, table);
    if (s3 >= firstHit) h3 = put(h3, at + 1, s3);
  }
  store<u32>(counts, <u32>((h0 - hits) >> 3));
  store<u32>(counts, <u32>((h1 - start1) >> 3), 4);
  store<u32>(counts, <u32>((h2 - start2) >> 3), 8);
  store<u32>(counts, <u32>((h3 - start3) >> 3), 12);
}

function next(state: u32, at: usize, columns: usize, table: usize): u32 {
  return load<u32>(table + ((<usize>(state + <u32>load<u8>(columns + <usize>load<u8>(at)))) << 2));
}

function put(place: usize, end: u32, state: u32): usize {
  store<u32>(place, end);
  store<u32>(place, state, 4);
  return place + 8;
}

/** The state before the byte at `start`, from the `known` bytes before it. */
function enter(start: usize, known: u32, columns: usize, table: usize): u32 {
  let state: u32 = 0;
  for (let at = start - known; at < start; at++) state = next(state, at, columns, table);
  return state;
}
