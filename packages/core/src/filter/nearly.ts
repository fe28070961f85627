import { builtIn } from '../engine/built-in.ts';
import type { RuleShape } from '../engine/shape.ts';
import { lengths, parsePattern } from '../engine/syntax.ts';
import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';

const OPENING = '(?<secret>';
/** How many characters too few or too many are a slip and not another kind of credential. */
const SLIP = 2;

interface Form {
  readonly source: RegExp;
  readonly min: number;
  readonly max: number;
}

/** The part of a pattern that is the secret, without its parentheses. */
function secretOf(pattern: string): string | undefined {
  const start = pattern.indexOf(OPENING) + OPENING.length;
  let depth = 1;
  let inClass = false;
  for (let at = start; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return pattern.slice(start, at);
  }
  return undefined;
}

/** By the keyword that is the vendor's name: it opens the ids of the vendor's rules. */
const known = new Map<string, readonly Form[]>();

function formsOf(vendor: string, rules: readonly RuleShape[]): readonly Form[] {
  let forms = known.get(vendor);
  if (forms) return forms;
  const made: Form[] = [];
  for (const { pattern, ignoreCase } of rules) {
    const secret = secretOf(pattern);
    if (secret === undefined) continue;
    const { min, max } = lengths(parsePattern(secret));
    made.push({ source: new RegExp(`^(?:${secret})$`, ignoreCase ? 'i' : ''), min, max });
  }
  forms = made;
  known.set(vendor, forms);
  return forms;
}

let byVendor: ReadonlyMap<string, readonly RuleShape[]> | undefined;

/** The rules of each vendor that some name of a value gives away. */
function vendors(): ReadonlyMap<string, readonly RuleShape[]> {
  if (byVendor) return byVendor;
  const all = new Map<string, RuleShape[]>();
  const { shapes } = builtIn();
  for (let index = 0; index < shapes.length; index++) {
    const rule = shapes.at(index);
    const vendor = /^[a-z0-9]+/.exec(rule.id)?.[0] ?? '';
    if (vendor.length < 4 || rule.user) continue;
    all.set(vendor, [...(all.get(vendor) ?? []), rule]);
  }
  byVendor = new Map([...all].filter(([vendor, rules]) => rules.some((rule) => isNamed(rule, vendor))));
  return byVendor;
}

const isNamed = ({ evidence, keywords }: RuleShape, vendor: string): boolean =>
  evidence === 'context' && keywords.includes(vendor);

/** A vendor has more than one kind of secret, and not all of them are known: only a form that leaves no room speaks. */
const isNarrow = ({ min, max }: Form): boolean => max - min <= 4 && min >= 20;

/**
 * A value beside the name of a vendor whose secrets have a known form, and that misses it by a slip: a character was
 * cut off or put in. It was copied wrongly or changed by hand, and opens nothing.
 */
export function nearly({ rule, value, before, text }: Match): Objection | undefined {
  if (rule.evidence !== 'assignment' && rule.evidence !== 'vendor') return undefined;
  if (value.length < 20 - SLIP || !/^[\w+/.~=-]+$/.test(value)) return undefined;
  const names = (before.slice(-60) + text.slice(0, text.lastIndexOf(value))).toLowerCase();
  for (const [vendor, rules] of vendors()) {
    if (!names.includes(vendor)) continue;
    const forms = formsOf(vendor, rules);
    if (forms.some(({ source }) => source.test(value))) return undefined;
    const slip = forms.some(
      (form) =>
        isNarrow(form) &&
        value.length >= form.min - SLIP &&
        value.length <= form.max + SLIP &&
        (value.length < form.min || value.length > form.max),
    );
    if (slip)
      return { weight: 'doubt', reason: "the value misses the form of the vendor's secrets by a slip" };
  }
  return undefined;
}
