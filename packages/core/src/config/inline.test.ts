import { expect, test } from 'vitest';
import { allowedIds, INLINE_MARKERS } from './inline.ts';

test('the literals are in lower case and none hides another', () => {
  for (const { text } of INLINE_MARKERS) {
    expect(text).toBe(text.toLowerCase());
    expect(INLINE_MARKERS.filter((other) => other.text.includes(text))).toHaveLength(1);
  }
});

test.each<[string, readonly string[] | undefined]>([
  ['', []],
  ['\r', []],
  [' */', []],
  [' -->', []],
  ['"', []],
  [' -- a test key', []],
  [' github-pat', ['github-pat']],
  [': github-pat', ['github-pat']],
  [' github-pat, aws-key', ['github-pat', 'aws-key']],
  [' github-pat,aws-key -- both are dead', ['github-pat', 'aws-key']],
  [' github-pat */ code()', ['github-pat']],
  [' github-pat-->', ['github-pat']],
  [' DB_PASSWORD', ['DB_PASSWORD']],
  [' github-pat.', ['github-pat']],
  [' github-pat -->', ['github-pat']],
  [' github-pat. It is dead', ['github-pat']],
  ['ance', undefined],
  ['-all', undefined],
])('staunch:allow%j', (remainder, ids) => {
  expect(allowedIds(remainder)).toEqual(ids);
});

test('a long line is read in linear time', () => {
  const start = performance.now();
  allowedIds(' a'.repeat(200_000));
  allowedIds(' '.repeat(1_000_000));
  allowedIds(' ' + 'a-'.repeat(500_000));
  allowedIds(' a' + '-'.repeat(500_000) + ',');
  expect(performance.now() - start).toBeLessThan(2000);
});
