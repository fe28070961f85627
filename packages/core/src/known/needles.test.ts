import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Needles } from './needles.ts';

test('finds every needle wherever it stands, as a plain search does', () => {
  const alphabet = fc.constantFrom('a', 'b', 'c');
  const text = (least: number, most: number) =>
    fc.string({ unit: alphabet, minLength: least, maxLength: most });
  fc.assert(
    fc.property(text(0, 80), fc.array(text(8, 12), { minLength: 1, maxLength: 6 }), (haystack, all) => {
      const needles = new Needles();
      const unique = [...new Set(all)];
      for (const [owner, each] of all.entries())
        needles.add(needles.text(Buffer.from(`x${each}`)), 1, each.length, owner);
      const found: string[] = [];
      needles.search(Buffer.from(haystack), (owner, start, end) => {
        found.push(`${all[owner]} ${start} ${end}`);
      });
      const expected = unique.flatMap((each) =>
        Array.from({ length: haystack.length }, (_, at) => at)
          .filter((at) => haystack.startsWith(each, at))
          .map((at) => `${each} ${at} ${at + each.length}`),
      );
      expect(found.toSorted()).toEqual(expected.toSorted());
    }),
  );
});

test('a needle that was dropped is found no more, also when it is added again', () => {
  const needles = new Needles();
  const add = (): void => needles.add(needles.text(Buffer.from('abcdefghij')), 0, 10, 7);
  add();
  needles.drop(Buffer.from('..abcdefghij'), (owner) => owner === 7);
  add();
  const found: number[] = [];
  needles.search(Buffer.from('abcdefghij'), (owner) => found.push(owner));
  expect(found).toEqual([]);
});
