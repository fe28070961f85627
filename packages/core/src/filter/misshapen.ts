import { builtIn } from '../engine/built-in.ts';
import type { RuleShape } from '../engine/shape.ts';
import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { randomness } from './kit/letters.ts';

/** First words that many vendors share: they say nothing about how the rest must look. */
const SHARED =
  /^(?:sk|pk|rk|api|key|tok|token|pat|live|test|prod|secret|access|app|auth|bearer|user|client|pub|priv)[-_.]/;
const PREFIX = /^[a-z]{3}[a-z0-9_.-]*[-_.]$/;

/** All of them, also those with a first word that vendors share: `sk-or-v1-`. */
const openings = new Set<string>();
let vendors: ReadonlyMap<string, RuleShape[]> | undefined;

/** The rules by the openings that one vendor alone gives to its tokens. */
function byPrefix(): ReadonlyMap<string, RuleShape[]> {
  if (vendors) return vendors;
  const map = new Map<string, RuleShape[]>();
  const { shapes } = builtIn();
  for (let index = 0; index < shapes.length; index++) {
    const rule = shapes.at(index);
    if (rule.evidence !== 'prefix') continue;
    for (const keyword of rule.keywords) {
      if (/^[a-z][a-z0-9_.-]{3,}[-_.]$/.test(keyword)) openings.add(keyword);
      if (!PREFIX.test(keyword)) continue;
      if (!SHARED.test(keyword)) map.set(keyword, [...(map.get(keyword) ?? []), rule]);
    }
  }
  return (vendors = map);
}

/** A newer kind of the same vendor's tokens, and not one of the old ones with something behind it. */
function isLonger(value: string, reach: number): boolean {
  return randomness(value) > 60 && !/[-_.]/.test(value[reach]!);
}

/**
 * A value with the opening of a vendor's tokens and of another length: cut short, changed, or made up. Where the
 * vendor's own rules know it, their match stands in place of this one.
 */
export function misshapen({ rule, value }: Match): Objection | undefined {
  if (rule.evidence !== 'assignment' && rule.evidence !== 'form') return undefined;
  const known = byPrefix();
  const start = value.slice(0, 20).toLowerCase();
  if (rule.evidence === 'form') {
    for (let end = start.length; end >= 5; end--)
      if (openings.has(start.slice(0, end)))
        return { weight: 'drop', reason: "the vendor's own rule refuses it" };
    return undefined;
  }
  for (let end = start.length; end >= 4; end--) {
    const rules = known.get(start.slice(0, end));
    if (!rules) continue;
    const fits = rules.some(
      ({ proof }) =>
        value.length >= proof!.shortest && (value.length <= proof!.reach || isLonger(value, proof!.reach)),
    );
    if (!fits)
      return { weight: 'doubt', reason: "the value starts like a vendor's token and has another length" };
  }
  return undefined;
}
