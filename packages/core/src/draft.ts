/** Between a hit and a finding: the match with its context, judged by the filters. It holds the raw value. */
import type { RuleSet } from './engine/compile.ts';
import type { Hit } from './engine/detect.ts';
import type { View } from './engine/view.ts';
import { lineAround, type Masked } from './excerpt.ts';
import { entropy } from './filter/entropy.ts';
import { filters } from './filter/index.ts';
import type { Objection } from './filter/filter.ts';
import type { RuleShape } from './engine/shape.ts';
import type { Confidence, Match } from './finding.ts';
import type { ManagedHit, ManagedItem } from './managed/lookup.ts';
import { maskOf } from './mask.ts';
import type { Span } from './span.ts';

/** Bytes before and after a secret that filters may look at, on its own line. */
const CONTEXT = 256;

interface DraftBase {
  /** The secret in the source's bytes. */
  readonly span: Span;
  /** The window in which this offset of the source lies owns it. */
  readonly ownedAt: number;
  /** The secret in the view in which it was found. */
  readonly inView: Span;
  /** The path of decoders that led to it, outermost first. */
  readonly encoding: readonly string[];
  readonly mask: string;
  readonly confidence: Confidence;
}

export interface PatternDraft extends DraftBase {
  readonly detector: 'pattern';
  readonly match: Match;
  /** The whole match in the view in which it was found. */
  readonly wholeInView: Span;
  /** By filter; of one that is dropped, the last is why. */
  readonly doubts: readonly Doubt[];
}

interface Doubt extends Objection {
  readonly filter: string;
}

export interface ManagedDraft extends DraftBase {
  readonly detector: 'managed';
  readonly item: ManagedItem;
  /** The rule that knows the value by its form too. */
  readonly rule?: RuleShape;
}

export type Draft = PatternDraft | ManagedDraft;

const STEPS: readonly Confidence[] = ['low', 'medium', 'high'];

function step(confidence: Confidence, by: number): Confidence {
  return STEPS[Math.min(2, Math.max(0, STEPS.indexOf(confidence) + by))]!;
}

/** A proof raises the confidence, a failed checksum or a filter's doubt lowers it; nothing of the kind drops. */
function confidenceOf(match: Match, doubts: number): Confidence {
  const proof = match.validity === 'valid' || match.validity === 'encrypted' ? 1 : match.validity ? -1 : 0;
  return step(match.rule.confidence, proof - doubts);
}

/** All that is asked of what a rule of another scanner finds. */
const OWN_BOUNDS = [{ name: 'entropy', judge: entropy }] as const;

/**
 * The draft of one hit, or undefined when a filter drops it: then `dropped` is told. `base` is the source's offset of
 * the view's window.
 */
export function draftOf(
  set: RuleSet,
  view: View,
  hit: Hit,
  base: number,
  path: string,
  dropped?: (draft: PatternDraft) => void,
): PatternDraft | undefined {
  const { bytes } = view;
  const { secret, whole } = hit;
  const rule = set.shape(hit.rule);
  const value = bytes.toString('latin1', secret.start, secret.end);
  const line = lineAround(view, secret, CONTEXT);
  const toSource = (span: Span): Span => {
    const { start, end } = view.toSource(span);
    return { start: start + base, end: end + base };
  };
  const match: Match = {
    detector: 'pattern',
    rule,
    span: toSource(secret),
    whole: toSource(whole),
    value,
    text: bytes.toString('latin1', whole.start, whole.end),
    before: bytes.toString('latin1', line.start, secret.start),
    after: bytes.toString('latin1', secret.end, line.end),
    encoding: view.encoding,
    path,
    validity: set.validity(hit.rule, value),
  };
  const doubts: Doubt[] = [];
  let isDropped = false;
  // a rule of another scanner finds what it finds there: only its own bounds hold
  for (const { name, judge } of rule.user?.foreign ? OWN_BOUNDS : filters) {
    const objection = judge(match);
    if (!objection) continue;
    isDropped = objection.weight === 'drop';
    if (isDropped && !dropped) return undefined;
    doubts.push({ ...objection, filter: name });
    if (isDropped) break;
  }
  const draft: PatternDraft = {
    detector: 'pattern',
    match,
    span: match.span,
    ownedAt: match.whole.start,
    inView: secret,
    wholeInView: whole,
    encoding: view.encoding,
    mask: maskOf(rule, value.length),
    confidence: confidenceOf(match, doubts.length),
    doubts,
  };
  if (!isDropped) return draft;
  dropped?.(draft);
  return undefined;
}

