import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildAutomaton, findKeywords } from './automaton.ts';

function found(keywords: readonly string[], text: string): [number, string][] {
  const bytes = Buffer.from(text, 'latin1');
  const hits: [number, string][] = [];
  findKeywords(buildAutomaton(keywords), bytes, bytes.length, (end, index) =>
    hits.push([end, keywords[index]!]),
  );
  return hits;
}

/** The same by looking for each keyword at each place. */
function expected(keywords: readonly string[], text: string): [number, string][] {
  const lower = text.replace(/[A-Z]/g, (c) => c.toLowerCase());
  const hits: [number, string][] = [];
  for (let end = 1; end <= text.length; end++) {
    const ending = keywords.filter((keyword) => lower.slice(0, end).endsWith(keyword));
    for (const keyword of ending.sort((a, b) => b.length - a.length)) hits.push([end, keyword]);
  }
  return hits;
}

test('keywords inside and behind one another', () => {
  const keywords = ['she', 'he', 'hers', 'his', 's'];
  expect(found(keywords, 'uSHErs')).toEqual(expected(keywords, 'uSHErs'));
});

test('every keyword at every place, in order, whatever the length of the text', () => {
  const letters = fc.constantFrom('a', 'b', 'c');
  const word = fc.string({ unit: letters, minLength: 1, maxLength: 5 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', '\u00ff', '\0'), maxLength: 300 });
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), text, (keywords, input) => {
      expect(found(keywords, input)).toEqual(expected(keywords, input));
    }),
    { numRuns: 500 },
  );
});

test('many hits', () => {
  expect(found(['aa'], 'a'.repeat(10_000))).toHaveLength(9_999);
});
