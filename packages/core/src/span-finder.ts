/** Where in some bytes stands what must not be there: for redaction, which needs no more than stretches. */
import { rawView } from './engine/view.ts';
import { windows } from './engine/windows.ts';
import { policyFrom, type PolicyData } from './config/policy.ts';
import { FileBudget } from './decode/budget.ts';
import { rank, type Draft } from './draft.ts';
import { UserError } from './errors.ts';
import { bytesFragment } from './fragment.ts';
import { WeakTries } from './managed/weak.ts';
import { markKey } from './known/known-values.ts';
import type { RedactionSpan, SpanFinder } from './redact/finder.ts';
import { pseudonym } from './redact/mark.ts';
import { searchBudget, Searcher, type SearchOptions } from './searcher.ts';

export interface SpanFinderOptions extends SearchOptions {
  readonly policy: PolicyData;
  /** Called where it could not look into everything, and the answer is what was found all the same; else that throws. */
  readonly partial?: () => void;
  /** What is hardly believed goes too: for texts of which it is better to lose a word than to show one. */
  readonly hardlyBelieved?: boolean;
}

/** What is hardly believed stays: a redacted text is to be read. */
const isBelieved = ({ confidence }: Draft): boolean => confidence !== 'low';

/**
 * Throws UserError when a user's rule cannot be compiled, or when the index cannot be used; what it returns does when
 * it could not look into everything.
 */
export function createSpanFinder({
  policy,
  partial,
  hardlyBelieved = false,
  ...options
}: SpanFinderOptions): SpanFinder {
  const searcher = new Searcher(policyFrom(policy), options);
  let key: Uint8Array | undefined;
  // the same value has the same mark wherever it is redacted on this machine
  const keyOf = (): Uint8Array => (key ??= markKey(options.managed?.indexKey));
  return (bytes) => {
    const spans: Ranked[] = [];
    // a text that goes on with a value in it is worse than one that takes long
    const budget = searchBudget(bytes.length, new FileBudget(bytes.length), {
      tries: new WeakTries(Infinity),
      most: Infinity,
    });
    for (const window of windows(bytesFragment({ path: '<text>' }, bytes), searcher.text)) {
      const root = rawView(searcher.text, window.length);
      for (const { drafts } of searcher.searchAll(root, window.base, '<text>', budget)) {
        for (const draft of hardlyBelieved ? drafts : drafts.filter(isBelieved)) {
          if (draft.ownedAt >= window.ownFrom && draft.ownedAt < window.ownTo)
            spans.push(spanOf(draft, keyOf));
        }
      }
    }
    if (budget.isExceeded || budget.unopened.some(({ cause }) => cause === 'budget')) {
      if (!partial) throw overBudget();
      partial();
    }
    // what is known stands for itself, whatever is around it
    for (const trace of options.known?.search(bytes) ?? [])
      spans.push({ ...trace, isManaged: false, rank: 0 });
    return merged(spans);
  };
}

function overBudget(): UserError {
  return new UserError('the text holds more in encodings and archives than can be looked into', {
    hint: 'redact it in parts, or leave the encoded part out',
  });
}

/**
 * A managed value's own mark is the one by which it is known; else the longest stretch gives its name, and of two that are
 * as long the one that a scan would tell of.
 */
interface Ranked extends RedactionSpan {
  readonly isManaged: boolean;
  readonly rank: number;
}

function spanOf(draft: Draft, keyOf: () => Uint8Array): Ranked {
  const { start, end } = draft.span;
  const place = { start, end, encoding: draft.encoding, rank: rank(draft) };
  if (draft.detector === 'managed') {
    return { ...place, type: draft.item.name, pseudonym: draft.item.mark, isManaged: true };
  }
  const { rule, value } = draft.match;
  return { ...place, type: rule.id, pseudonym: pseudonym(keyOf(), value), isManaged: false };
}

/** Ordered, those that overlap as one. */
function merged(spans: readonly Ranked[]): RedactionSpan[] {
  const kept: Ranked[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || last.end <= span.start) {
      kept.push(span);
      continue;
    }
    const longer = span.end - span.start - (last.end - last.start);
    const isBetter = longer === 0 ? span.rank > last.rank : longer > 0;
    const best = span.isManaged === last.isManaged ? (isBetter ? span : last) : span.isManaged ? span : last;
    kept[kept.length - 1] = { ...best, start: last.start, end: Math.max(last.end, span.end) };
  }
  return kept.map(({ start, end, type, pseudonym: mark, encoding }) => ({
    start,
    end,
    type,
    pseudonym: mark,
    encoding,
  }));
}
