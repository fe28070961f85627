/** Waiting in the middle of synchronous work. */

const cell = typeof SharedArrayBuffer === 'undefined' ? undefined : new Int32Array(new SharedArrayBuffer(4));

/** Blocks the thread; where node runs without shared memory nothing can put it to sleep, and it is kept busy. */
export function pause(ms: number): void {
  if (cell) {
    Atomics.wait(cell, 0, 0, ms);
    return;
  }
  const end = performance.now() + ms;
  while (performance.now() < end);
}
