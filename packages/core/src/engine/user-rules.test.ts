/** Users' rules against their plain meaning: the linear engine over the whole text. Nothing lost, nothing invented. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UserRule } from '../config/policy.ts';
import { RuleSet } from './compile.ts';
import { detect } from './detect.ts';
import { plainMemory } from './kernel.ts';
import { compileUser } from './regex.ts';
import { shapeList, shapesOfUserRules, userAnchor } from './shape.ts';
import { rawView } from './view.ts';

function userRule(pattern: string, keywords: readonly string[] = []): UserRule {
  return {
    id: 'own',
    title: 'own',
    pattern,
    keywords,
    ignoreCase: false,
    severity: 'high',
    confidence: 'high',
  };
}

const PATTERNS: readonly (readonly [pattern: string, literals: readonly string[] | undefined])[] = [
  ['acme_[a-z0-9]{4}', ['acme_']],
  ['(?i)acme_[a-z0-9]{4}', ['acme_']],
  ['(?i:ac)me_([a-c]{2,4})', ['acme_a', 'acme_b', 'acme_c']],
  ['[a-z]{0,6}?acme[ =:]{1,3}([a-z]{3})', ['acme ', 'acme:', 'acme=']],
  ['[a-z]*acme=', ['acme=']],
  ['^acme', ['acme']],
  ['acme$', ['acme']],
  [String.raw`\bacme\b`, ['acme']],
  [String.raw`(?:^|[^a-z])acme(?:\z|[^a-z])`, ['acme']],
  ['(?:acme|beta|gamma)-[a-z]{2}', ['acme-', 'beta-', 'gamma-']],
  ['(?s)acme.{0,3}beta', ['acme']],
  ['[[:alpha:]]{2}acme[[:digit:]]', ['acme']],
  ['a{cme', ['a{cme']],
  ['[a-z]{3}', undefined],
  ['(?:acme)?[a-z]{4}x', undefined],
  [String.raw`\Qacme\E[a-z]`, undefined],
];

test.each(PATTERNS)('%s: what is proved of it', (pattern, literals) => {
  const found = userAnchor({ pattern, ignoreCase: false })?.literals;
  expect(found?.toSorted()).toEqual(literals?.toSorted());
});

test.each(PATTERNS)('%s: the same matches as over the whole text', (pattern) => {
  const regex = compileUser(pattern, false, undefined, 0);
  const rule = {
    ...userRule(pattern),
    foreign: { secretGroup: 0, allowlists: [], required: [], skipReport: false, tags: [] },
  };
  const set = new RuleSet(shapeList([]), shapesOfUserRules([rule]), new Set());
  const memory = plainMemory(set);
  const piece = fc.constantFrom(
    'acme',
    'ACME',
    'acme_',
    'acme=',
    'acme-',
    'beta',
    'beta-',
    'a{cme',
    'x',
    'ab1',
    ' ',
    '\n',
    '=',
    'acacme',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      const expected: [number, number][] = [];
      for (let at = 0; at <= text.length;) {
        const found = regex.search(text, at);
        if (!found) break;
        expected.push([found.secret.start, found.secret.end]);
        at = Math.max(found.whole.end, found.whole.start + 1);
      }
      const bytes = Buffer.from(text, 'latin1');
      const { hits } = detect(set, rawView(bytes, bytes.length), memory);
      const order = (a: [number, number], b: [number, number]): number => a[0] - b[0] || a[1] - b[1];
      expect(hits.map(({ secret }) => [secret.start, secret.end])).toEqual(expected.sort(order));
    }),
    { numRuns: 300 },
  );
});

test('a keyword opens its rule wherever it stands', () => {
  const set = new RuleSet(shapeList([]), shapesOfUserRules([userRule('acme_[a-z]{4}', ['corp'])]), new Set());
  const memory = plainMemory(set);
  const hits = (text: string): number => {
    const bytes = Buffer.from(text);
    return detect(set, rawView(bytes, bytes.length), memory).hits.length;
  };
  expect(hits('acme_abcd')).toBe(0);
  expect(hits('acme_abcd of CORP')).toBe(1);
  expect(hits('corp acme_abcd acme_efgh')).toBe(2);
});

test('hostile patterns are refused or run in linear time', () => {
  for (const pattern of [
    '(a+)+$',
    '(a|a)*b',
    '(?:a{0,500}){0,2}c',
    `${'(a?'.repeat(200)}${')'.repeat(200)}x`,
  ]) {
    const start = performance.now();
    compileUser(pattern, false).search('a'.repeat(200_000), 0);
    expect(performance.now() - start, pattern.slice(0, 30)).toBeLessThan(20_000);
  }
  for (const pattern of ['(a{1,1000}){1,1000}', '(', '(?=a)', String.raw`(a)\1`])
    expect(() => compileUser(pattern, false)).toThrow('not a regular expression');
});
