import { compileBuiltIn, type RegexMatch } from '../engine/regex.ts';
import { groupNames, lengths, offsetOf, parsePattern, prefixes } from '../engine/syntax.ts';
import type { Rule } from './kit/rule.ts';
import { sampler } from './kit/sample.ts';

/** The longest match that the engine looks at, in bytes. */
export const MAX_MATCH = 65_536;

export function edgesOf(rule: Rule): { before: string; after: string } {
  return { before: rule.edges?.before ?? 'A-Za-z0-9', after: rule.edges?.after ?? 'A-Za-z0-9' };
}

function matches(rule: Rule, text: string): RegexMatch[] {
  const regex = compileBuiltIn(rule.pattern, edgesOf(rule), rule.ignoreCase ?? false);
  const found: RegexMatch[] = [];
  for (let at = 0; ; ) {
    const match = regex.search(text, at);
    if (!match) return found;
    found.push(match);
    at = Math.max(match.whole.end, match.whole.start + 1);
  }
}

/** What is wrong with a rule by itself: its pattern, its keywords, its own examples. Empty when all is well. */
export function proveRule(rule: Rule): string[] {
  const problems: string[] = [];
  const say = (problem: string): number => problems.push(`${rule.id}: ${problem}`);
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule.id)) say('the id is not lower case with dashes');
  let node;
  try {
    node = parsePattern(rule.pattern);
  } catch (error) {
    say(`the pattern is outside the common subset: ${(error as Error).message}`);
    return problems;
  }
  if (groupNames(node).filter(Boolean).join() !== 'secret') say('the pattern must have exactly one group, secret');
  const longest = rule.maxLength ?? lengths(node).max;
  if (longest > MAX_MATCH) say('the pattern has no bound: set maxLength');
  if (lengths(node).min < 8) say('the pattern matches fewer than 8 bytes');
  const heads = prefixes(node);
  for (const keyword of rule.keywords) {
    if (keyword.length < 3) say('a keyword of fewer than 3 characters');
    if (keyword !== keyword.toLowerCase()) say('a keyword that is not in lower case');
  }
  const atStart = heads.every((head) => rule.keywords.some((keyword) => head.startsWith(keyword)));
  const inside = rule.keywords.length === 1 && offsetOf(node, rule.keywords[0]!) !== undefined;
  if (!atStart && !inside) say('the pattern does not prove that a keyword stands in every match');
  const examples = rule.examples(sampler(1));
  if (examples.length === 0) say('no example');
  examples.forEach((example, index) => {
    const found = matches(rule, example);
    if (found.length !== 1) say(`example ${index + 1} is matched ${found.length} times`);
    const secret = found[0] && example.slice(found[0].secret.start, found[0].secret.end);
    if (secret && rule.validate?.(secret) === 'invalid') say(`example ${index + 1} is not valid`);
  });
  rule.counterExamples?.(sampler(2)).forEach((example, index) => {
    if (matches(rule, example).length > 0) say(`counter-example ${index + 1} is matched`);
  });
  return problems;
}
