import { parentPort } from 'node:worker_threads';
import { drain, newScanner, type Job } from './job.ts';

parentPort!.once('message', (job: Job) => parentPort!.postMessage(drain(job, newScanner(job))));
