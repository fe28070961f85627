import { expect, test } from 'vitest';
import { proveCatalogue, proveRule } from '../prove.ts';
import { catalogue } from './index.ts';
import type { Rule } from './kit/rule.ts';

test.each(catalogue.map((rule) => [rule.id, rule] as const))('%s proves itself', (_, rule) => {
  expect(proveRule(rule)).toEqual([]);
});

test('every example is one finding of its own rule, through the whole pipeline', () => {
  expect(proveCatalogue()).toEqual([]);
});

test('a rule that does not say what it is, why it is precise and what to do is none', () => {
  const rule = catalogue[0]!;
  const without = (part: Partial<Rule>): string[] => proveRule({ ...rule, ...part });
  expect(without({ evidence: undefined as unknown as Rule['evidence'] })).toEqual([
    `${rule.id}: it does not say why it is precise (evidence)`,
  ]);
  for (const name of ['title', 'reference', 'revoke'] as const)
    expect(without({ [name]: ' ' })).toEqual([`${rule.id}: it has no ${name}`]);
});
