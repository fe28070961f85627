import { parentPort, workerData } from 'node:worker_threads';
import { drain, newScanner, type Job } from './job.ts';

const job = workerData as Job;
parentPort!.postMessage(drain(job, newScanner(job)));
