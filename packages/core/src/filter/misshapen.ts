import { builtIn } from '../engine/built-in.ts';
import type { RuleShape } from '../engine/shape.ts';
import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';

/** First words that many vendors share: they say nothing about how the rest must look. */
const SHARED =
  /^(?:sk|pk|rk|api|key|tok|token|pat|live|test|prod|secret|access|app|auth|bearer|user|client|pub|priv)[-_.]/;
const PREFIX = /^[a-z]{3}[a-z0-9_.-]*[-_.]$/;

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
      if (PREFIX.test(keyword) && !SHARED.test(keyword))
        map.set(keyword, [...(map.get(keyword) ?? []), rule]);
    }
  }
  return (vendors = map);
}

/**
 * A value with the opening of a vendor's tokens and of another length: cut short, changed, or made up. Where the
 * vendor's own rules know it, their match stands in place of this one.
 */
export function misshapen({ rule, value }: Match): Objection | undefined {
  if (rule.evidence !== 'assignment') return undefined;
  const known = byPrefix();
  const start = value.slice(0, 20).toLowerCase();
  for (let end = start.length; end >= 4; end--) {
    const rules = known.get(start.slice(0, end));
    if (!rules) continue;
    const fits = rules.some(({ proof }) => value.length >= proof!.shortest && value.length <= proof!.reach);
    if (!fits)
      return { weight: 'doubt', reason: "the value starts like a vendor's token and has another length" };
  }
  return undefined;
}
