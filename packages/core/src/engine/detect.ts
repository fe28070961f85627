/** The pattern detector: keyword pass, candidate windows, anchored verification. */
import type { InlineMarker } from '../config/inline.ts';
import type { Span } from '../span.ts';
import type { RuleSet } from './compile.ts';
import { isInsideWord, mayStart } from './head.ts';
import type { ScanMemory } from './kernel.ts';
import { hasRun } from './run.ts';
import type { RegexMatch } from './regex.ts';
import type { RuleShape } from './shape.ts';
import { fold } from './syntax.ts';
import type { View } from './view.ts';

/** What a rule's pattern matched, in offsets of the view. */
export interface Hit {
  /** Number of the rule in its set. */
  readonly rule: number;
  readonly secret: Span;
  readonly whole: Span;
}

/** An inline comment that silences findings, at an offset of the view. */
interface MarkerHit {
  readonly marker: InlineMarker;
  readonly at: number;
}

export interface Detection {
  readonly hits: readonly Hit[];
  readonly markers: readonly MarkerHit[];
}

/** Bytes that edges and `\b` may look at around a match. */
const MARGIN = 16;

/** All matches of all rules in a view, each once, ordered by where their secrets start. */
export function detect(set: RuleSet, view: View, memory: Pick<ScanMemory, 'find'>): Detection {
  const hits: Hit[] = [];
  const markers: MarkerHit[] = [];
  const search = new RuleSearch(set, view, hits);
  memory.find(view.bytes, view.length, (end, index) => {
    const keyword = set.keywords[index]!;
    const start = end - keyword.length;
    if (keyword.marker) markers.push({ marker: keyword.marker, at: start });
    for (const rule of keyword.rules) search.around(rule, start);
  });
  for (const rule of set.unkeyed) search.around(rule, 0);
  hits.sort((a, b) => a.secret.start - b.secret.start || a.secret.end - b.secret.end);
  return { hits, markers };
}

/** Verifies keyword hits; remembers per rule how far the view was searched, so that no byte is tried twice. */
class RuleSearch {
  private readonly set: RuleSet;
  private readonly view: View;
  private readonly hits: Hit[];
  private readonly searchedTo: Int32Array;

  constructor(set: RuleSet, view: View, hits: Hit[]) {
    this.set = set;
    this.view = view;
    this.hits = hits;
    this.searchedTo = set.searched;
    this.searchedTo.fill(0);
  }

  around(index: number, keywordAt: number): void {
    if (this.set.disabled[index] || keywordAt < this.searchedTo[index]!) return;
    const { proof } = this.set.shape(index);
    if (!proof) {
      this.searchFrom(index, 0, this.view.length, 0);
      return;
    }
    const { least, most, reach, run } = proof;
    const { bytes, length } = this.view;
    const from = Math.max(0, keywordAt - most);
    if (most === 0) {
      if (proof.before && isInsideWord(proof.before, bytes, from)) return;
      if (!mayStart(proof.head, bytes, length, from)) return;
    }
    const to = Math.min(length, keywordAt - least + reach + MARGIN);
    if (run > 0 && !hasRun(bytes, from, to, run)) return;
    if (most === 0) this.verifyAt(index, from, reach);
    else this.searchFrom(index, from, keywordAt - least, reach);
  }

  private verifyAt(index: number, at: number, reach: number): void {
    const regex = this.set.regex(index);
    const found = this.run(at, at + reach, (text, from) => regex.matchAt(text, from));
    if (found && this.accept(index, found)) this.searchedTo[index] = found.whole.end;
  }

  /** All matches that start in [from, last]. */
  private searchFrom(index: number, from: number, last: number, reach: number): void {
    const regex = this.set.regex(index);
    for (let at = Math.max(from, this.searchedTo[index]!); at <= last;) {
      const found = this.run(at, last + reach, (text, offset) => regex.search(text, offset));
      if (!found || found.whole.start > last) break;
      this.accept(index, found);
      at = Math.max(found.whole.end, found.whole.start + 1);
      this.searchedTo[index] = at;
    }
    this.searchedTo[index] = Math.max(this.searchedTo[index]!, last + 1);
  }

  /** Runs a regex on the text from `at` to `to` and a margin, and maps the match to offsets of the view. */
  private run(
    at: number,
    to: number,
    match: (text: string, from: number) => RegexMatch | undefined,
  ): RegexMatch | undefined {
    const { bytes, length } = this.view;
    const start = Math.max(0, at - MARGIN);
    const end = Math.min(length, to + MARGIN);
    const found = match(bytes.toString('latin1', start, end), at - start);
    if (!found) return undefined;
    const shift = (span: Span): Span => ({ start: span.start + start, end: span.end + start });
    return { whole: shift(found.whole), secret: shift(found.secret) };
  }

  private accept(index: number, found: RegexMatch): boolean {
    const { near } = this.set.shape(index);
    if (near && !this.isNear(near, found.whole.start)) return false;
    this.hits.push({ rule: index, secret: found.secret, whole: found.whole });
    return true;
  }

  private isNear(near: NonNullable<RuleShape['near']>, at: number): boolean {
    const before = fold(this.view.bytes.toString('latin1', Math.max(0, at - near.within), at));
    return near.words.some((word) => before.includes(word));
  }
}
