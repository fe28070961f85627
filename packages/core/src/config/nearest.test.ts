import { expect, test } from 'vitest';
import { isShowable, nearest } from './nearest.ts';

const KEYS = ['fingerprint_key', 'min_confidence', 'strict', 'disabled_rules', 'allow', 'rules'];

test.each([
  ['minConfidence', 'min_confidence'],
  ['min-confidense', 'min_confidence'],
  ['rule', 'rules'],
  ['alow', 'allow'],
  ['srtict', 'strict'],
  ['disabled_rule', 'disabled_rules'],
  ['something_else', undefined],
  ['', undefined],
])('%s: did you mean %s?', (written, meant) => {
  expect(nearest(written, KEYS)).toBe(meant);
});

test.each([
  ['min_confidence', true],
  ['minConfidence', true],
  ['aws-s3-key', true],
  ['a'.repeat(40), true],
  ['a'.repeat(41), false],
  ['9f86d081884c7d659a2feaa0c55ad015', false],
  ['wJalrXUtnFEMIbPxRfiCYEXAMPLEKEYgtDcTb', false],
  ['two words', false],
  ['__proto__', false],
  ['', false],
])('isShowable(%j) is %j', (name, answer) => {
  expect(isShowable(name)).toBe(answer);
});
