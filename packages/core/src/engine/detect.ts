/** The pattern detector: keyword pass, sieves, candidate windows, anchored verification. */
import type { InlineMarker } from '../config/inline.ts';
import type { Span } from '../span.ts';
import type { RuleSet } from './compile.ts';
import { isInsideWord, mayStart } from './head.ts';
import type { ScanMemory } from './kernel.ts';
import { hasRun } from './run.ts';
import type { RegexMatch } from './regex.ts';
import type { Placed, Proof, RuleShape } from './shape.ts';
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

/** All matches of all rules in a view, each once, ordered by where their secrets start; without `patterns` the markers only. */
export function detect(
  set: RuleSet,
  view: View,
  memory: Pick<ScanMemory, 'find' | 'sift'>,
  patterns = true,
): Detection {
  const hits: Hit[] = [];
  const markers: MarkerHit[] = [];
  const search = new RuleSearch(set, view, hits);
  if (patterns) {
    memory.sift(view.bytes, view.length, (start, index, rule) => {
      if (rule >= 0) return search.around(rule, start);
      const { marker, opens } = set.keywords.at(index)!;
      if (marker) markers.push({ marker, at: start });
      if (opens) for (const each of opens) search.open(each);
    });
    search.userRules();
  } else {
    memory.find(view.bytes, view.length, (end, index) => {
      const { marker, length } = set.keywords.at(index)!;
      if (marker) markers.push({ marker, at: end - length });
    });
  }
  hits.sort((a, b) => a.secret.start - b.secret.start || a.secret.end - b.secret.end);
  return { hits, markers };
}

/** As much text is cut out at once where that is enough: the rules that share a keyword share it. */
const PIECE = 1024;

/** Verifies keyword hits; remembers per rule how far the view was searched, so that no byte is tried twice. */
class RuleSearch {
  private readonly set: RuleSet;
  private readonly bytes: Buffer;
  private readonly length: number;
  private readonly hits: Hit[];
  private readonly searchedTo: Int32Array;
  private readonly touched: number[];
  private opened: Set<number> | undefined;
  private stretches: Map<number, Span[]> | undefined;
  private piece = '';
  private pieceAt = -1;

  constructor(set: RuleSet, view: View, hits: Hit[]) {
    this.set = set;
    this.bytes = view.bytes;
    this.length = view.length;
    this.hits = hits;
    this.searchedTo = set.searched;
    this.touched = set.touched;
    for (const index of this.touched) this.searchedTo[index] = 0;
    this.touched.length = 0;
  }

  around(index: number, keywordAt: number): void {
    if (keywordAt < this.searchedTo[index]! || this.set.disabled[index]) return;
    const { proof, user } = this.set.shape(index);
    if (!proof) {
      if (user?.anchor) this.extend(index, user.anchor, keywordAt);
      return;
    }
    const { least, most, reach, run } = proof;
    const from = Math.max(0, keywordAt - most, this.searchedTo[index]!);
    const last = keywordAt - least;
    if (most === 0 && !this.mayStart(proof, from)) return;
    const end = Math.min(this.length, last + reach + MARGIN);
    if (run > 0 && !hasRun(this.bytes, from, end, run)) return;
    for (let at = from; at <= last; at = Math.max(at + 1, this.searchedTo[index]!)) {
      if (most > 0 && !this.mayStart(proof, at)) continue;
      const to = Math.min(this.length, at + reach + MARGIN);
      this.verifyAt(index, at, proof.bounded && to - at < PIECE ? this.pieceFrom(at) : this.text(at, to));
    }
    if (most > 0) this.searched(index, Math.max(this.searchedTo[index]!, last + 1));
  }

  private searched(index: number, to: number): void {
    if (this.searchedTo[index] === 0) this.touched.push(index);
    this.searchedTo[index] = to;
  }

  /** One of its keywords stands somewhere in the view, so a user's rule is to be tried. */
  open(index: number): void {
    (this.opened ??= new Set()).add(index);
  }

