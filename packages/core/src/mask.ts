import { groupPrefix, parsePattern } from './engine/syntax.ts';
import type { Rule } from './rules/kit/rule.ts';

/** More of a value than this is never shown. */
const PUBLIC_PREFIX = 5;

const prefixOf = new WeakMap<Rule, string>();

/** The literal that every secret of a rule starts with: part of the format, and so public. */
function publicPrefix(rule: Rule): string {
  let prefix = prefixOf.get(rule);
  if (prefix === undefined) {
    prefix = '';
    try {
      if (!rule.ignoreCase) prefix = groupPrefix(parsePattern(rule.pattern), 'secret').slice(0, PUBLIC_PREFIX);
    } catch {
      // a user's pattern beyond our subset: nothing is known to be public
    }
    prefixOf.set(rule, prefix);
  }
  return prefix;
}

/** What is shown of a secret of `length` characters: a public prefix of at most 5 characters, and the length. */
export function maskOf(rule: Rule, length: number): string {
  const prefix = publicPrefix(rule).replace(/[^\x21-\x7e]/g, '');
  return `${prefix}***[${length}]`;
}
