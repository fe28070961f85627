/**
 * Braces in the globs of `.staunch.toml`: `src/{test,spec}/**`, `v{1..3}`. micromatch spells them out; matching stays
 * with globs.ts, which is linear whatever the pattern.
 */
import { loadLibrary } from '../platform/library.ts';

/** What one glob may stand for. */
export const MOST = 1000;

/** Whether a glob stands for at most MOST others, by an upper bound that needs no expansion. */
export function isExpandable(glob: string): boolean {
  const braces = glob.split('{').length - 1;
  const commas = glob.split(',').length - 1;
  const ranges = [...glob.matchAll(/(-?\d{1,15})\.\.(-?\d{1,15})/g)];
  const ranged = ranges.reduce(
    (product, [, from, to]) => product * (Math.abs(Number(to) - Number(from)) + 1),
    1,
  );
  // a product of group sizes with a fixed sum is largest when all are the same
  return braces === 0 || ranged * (commas / braces + 1) ** braces <= MOST;
}

/** The globs that a glob stands for; itself where it has no braces. */
export function expandBraces(glob: string): string[] {
  if (!glob.includes('{')) return [glob];
  const micromatch = loadLibrary<typeof import('micromatch')>('micromatch');
  return micromatch.braces(glob, { expand: true });
}
