import { expect, test } from 'vitest';
import { proveCatalogue, proveRule } from '../prove.ts';
import { catalogue } from './index.ts';

test.each(catalogue.map((rule) => [rule.id, rule] as const))('%s proves itself', (_, rule) => {
  expect(proveRule(rule)).toEqual([]);
});

test('every example is one finding of its own rule, through the whole pipeline', () => {
  expect(proveCatalogue()).toEqual([]);
});
