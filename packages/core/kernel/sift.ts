/**
 * What the keyword pass has found, put through the sieves of the rules (src/engine/sieve.ts says what they are, and is
 * the twin): of the keywords in a text nearly all stand there for other reasons, and here it takes a few nanoseconds to
 * see that. A rule that has no sieve, and a keyword that is asked for by itself, go through as they are.
 */

/** Tables of the keywords and rules; they lie in memory one behind the other, each at a place of its own. */
let outputStart: usize = 0;
let outputs: usize = 0;
let lengths: usize = 0;
let asked: usize = 0;
let ruleStart: usize = 0;
let rules: usize = 0;
let sieves: usize = 0;
/** Tables and classes of the sieves; a rule's places count from one byte before. */
let bytes: usize = 0;
let firstHit: u32 = 0;
let width: u32 = 0;

/** Where `sift` goes on when it has run out of room: the hit, and of it the output and the rule. */
let hitAt: u32 = 0;
let outputAt: u32 = 0;
let ruleAt: u32 = 0;

/** The walk of a sieve ends with maybe after so many bytes. */
const MOST_WALKED: usize = 192;
/** Of a sieve four numbers: where its table and its classes lie, its width, and how it is entered. */
const SIEVE: usize = 16;
const NO_RULE: u32 = 0xffffffff;
/** Bytes of what is written for one candidate. */
const CANDIDATE: usize = 12;

export function siftConfigure(
  outputStartAt: usize,
  outputsAt: usize,
  lengthsAt: usize,
  askedAt: usize,
  ruleStartAt: usize,
  rulesAt: usize,
  sievesAt: usize,
  bytesAt: usize,
  first: u32,
  columns: u32,
): void {
  outputStart = outputStartAt;
  outputs = outputsAt;
  lengths = lengthsAt;
  asked = askedAt;
  ruleStart = ruleStartAt;
  rules = rulesAt;
  sieves = sievesAt;
  bytes = bytesAt - 1;
  firstHit = first;
  width = columns;
}

/** Begins anew. */
export function siftStart(): void {
  hitAt = 0;
  outputAt = 0;
  ruleAt = 0;
}

/**
 * Goes on with `count` pairs of (end of the hit, state) at `hits`; writes what goes through to `out` as (start of the
 * keyword, its number, the rule's or NO_RULE), 12 bytes each, as many as `room`. Returns how many; fewer than `room` says that
 * all is done.
 */
export function sift(text: usize, length: u32, hits: usize, count: u32, out: usize, room: u32): u32 {
  const end = text + <usize>length;
  let place = out;
  const last = out + <usize>room * CANDIDATE;
  for (; hitAt < count; hitAt++) {
    const pair = hits + ((<usize>hitAt) << 3);
    const hitEnd = load<u32>(pair);
    const index = (load<u32>(pair, 4) - firstHit) / width;
    const from = load<u32>(outputStart + ((<usize>index) << 2));
    const to = load<u32>(outputStart + ((<usize>index) << 2), 4);
    for (; from + outputAt < to; outputAt++) {
      const keyword = <u32>load<u16>(outputs + ((<usize>(from + outputAt)) << 1));
      const size = <u32>load<u16>(lengths + ((<usize>keyword) << 1));
      const start = hitEnd - size;
      const firstRule = load<u32>(ruleStart + ((<usize>keyword) << 2));
      const rulesOf = load<u32>(ruleStart + ((<usize>keyword) << 2), 4) - firstRule;
      // the keyword by itself comes before its rules
      for (; ruleAt <= rulesOf; ruleAt++) {
        let rule = NO_RULE;
        if (ruleAt == 0) {
          if (load<u8>(asked + <usize>keyword) == 0) continue;
        } else {
          rule = load<u32>(rules + ((<usize>(firstRule + ruleAt - 1)) << 2));
          if (!passes(sieves + <usize>rule * SIEVE, text, start, size, end)) continue;
        }
        if (place == last) return room;
        store<u32>(place, start);
        store<u32>(place, keyword, 4);
        store<u32>(place, rule, 8);
        place += CANDIDATE;
      }
      ruleAt = 0;
    }
    outputAt = 0;
  }
  return <u32>((place - out) / CANDIDATE);
}

/** Entered at a match's start that lies `mode - 1` bytes before the keyword, or behind the keyword where `mode` is 0. */
function passes(sieve: usize, text: usize, start: u32, size: u32, end: usize): bool {
  const placed = <usize>load<u32>(sieve);
  if (placed == 0) return true;
  const table = bytes + placed;
  const classes = bytes + <usize>load<u32>(sieve, 4);
  const columns = load<u32>(sieve, 8);
  const mode = load<u32>(sieve, 12);
  if (mode > start + 1) return false;
  let at = text + <usize>(mode == 0 ? start + size : start + 1 - mode);
  const to = min(end, at + MOST_WALKED);
  let state: u32 = 2;
  for (; at < to; at++) {
    state = <u32>load<u8>(table + <usize>(state * columns + <u32>load<u8>(classes + <usize>load<u8>(at))));
    if (state < 2) return state == 1;
  }
  return to < end;
}
