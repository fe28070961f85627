/** `staunch rules check`: every rule is proved on its own examples, alone and through the whole pipeline. */
import { compileBuiltIn, type RegexMatch } from './engine/regex.ts';
import { edgesOf, MAX_MATCH, proveKeywords } from './engine/shape.ts';
import { groupNames, lengths, parsePattern, type Node } from './engine/syntax.ts';
import { bytesFragment } from './fragment.ts';
import { emptyPolicy } from './config/policy.ts';
import { createScanner } from './scan.ts';
export { encodeBuiltIn } from './engine/built-in.ts';
export { userAnchor, type Placed } from './engine/shape.ts';
export { testRules, type RuleTest } from './try-rules.ts';
import { loadRules } from './catalogue/load.ts';
import type { Rule } from './rules/kit/rule.ts';
import { sampler } from './rules/kit/sample.ts';

function matches(rule: Rule, text: string): RegexMatch[] {
  const regex = compileBuiltIn(rule.pattern, edgesOf(rule), rule.ignoreCase ?? false);
  const found: RegexMatch[] = [];
  for (let at = 0; ;) {
    const match = regex.search(text, at);
    if (!match) return found;
    found.push(match);
    at = Math.max(match.whole.end, match.whole.start + 1);
  }
}

/** What is wrong with a rule by itself: what it says of itself, its pattern, its keywords, its own examples. Empty when all is well. */
export function proveRule(rule: Rule): string[] {
  const problems: string[] = [];
  const say = (problem: string): number => problems.push(`${rule.id}: ${problem}`);
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule.id)) say('the id is not lower case with dashes');
  const { title, evidence, reference, revoke } = rule as Partial<Rule>;
  if (!evidence) say('it does not say why it is precise (evidence)');
  for (const [name, text] of Object.entries({ title, reference, revoke }))
    if (!text?.trim()) say(`it has no ${name}`);
  let node: Node;
  try {
    node = parsePattern(rule.pattern);
  } catch (error) {
    say(`the pattern is outside the common subset: ${(error as Error).message}`);
    return problems;
  }
  if (groupNames(node).filter(Boolean).join() !== 'secret')
    say('the pattern must have exactly one group, secret');
  const longest = rule.maxLength ?? lengths(node).max;
  if (longest > MAX_MATCH) say('the pattern has no bound: set maxLength');
  if (lengths(node).min < 8) say('the pattern matches fewer than 8 bytes');
  for (const keyword of rule.keywords) {
    if (keyword.length < 3) say('a keyword of fewer than 3 characters');
    if (/[A-Z]/.test(keyword)) say('a keyword that is not in lower case');
  }
  if (!proveKeywords(rule, node)) say('the pattern does not prove that a keyword stands in every match');
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

/** What is wrong with the catalogue as a whole: double names, and examples that do not come out as exactly one finding. */
export function proveCatalogue(rules: readonly Rule[] = loadRules()): string[] {
  const problems = rules.flatMap(proveRule);
  const owners = new Map<string, string>();
  for (const { id } of rules) {
    if (owners.has(id)) problems.push(`${id}: two rules have this id`);
    owners.set(id, id);
  }
  const scanner = createScanner({
    policy: emptyPolicy,
    minConfidence: 'low',
    machineKey: () => new Uint8Array(32),
  });
  for (const rule of rules) {
    rule.examples(sampler(1)).forEach((example, index) => {
      const { findings } = scanner.scan(bytesFragment({ path: 'example' }, Buffer.from(example, 'latin1')));
      const found = findings.map((finding) => finding.rule);
      if (found.join() !== rule.id) {
        problems.push(`${rule.id}: example ${index + 1} comes out as ${found.join(', ') || 'nothing'}`);
      }
    });
  }
  return problems;
}
