// Chance that falls the same way on every machine.

/**
 * Numbers in [0, 1): mulberry32.
 * @param {number} seed
 */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @template T
 * @param {() => number} random
 * @param {readonly T[]} from
 */
export function pick(random, from) {
  return /** @type {T} */ (from[Math.floor(random() * from.length)]);
}
