/**
 * From keywords to candidates: what the keyword pass finds, put through the rules' sieves. The kernel does the same
 * (kernel/sift.ts); this is its twin, for text outside of its memory and for machines without WebAssembly.
 */
import { findKeywords, type Automaton } from './automaton.ts';
import { passes, type Sieve } from './sieve.ts';

/** The keywords and the rules that each may belong to, by number, as plain arrays. */
export interface KeywordArrays {
  readonly lengths: Uint16Array;
  /** 1 where a keyword is asked for by itself: it is an inline comment, or opens rules. */
  readonly asked: Uint8Array;
  /** Where the rules of each keyword start in `rules`; one entry more at the end. */
  readonly ruleStart: Uint32Array;
  readonly rules: Uint32Array;
}

/** A sieve, and where it is entered: as many bytes before the keyword. */
export interface PlacedSieve extends Sieve {
  readonly before: number;
}

/** The sieves of the built-in rules. */
export interface Sieves {
  /** Undefined where a rule has none. */
  at(rule: number): PlacedSieve | undefined;
  /** All of them for the kernel, where they were built. */
  readonly packed: PackedSieves | undefined;
}

export interface PackedSieves {
  /** Of each rule where its table and its classes lie in `bytes`, plus one, the width, and the mode (kernel/sift.ts). */
  readonly places: Uint32Array;
  readonly bytes: Uint8Array;
}

/** What the pattern detector looks for. */
export interface Sifting {
  readonly automaton: Automaton;
  readonly arrays: KeywordArrays;
  readonly ruleCount: number;
  readonly sieves: Sieves;
}

/** Told of a keyword at `start`, and of the rule that may match there; -1 for a keyword that is asked for by itself. */
export type OnCandidate = (start: number, keyword: number, rule: number) => void;

export function siftWithoutKernel(
  { automaton, arrays, sieves }: Sifting,
  bytes: Uint8Array,
  length: number,
  onCandidate: OnCandidate,
): void {
  const { lengths, asked, ruleStart, rules } = arrays;
  findKeywords(automaton, bytes, length, (end, keyword) => {
    const size = lengths[keyword]!;
    const start = end - size;
    if (asked[keyword] === 1) onCandidate(start, keyword, -1);
    for (let at = ruleStart[keyword]!; at < ruleStart[keyword + 1]!; at++) {
      const rule = rules[at]!;
      const sieve = sieves.at(rule);
      const isRefused =
        sieve && (start < sieve.before || !passes(sieve, bytes, start - sieve.before, size, length));
      if (!isRefused) onCandidate(start, keyword, rule);
    }
  });
}

/** As bytes, those that are alike once. */
export function packSieves(count: number, sieveAt: (rule: number) => PlacedSieve | undefined): PackedSieves {
  const places = new Uint32Array(4 * count);
  const parts: Uint8Array[] = [];
  const known = new Map<string, number>();
  let size = 0;
  const place = (part: Uint8Array): number => {
    const key = Buffer.from(part).toString('latin1');
    const before = known.get(key);
    if (before !== undefined) return before;
    const at = size + 1;
    parts.push(part);
    size += part.length;
    known.set(key, at);
    return at;
  };
  for (let rule = 0; rule < count; rule++) {
    const sieve = sieveAt(rule);
    if (!sieve) continue;
    const mode = sieve.isBehind ? 0 : sieve.before + 1;
    places.set([place(sieve.table), place(sieve.classes), sieve.width, mode], 4 * rule);
  }
  return { places, bytes: Buffer.concat(parts) };
}

/** What `packSieves` made. */
export function packedSieves(packed: PackedSieves): Sieves {
  const { places, bytes } = packed;
  return {
    packed,
    at(rule) {
      const [table, classes, width, mode] = places.subarray(4 * rule, 4 * rule + 4);
      if (!table) return undefined;
      return {
        // to the end: nobody reads beyond the states that there are
        table: bytes.subarray(table - 1),
        classes: bytes.subarray(classes! - 1, classes! + 255),
        width: width!,
        isBehind: mode === 0,
        before: mode === 0 ? 0 : mode! - 1,
      };
    },
  };
}

export const NO_SIEVES: Sieves = { at: () => undefined, packed: undefined };
