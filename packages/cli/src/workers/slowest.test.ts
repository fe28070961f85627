import { expect, test } from 'vitest';
import { Slowest } from './slowest.ts';

test('keeps the slowest in order, whatever order they come in', () => {
  const times = [5, 1, 9, 7, 9, 3, 8].map((ms, index) => ({ index, bytes: 1, ms }));
  const kept = (most: number, given: typeof times): readonly (readonly [number, number])[] => {
    const slowest = new Slowest(most);
    for (const time of given) slowest.add(time);
    return slowest.files.map(({ ms, index }) => [ms, index]);
  };
  const best = [
    [9, 2],
    [9, 4],
    [8, 6],
  ];
  expect(kept(3, times)).toEqual(best);
  expect(kept(3, times.toReversed())).toEqual(best);
  expect(kept(0, times)).toEqual([]);
  expect(kept(Infinity, times)).toHaveLength(times.length);
});
