/** Between a hit and a finding: the match with its context, judged by the filters. It holds the raw value. */
import type { RuleSet } from './engine/compile.ts';
import type { Hit } from './engine/detect.ts';
import type { View } from './engine/view.ts';
import { lineAround, type Masked } from './excerpt.ts';
import { filters } from './filter/index.ts';
import type { Objection } from './filter/filter.ts';
import type { Confidence, Match } from './finding.ts';
import { maskOf } from './mask.ts';
import type { Span } from './span.ts';

/** Bytes before and after a secret that filters may look at, on its own line. */
const CONTEXT = 256;

export interface Draft {
  readonly match: Match;
  /** The secret in the view in which it was found. */
  readonly inView: Span;
  readonly mask: string;
  readonly confidence: Confidence;
  readonly doubts: readonly Objection[];
}

const STEPS: readonly Confidence[] = ['low', 'medium', 'high'];

function step(confidence: Confidence, by: number): Confidence {
  return STEPS[Math.min(2, Math.max(0, STEPS.indexOf(confidence) + by))]!;
}

/** A proof raises the confidence, a failed checksum or a filter's doubt lowers it; nothing of the kind drops. */
function confidenceOf(match: Match, doubts: number): Confidence {
  const proof = match.validity === 'valid' || match.validity === 'encrypted' ? 1 : match.validity ? -1 : 0;
  return step(match.rule.confidence, proof - doubts);
}

/** The draft of one hit, or undefined when a filter drops it. `base` is the source's offset of the view's window. */
export function draftOf(set: RuleSet, view: View, hit: Hit, base: number, path: string): Draft | undefined {
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
  const doubts: Objection[] = [];
  for (const filter of filters) {
    const objection = filter(match);
    if (objection?.weight === 'drop') return undefined;
    if (objection) doubts.push(objection);
  }
  return {
    match,
    inView: secret,
    mask: maskOf(rule, value.length),
    confidence: confidenceOf(match, doubts.length),
    doubts,
  };
}

const PRECISION = { prefix: 3, marker: 3, structure: 3, project: 3, context: 2, assignment: 1 } as const;

/** What is hardly believed stands behind everything else: a precise rule's failed match must not hide a good guess. */
function rank({ match, confidence }: Draft): number {
  const believed = confidence === 'low' ? 0 : 100;
  return believed + PRECISION[match.rule.evidence] * 4 + STEPS.indexOf(confidence);
}

/** Of drafts that overlap in the source, the one that says most; at the same rank the longer one, then the earlier. */
export function withoutOverlaps(drafts: readonly Draft[]): Draft[] {
  const sorted = drafts.toSorted(
    (a, b) => a.match.span.start - b.match.span.start || b.match.span.end - a.match.span.end,
  );
  const kept: Draft[] = [];
  for (const draft of sorted) {
    const last = kept.at(-1);
    if (!last || last.match.span.end <= draft.match.span.start) kept.push(draft);
    else if (rank(draft) > rank(last)) kept[kept.length - 1] = draft;
  }
  return kept;
}

/** What must not be shown of a view: every draft's span, those that overlap as one, under the mask that says most. */
export function maskedSpans(drafts: readonly Draft[]): Masked[] {
  const masked: (Masked & { best: Draft })[] = [];
  for (const draft of drafts.toSorted((a, b) => a.inView.start - b.inView.start)) {
    const last = masked.at(-1);
    if (!last || last.span.end <= draft.inView.start) {
      masked.push({ span: draft.inView, mask: draft.mask, best: draft });
      continue;
    }
    const best = rank(draft) > rank(last.best) ? draft : last.best;
    const span = { start: last.span.start, end: Math.max(last.span.end, draft.inView.end) };
    masked[masked.length - 1] = { span, mask: best.mask, best };
  }
  return masked;
}
