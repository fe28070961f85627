import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';

/** Shannon entropy of the text's own characters, in bits a character. */
export function shannon(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** A value that repeats itself more than its rule allows. */
export function entropy(match: Match): Objection | undefined {
  const least = match.rule.entropy;
  if (least === undefined) return undefined;
  const bits = shannon(match.value);
  // of gitleaks' rules the bound itself is too little
  if (match.rule.user?.foreign ? bits > least : bits >= least) return undefined;
  return { weight: 'drop', reason: 'the value is less random than the rule asks for' };
}
