/** Shares the files of a job among threads; results come back in the order of the list. */
import { Worker } from 'node:worker_threads';
import { drain, newScanner, type Job, type JobResult } from './job.ts';

/** A worker takes some 25 ms to start: below this many files it does not pay. */
const FILES_PER_WORKER = 500;

export async function runJob(job: Job, threads: number, tick: () => void): Promise<JobResult> {
  const paying = Math.ceil(job.files.ends.length / FILES_PER_WORKER);
  const helpers = Array.from({ length: Math.min(threads, paying) - 1 }, () => start(job));
  const own = drain(job, newScanner(job), tick);
  const all = [own, ...(await Promise.all(helpers))];
  return {
    results: all.flatMap(({ results }) => results).sort((a, b) => a.index - b.index),
    files: all.reduce((sum, { files }) => sum + files, 0),
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    keyProblem: all.find(({ keyProblem }) => keyProblem)?.keyProblem,
  };
}

function start(job: Job): Promise<JobResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./workers/worker.js', import.meta.url), { workerData: job });
    let result: JobResult | undefined;
    worker.once('message', (message: JobResult) => (result = message));
    worker.once('error', reject);
    worker.once('exit', () =>
      result ? resolve(result) : reject(new Error('a scanning thread ended before its work was done')),
    );
  });
}
