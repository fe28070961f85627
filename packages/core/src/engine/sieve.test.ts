import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadRules } from '../catalogue/load.ts';
import { sampler } from '../rules/kit/sample.ts';
import { MOST_WALKED, passes, sieveOf } from './sieve.ts';
import { parsePattern } from './syntax.ts';

const walk = (pattern: string, text: string, ignoreCase = false): boolean => {
  const bytes = Buffer.from(text, 'latin1');
  const sieve = sieveOf(parsePattern(pattern), ignoreCase, []);
  return !sieve || passes(sieve, bytes, 0, 0, bytes.length);
};

test('no where the pattern cannot match, maybe where it may', () => {
  expect(walk('key[=:]"[a-z]{3,9}"', 'key="abcd"')).toBe(true);
  expect(walk('key[=:]"[a-z]{3,9}"', 'key = "abcd"')).toBe(false);
  expect(walk('key[=:]"[a-z]{3,9}"', 'key="a1cd"')).toBe(false);
  expect(walk('key[=:]"[a-z]{3,9}"', 'key="ab')).toBe(false);
  expect(walk('(?:ab|cd)?e{0,2}f', 'cdeef')).toBe(true);
  expect(walk('(?:ab|cd)?e{0,2}f', 'cdeeef')).toBe(false);
  expect(walk('TOKEN', 'token', true)).toBe(true);
  // wider than the pattern: more copies than are told apart
  expect(walk('a{3,9}b', `${'a'.repeat(20)}b`)).toBe(true);
});

test('what can be empty, and what is longer than a walk, is maybe', () => {
  expect(walk('a{0,3}', 'zzz')).toBe(true);
  expect(walk('[a-z]{1,999}!', 'a'.repeat(MOST_WALKED + 2))).toBe(true);
  expect(walk('[a-z]{1,999}!', 'a'.repeat(MOST_WALKED - 2))).toBe(false);
});

test('it never says no where the pattern matches', () => {
  const unit = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\w', '\\s');
  const pattern = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      unit,
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
      fc
        .tuple(tie('node'), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
        .map(([a, min, more]) => `(?:${a}){${min},${min + more}}`),
    ),
  })).node;
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'B', ' ', '\n', 'é'), maxLength: 30 });
  fc.assert(
    fc.property(pattern, text, fc.boolean(), (source, input, ignoreCase) => {
      fc.pre(new RegExp(source, ignoreCase ? 'iy' : 'y').test(input));
      expect(walk(source, input, ignoreCase)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('every rule lets its own samples through, and most of them refuse their keyword alone', () => {
  let refused = 0;
  for (const rule of loadRules()) {
    const { pattern, ignoreCase = false, keywords } = rule;
    const sieve = sieveOf(parsePattern(pattern), ignoreCase, [])!;
    const regex = new RegExp(pattern, ignoreCase ? 'gi' : 'g');
    for (const sample of rule.examples(sampler(1))) {
      regex.lastIndex = 0;
      const at = regex.exec(sample)!.index;
      const bytes = Buffer.from(sample, 'latin1');
      expect(passes(sieve, bytes, at, 0, bytes.length), rule.id).toBe(true);
    }
    const alone = Buffer.from(`${keywords[0]!} is but a word. `);
    if (!passes(sieve, alone, 0, 0, alone.length)) refused++;
  }
  expect(refused / loadRules().length).toBeGreaterThan(0.9);
});
