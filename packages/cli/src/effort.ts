/** What `--stats` says beyond counts: which files took long, and what this machine could not do. */
import { printable } from '@staunch/core/report';
import { hasSharedMemory } from './workers/shared.ts';

/** A file as it is shown, and what it took. */
export interface TimedFile {
  readonly path: string;
  readonly bytes: number;
  readonly ms: number;
}

export interface Effort {
  /** Threads that did the work, the main one too; those that ended in the middle are not among them. */
  readonly threads: number;
  readonly lost: number;
  /** Whether WebAssembly with SIMD did it. */
  readonly hasKernel: boolean;
  /** The slowest first; empty where files are not read one by one. */
  readonly files: readonly TimedFile[];
}

/** With `--stats`; with `--verbose` too all of them. */
export const SLOWEST_SHOWN = 5;

/** Lines for standard error. */
export function effortLines({ threads, lost, hasKernel, files }: Effort): readonly string[] {
  return [
    `${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    ...(hasKernel ? [] : ['WebAssembly with SIMD cannot be had here: slower, the same findings']),
    ...(hasSharedMemory ? [] : ['node runs without shared memory here: one thread, the same findings']),
    ...(lost === 0
      ? []
      : [
          `${lost} ${lost === 1 ? 'thread' : 'threads'} ended in the middle: what was theirs was scanned again, slower, the same findings`,
        ]),
    ...files.map(
      ({ path, bytes, ms }) => `${ms.toFixed(1).padStart(8)} ms  ${speed(bytes, ms)}  ${printable(path)}`,
    ),
  ];
}

function speed(bytes: number, ms: number): string {
  return `${(bytes / 1e3 / Math.max(ms, 0.001)).toFixed(0).padStart(5)} MB/s`;
}
