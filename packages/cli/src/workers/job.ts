/** What one thread does with its share of the files; the main thread and every worker run the same. */
import { readError, Scanner, type FragmentResult, type NotScanned, type PolicyData } from '@staunch/core';
import type { Confidence, ManagedSource } from '@staunch/core';
import { projectPathOf } from '../project.ts';
import { openFile, sizeOf } from '../sources/file.ts';
import { pathAt, shownPath, type PathList } from '../sources/paths.ts';

/** Everything that a thread needs to know; it crosses threads as it is. */
export interface Job {
  readonly files: PathList;
  /** Shared counters: the next file, files done, and KiB done. */
  readonly counters: Int32Array;
  readonly policy: PolicyData;
  /** The directory of the configuration, absolute. */
  readonly projectRoot: string;
  readonly minConfidence: Confidence | undefined;
  readonly reveal: boolean;
  readonly maxSize: number | undefined;
  readonly managed: ManagedSource | undefined;
  readonly patterns: boolean;
  readonly decode: boolean;
  readonly inline: boolean;
}

const NEXT = 0;
export const FILES = 1;
export const KIBIBYTES = 2;

/** A file's number in the list, and its result where there is anything to tell. */
interface Numbered {
  readonly index: number;
  readonly result: FragmentResult;
}

export interface JobResult {
  readonly results: readonly Numbered[];
  readonly files: number;
  readonly bytes: number;
  /** Why fingerprints are good for this run only, if so. */
  readonly keyProblem: string | undefined;
}

/** Files that a thread takes at once: few enough to share fairly, many enough not to meet at the counter. */
const BATCH = 32;

/** What a scanner needs to know of a job. */
export type ScannerPart = Pick<
  Job,
  'policy' | 'reveal' | 'minConfidence' | 'managed' | 'patterns' | 'decode' | 'inline'
>;

export function newScanner(job: ScannerPart): Scanner {
  return new Scanner({
    policy: job.policy,
    reveal: job.reveal,
    managed: job.managed,
    patterns: job.patterns,
    decode: job.decode,
    inline: job.inline,
    ...(job.minConfidence ? { minConfidence: job.minConfidence } : {}),
  });
}

/** Takes files until none is left; `tick` is called after each batch. */
export function drain(job: Job, scanner: Scanner, tick?: () => void): JobResult {
  const { counters, files } = job;
  const results: Numbered[] = [];
  let done = 0;
  let bytes = 0;
  for (;;) {
    const from = Atomics.add(counters, NEXT, BATCH);
    if (from >= files.ends.length) return { results, files: done, bytes, keyProblem: scanner.keyProblem };
    const to = Math.min(files.ends.length, from + BATCH);
    const before = bytes;
    for (let index = from; index < to; index++) {
      const result = scanFile(job, scanner, pathAt(files, index));
      if (!('findings' in result)) {
        results.push({ index, result: { ...NOTHING, notScanned: [result] } });
        continue;
      }
      done++;
      bytes += result.bytes;
      const { findings, suppressed, notScanned, belowConfidence } = result;
      if (findings.length + suppressed.length + notScanned.length + belowConfidence > 0)
        results.push({ index, result });
    }
    Atomics.add(counters, FILES, to - from);
    Atomics.add(counters, KIBIBYTES, Math.floor(bytes / 1024) - Math.floor(before / 1024));
    tick?.();
  }
}

const NOTHING: FragmentResult = {
  findings: [],
  suppressed: [],
  notScanned: [],
  bytes: 0,
  belowConfidence: 0,
};

function scanFile(job: Job, scanner: Scanner, path: string | Buffer): FragmentResult | NotScanned {
  const shown = shownPath(path);
  const { projectRoot, maxSize } = job;
  try {
    if (maxSize !== undefined && sizeOf(path) > maxSize) {
      return { path: scanner.maskText(shown), reason: 'larger than --max-size', error: false };
    }
    const descriptor = {
      path: shown,
      // asked for only where there is a finding
      get projectPath() {
        return projectPathOf(projectRoot, path);
      },
    };
    const fragment = openFile(descriptor, path);
    try {
      return scanner.scan(fragment);
    } finally {
      fragment.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return { path: scanner.maskText(shown), reason: readError(code), error: true };
  }
}