  /** Notes where a user's rule can match around a hit of its anchor; neighbours become one stretch. */
  private extend(index: number, { min, max, reach }: Placed, anchorAt: number): void {
    const from = Math.max(0, anchorAt - max);
    const to = Math.min(this.length, anchorAt - min + reach);
    const stretches = (this.stretches ??= new Map<number, Span[]>()).get(index) ?? [];
    if (stretches.length === 0) this.stretches.set(index, stretches);
    let start = from;
    let end = to;
    for (let last = stretches.at(-1); last && start <= last.end; last = stretches.at(-1)) {
      start = Math.min(last.start, start);
      end = Math.max(last.end, end);
      stretches.pop();
    }
    stretches.push({ start, end });
  }

  /** Users' rules last, when it is known where they can match: each byte is searched once for a rule at most. */
  userRules(): void {
    const { unkeyed } = this.set;
    if (unkeyed.length === 0 && !this.opened) return;
    // thousands of rules that have nothing here cost nothing
    const due = this.opened ? [...this.opened, ...unkeyed].sort((a, b) => a - b) : unkeyed;
    for (const rule of due) {
      const { user } = this.set.shape(rule);
      if (this.set.disabled[rule]) continue;
      if (!user?.anchor) this.searchStretch(rule, { start: 0, end: this.length });
      else for (const stretch of this.stretches?.get(rule) ?? []) this.searchStretch(rule, stretch);
    }
  }

  private mayStart({ before, head }: Proof, at: number): boolean {
    if (before && isInsideWord(before, this.bytes, at)) return false;
    return mayStart(head, this.bytes, this.length, at);
  }

  /** `text` starts a margin before `at`. */
  private verifyAt(index: number, at: number, text: string): void {
    const start = Math.max(0, at - MARGIN);
    const found = this.set.regex(index).matchAt(text, at - start);
    if (!found || !this.accept(index, found, start)) return;
    // what was assigned may be a name itself: `key="API_TOKEN" value="…"`, `get("API_TOKEN", "…")`
    const named = this.set.shape(index).evidence === 'assignment';
    this.searched(index, (named ? found.secret.start : found.whole.end) + start);
  }

  /**
   * All matches of a user's rule that lie in a stretch. A byte more on both sides is shown to it, so that `\\b`, `^` and
   * `$` see what is really there: a match that ended at that byte would have an anchor whose stretch went further.
   */
  private searchStretch(index: number, { start, end }: Span): void {
    const regex = this.set.regex(index);
    const shift = Math.max(0, start - 1);
    const text = this.bytes.toString('latin1', shift, Math.min(this.length, end + 1));
    for (let at = start - shift; at <= text.length;) {
      const found = regex.search(text, at);
      if (!found) break;
      this.accept(index, found, shift);
      at = Math.max(found.whole.end, found.whole.start + 1);
    }
  }

  /** From a margin before `from` to `to`, one character a byte. */
  private text(from: number, to: number): string {
    return this.bytes.toString('latin1', Math.max(0, from - MARGIN), to);
  }

  /** More text than a match can need: only for patterns with a bound of their own, which read no further. */
  private pieceFrom(at: number): string {
    if (this.pieceAt !== at) {
      this.piece = this.text(at, Math.min(this.length, at + PIECE));
      this.pieceAt = at;
    }
    return this.piece;
  }

  private accept(index: number, { whole, secret }: RegexMatch, shift: number): boolean {
    const { near } = this.set.shape(index);
    if (near && !this.isNear(near, whole.start + shift)) return false;
    const moved = (span: Span): Span => ({ start: span.start + shift, end: span.end + shift });
    this.hits.push({ rule: index, secret: moved(secret), whole: moved(whole) });
    return true;
  }

  private isNear(near: NonNullable<RuleShape['near']>, at: number): boolean {
    const before = fold(this.bytes.toString('latin1', Math.max(0, at - near.within), at));
    return near.words.some((word) => before.includes(word));
  }
}
