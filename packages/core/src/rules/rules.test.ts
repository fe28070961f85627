import { expect, test } from 'vitest';
import { catalogue } from './index.ts';
import { proveRule } from './prove.ts';

test.each(catalogue.map((rule) => [rule.id, rule] as const))('%s proves itself', (_, rule) => {
  expect(proveRule(rule)).toEqual([]);
});