/** A managed value that a view holds. */
export function managedDraft(
  view: View,
  { item, span, encoding, length }: ManagedHit,
  base: number,
): ManagedDraft {
  const { start, end } = view.toSource(span);
  return {
    detector: 'managed',
    item,
    span: { start: start + base, end: end + base },
    ownedAt: start + base,
    inView: span,
    encoding: [...view.encoding, ...encoding],
    mask: `***[${length}]`,
    confidence: 'high',
  };
}

const PRECISION = {
  prefix: 3,
  marker: 3,
  structure: 3,
  project: 3,
  context: 2,
  form: 1,
  assignment: 1,
  vendor: 0,
} as const;

/**
 * A managed value is known, not guessed. What is hardly believed stands behind everything else: a precise rule's failed
 * match must not hide a good guess. What had to be decoded less often says it better.
 */
export function rank(draft: Draft): number {
  if (draft.detector === 'managed') return 1000 - draft.encoding.length;
  const { match, confidence, encoding } = draft;
  const believed = confidence === 'low' ? 0 : 500;
  // what gitleaks itself puts last where another rule knows the same secret
  const generic = match.rule.user?.foreign && /generic/i.test(match.rule.id) ? 5 : 0;
  return (
    believed -
    generic +
    (PRECISION[match.rule.evidence] * 4 + STEPS.indexOf(confidence)) * 10 -
    Math.min(9, encoding.length)
  );
}

const sameItem = (a: Draft, b: Draft): boolean =>
  a.detector === 'managed' && b.detector === 'managed' && a.item.name === b.item.name;

/**
 * Of drafts that overlap in the source, the one that says most; at the same rank the longer one, then the earlier. Two
 * items of the vault may well be the same text, or one in the other: both are told.
 */
export function withoutOverlaps(drafts: readonly Draft[]): Draft[] {
  const sorted = drafts.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const kept: Draft[] = [];
  for (const draft of sorted) {
    let isKept = true;
    for (let at = kept.length - 1; at >= 0 && kept[at]!.span.end > draft.span.start; at--) {
      const other = kept[at]!;
      if (draft.detector === 'managed' && other.detector === 'managed' && !sameItem(draft, other)) continue;
      const best = better(other, draft);
      kept[at] = best.kept;
      isKept = false;
      break;
    }
    if (isKept) kept.push(draft);
  }
  return kept;
}

/** Which of two that overlap stays; a managed value takes along what a rule knows of the same stretch. */
function better(first: Draft, second: Draft): { readonly kept: Draft } {
  const [best, other] = rank(second) > rank(first) ? [second, first] : [first, second];
  if (best.detector === 'managed' && other.detector === 'pattern' && other.confidence !== 'low') {
    return { kept: { ...best, rule: other.match.rule } };
  }
  return { kept: best };
}

/** What must not be shown of a text: every draft's span, those that overlap as one, under the mask that says most. */
export function maskedSpans(drafts: readonly Draft[], spanOf: (draft: Draft) => Span): Masked[] {
  const masked: (Masked & { best: Draft })[] = [];
  const placed = drafts.map((draft) => ({ draft, span: spanOf(draft) }));
  for (const { draft, span: own } of placed.sort((a, b) => a.span.start - b.span.start)) {
    const last = masked.at(-1);
    if (!last || last.span.end <= own.start) {
      masked.push({ span: own, mask: draft.mask, best: draft });
      continue;
    }
    const best = rank(draft) > rank(last.best) ? draft : last.best;
    const span = { start: last.span.start, end: Math.max(last.span.end, own.end) };
    masked[masked.length - 1] = { span, mask: best.mask, best };
  }
  return masked;
}
