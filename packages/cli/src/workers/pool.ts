/** Shares the files of a job among threads; results come back in the order of the list. */
import { Worker } from 'node:worker_threads';
import type { Scanner } from '@staunch/core';
import { drain, type Job, type JobResult } from './job.ts';

/** A worker takes some 25 ms to start: for fewer files than this it does not pay. */
export const FILES_THAT_PAY = 500;

/** The threads beside the main one. */
export class Pool {
  private readonly helpers: number;
  private readonly workers: Worker[] = [];

  /** `threads` counts the main thread too. */
  constructor(threads: number) {
    this.helpers = threads - 1;
  }

  /** Starts the workers, once: best while the files are still being listed, since they need a while. */
  start(): void {
    while (this.workers.length < this.helpers) {
      this.workers.push(new Worker(new URL('./workers/worker.js', import.meta.url)));
    }
  }

  /** Scans all files of the job, on the main thread too. `tick` is called after each of its batches. */
  async run(job: Job, scanner: Scanner, tick: () => void): Promise<JobResult> {
    const helpers = this.workers.map((worker) => resultOf(worker, job));
    const all = [drain(job, scanner, tick), ...(await Promise.all(helpers))];
    return {
      results: all.flatMap(({ results }) => results).sort((a, b) => a.index - b.index),
      files: all.reduce((sum, { files }) => sum + files, 0),
      bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
      keyProblem: all.find(({ keyProblem }) => keyProblem)?.keyProblem,
    };
  }
}

function resultOf(worker: Worker, job: Job): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    let result: JobResult | undefined;
    worker.once('message', (message: JobResult) => (result = message));
    worker.once('error', reject);
    worker.once('exit', () =>
      result ? resolve(result) : reject(new Error('a scanning thread ended before its work was done')),
    );
    worker.postMessage(job);
  });
}
