import { expect, test } from 'vitest';
import { interleave, median, runsFor } from './interleave.mjs';

/** Says its name when it runs; each run takes as many seconds as it is told. */
const contestant = (/** @type {string} */ name, /** @type {string[]} */ log, wall = 1) => ({
  name,
  run: async () => {
    log.push(name);
    return { wall };
  },
});

test('everybody has a turn before anybody has another', async () => {
  /** @type {string[]} */
  const log = [];
  const all = ['a', 'b', 'c'].map((name) => contestant(name, log));
  const outcomes = await interleave(all, 3);
  expect(log.join('')).toBe('abcabcabc');
  for (const one of all) expect(outcomes.get(one)?.samples).toHaveLength(3);
});

test('a slow one gets fewer runs, and the others all of theirs', async () => {
  /** @type {string[]} */
  const log = [];
  await interleave([contestant('f', log), contestant('s', log, 61), contestant('v', log, 301)], 9);
  expect(['f', 's', 'v'].map((name) => log.filter((one) => one === name).length)).toEqual([9, 3, 1]);
  expect(runsFor(10, 60)).toBe(10);
  expect(runsFor(10, 61)).toBe(4);
});

test('who fails does not run again, keeps what it had, and the reason is one line', async () => {
  let count = 0;
  const failing = {
    run: async () => {
      if (++count === 2) throw new Error(`first line\n${'x'.repeat(500)}`);
      return { wall: count };
    },
  };
  const outcomes = await interleave([failing], 5);
  expect(count).toBe(2);
  const { samples, failure } = outcomes.get(failing) ?? {};
  expect(samples).toEqual([{ wall: 1 }]);
  expect(failure).toMatch(/^x{160}…$/);
});

test('the median of an odd and an even number, and of nothing', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([10, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});
