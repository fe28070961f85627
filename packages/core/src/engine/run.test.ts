import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasRun, runOf } from './run.ts';
import { parsePattern } from './syntax.ts';

test.each([
  ['ghp_[0-9A-Za-z]{36}', 40],
  ['x[a-z]{15}', 16],
  ['x[a-z]{14}', 0],
  ['[a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12}', 36],
  ['key ?= ?[a-z]{20}', 20],
  ['[a-z]{20}(?: x)?[a-z]{10}', 20],
  ['(?:[a-z]{30}|[a-z]{18})', 18],
  ['(?:[a-z]{30}| )', 0],
  ['[a-z]{10}[0-9]{0,5}[a-z]{10}', 20],
  ['(?:[a-z]{9} ){3}[a-z]{17}', 17],
  ['(?: [a-z]{19})+', 19],
  ['[^"]{40}', 0],
])('%s holds a run of %i', (pattern, run) => {
  expect(runOf(parsePattern(pattern))).toBe(run);
});

test('hasRun finds what a plain search finds', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '-', ' ', '"', 'Z'), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 12 }), (input, run) => {
      const bytes = Buffer.from(input, 'latin1');
      expect(hasRun(bytes, 0, bytes.length, run)).toBe(new RegExp(`[a\\-Z]{${run}}`).test(input));
    }),
    { numRuns: 500 },
  );
});
