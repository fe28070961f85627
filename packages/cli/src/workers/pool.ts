/** Shares the files of a job among threads; results come back in the order of the list. */
import { Worker } from 'node:worker_threads';
import type { Scanner } from '@staunch/core';
import { drain, MAIN, redo, type Job, type JobResult } from './job.ts';
import { hasSharedMemory } from './shared.ts';

/** A worker takes some 25 ms to start: for fewer files than this it does not pay. */
export const FILES_THAT_PAY = 500;

/** A worker, and what it comes back with: nothing, if it is gone before it has told its results. */
interface Thread {
  readonly worker: Worker;
  readonly result: Promise<JobResult | undefined>;
}

export interface PoolResult extends JobResult {
  /** Threads that did the work, the main one too. */
  readonly threads: number;
  /** Threads that ended in the middle; what they had taken was done again. */
  readonly lost: number;
}

/** The threads beside the main one. */
export class Pool {
  private readonly most: number;
  private readonly helpers: Thread[] = [];

  /** `threads` counts the main thread too. */
  constructor(threads: number) {
    this.most = hasSharedMemory ? threads - 1 : 0;
  }

  /** Starts the workers, once: best while the files are still being listed, since they need a while. */
  start(): void {
    while (this.helpers.length < this.most) {
      const worker = new Worker(new URL('./workers/worker.js', import.meta.url));
      this.helpers.push({ worker, result: resultOf(worker) });
    }
  }

  /**
   * Scans all files of the job, on the main thread too. `tick` is called after each of its batches. A thread that is
   * killed, or has no memory left, takes its results with it: the main thread does its files again, and what fails there
   * fails the run.
   */
  async run(job: Job, scanner: Scanner, tick: () => void): Promise<PoolResult> {
    for (const [i, { worker }] of this.helpers.entries())
      worker.postMessage({ ...job, userShapes: scanner.userShapes, thread: MAIN + 1 + i } satisfies Job);
    const own = drain(job, scanner, tick);
    const helped = await Promise.all(this.helpers.map(({ result }) => result));
    const alive = new Set([MAIN, ...helped.flatMap((result, i) => (result ? [MAIN + 1 + i] : []))]);
    const lost = helped.length + 1 - alive.size;
    const all = [own, ...helped.filter((result) => result !== undefined)];
    if (lost > 0) all.push(redo(job, scanner, alive, tick));
    return {
      results: all.flatMap(({ results }) => results).sort((a, b) => a.index - b.index),
      files: all.reduce((sum, { files }) => sum + files, 0),
      bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
      keyProblem: all.find(({ keyProblem }) => keyProblem)?.keyProblem,
      slowest: all.flatMap(({ slowest }) => slowest),
      threads: alive.size,
      lost,
    };
  }
}

function resultOf(worker: Worker): Promise<JobResult | undefined> {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.once('error', () => resolve(undefined));
    worker.once('exit', () => resolve(undefined));
  });
}
