// Runs several by turns, so that a noisy minute falls on all of them.
import { lastLine } from './measure.mjs';

/** A contestant whose first run takes longer than this gets a third of the runs. */
const SLOW_SECONDS = 60;
/** And one that takes longer than this, one run. */
const VERY_SLOW_SECONDS = 300;

/**
 * How many runs somebody gets whose first one took so long.
 * @param {number} runs
 * @param {number} seconds
 */
export function runsFor(runs, seconds) {
  if (seconds > VERY_SLOW_SECONDS) return 1;
  return seconds > SLOW_SECONDS ? Math.ceil(runs / 3) : runs;
}

/**
 * A B C A B C …; who fails once does not run again, and the reason is kept for the table.
 * @template {{ run: () => Promise<{ wall: number }> }} C
 * @param {readonly C[]} contestants
 * @param {number} runs
 * @param {(contestant: C, sample: Awaited<ReturnType<C['run']>>) => void} [seen]
 */
export async function interleave(contestants, runs, seen) {
  /** @type {Map<C, { samples: Awaited<ReturnType<C['run']>>[], failure?: string }>} */
  const outcomes = new Map(contestants.map((contestant) => [contestant, { samples: [] }]));
  for (let round = 0; round < runs; round++) {
    for (const [contestant, outcome] of outcomes) {
      if (outcome.failure || round >= runsFor(runs, outcome.samples[0]?.wall ?? 0)) continue;
      try {
        const sample = /** @type {Awaited<ReturnType<C['run']>>} */ (await contestant.run());
        outcome.samples.push(sample);
        seen?.(contestant, sample);
      } catch (error) {
        outcome.failure = lastLine(/** @type {Error} */ (error).message);
      }
    }
  }
  return outcomes;
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
