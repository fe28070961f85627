import { describe, expect, test } from 'vitest';
import { groupPrefix, lengths, offsetOf, parsePattern, prefixes, PatternSyntaxError } from './syntax.ts';

describe('lengths', () => {
  test.each([
    ['abc', 3, 3],
    ['a{2,5}b?', 2, 6],
    ['(?:ab|cde)[x-z]{3}', 5, 6],
    ['a+', 1, Infinity],
    [String.raw`\bab\b`, 2, 2],
    ['(?:a{0,3}){2}', 0, 6],
  ])('%s', (pattern, min, max) => {
    expect(lengths(parsePattern(pattern))).toEqual({ min, max });
  });
});

describe('prefixes', () => {
  test.each([
    ['ghp_[0-9A-Za-z]{36}', ['ghp_']],
    ['(?<secret>gh[us]_[a-z]{3})', ['ghs_', 'ghu_']],
    ['(?:AKIA|ASIA)[A-Z]', ['akia', 'asia']],
    ['(?:api|app)[_-]?key', ['api-key', 'api_key', 'apikey', 'app-key', 'app_key', 'appkey']],
    ['x?abc', ['abc', 'xabc']],
    ['[a-z]{3}foo', ['']],
    ['(?:foo)*bar', ['bar', 'foo']],
  ])('%s', (pattern, expected) => {
    const found = prefixes(parsePattern(pattern)).sort();
    if (expected[0] === '') expect(found).toContain('');
    else expect(found).toEqual(expected);
  });
});

describe('offsetOf', () => {
  test.each([
    ['[a-z]{3}foo[0-9]', 'foo', { min: 3, max: 3 }],
    [String.raw`[A-Za-z0-9]{14}\.atlasv1\.[a-z]{60}`, '.atlasv1.', { min: 14, max: 14 }],
    ['sk-[a-z]{2,20}T3Blbk', 't3blbk', { min: 5, max: 23 }],
    ['a(?:foo)?b', 'foo', undefined],
    ['a(?:foo|bar)b', 'foo', undefined],
  ])('%s', (pattern, keyword, expected) => {
    expect(offsetOf(parsePattern(pattern), keyword)).toEqual(expected);
  });
});

test('the public prefix of a group, in its own case', () => {
  expect(groupPrefix(parsePattern('x=(?<secret>AK[A]{2}[A-Z]{4})'), 'secret')).toBe('AKAA');
  expect(groupPrefix(parsePattern('(?<secret>[ab]c)'), 'secret')).toBe('');
});

test.each([
  'a(',
  'a)',
  '(?=a)',
  '(?!a)',
  '(?<=a)',
  '(?i)a',
  String.raw`(a)\1`,
  'a{1001}',
  'a{3,2}',
  '*a',
  'a**',
  'a++',
  '[a',
  '[z-a]',
  '[[:alpha:]]',
  String.raw`\p{L}`,
  String.raw`\cA`,
  'ü\u0142',
  String.raw`\b+`,
  'a{x}',
])('outside of the subset: %s', (pattern) => {
  expect(() => parsePattern(pattern)).toThrow(PatternSyntaxError);
});
