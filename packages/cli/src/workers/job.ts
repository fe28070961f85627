/** What one thread does with its share of the files; the main thread and every worker run the same. */
import {
  readError,
  Scanner,
  type FragmentResult,
  type KnownValues,
  type NotScanned,
  type PolicyData,
} from '@staunch/core';
import type { Confidence, ManagedSource } from '@staunch/core';
import { projectPathOf } from '../project.ts';
import { openFile, sizeOf } from '../sources/file.ts';
import { pathAt, shownPath, type PathList } from '../sources/paths.ts';
import { shareable } from './shared.ts';
import { Slowest, type FileTime } from './slowest.ts';

/** Everything that a thread needs to know; it crosses threads as it is. */
export interface Job {
  readonly files: PathList;
  /** Shared counters: the next file, files done, and KiB done. */
  readonly counters: Int32Array;
  /** Which thread took each batch; 0 where nobody has said. */
  readonly takers: Uint16Array;
  /** Who reads this; the main one is `MAIN`. */
  readonly thread: number;
  /** How many of the slowest files are told of; with 0 nothing is timed. */
  readonly slowest: number;
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
  /** Users' rules as the main thread has read them. */
  readonly userShapes?: Scanner['userShapes'];
}

const NEXT = 0;
export const FILES = 1;
export const KIBIBYTES = 2;
export const MAIN = 1;

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
  /** The slowest first. */
  readonly slowest: readonly FileTime[];
}

/** Files that a thread takes at once: few enough to share fairly, many enough not to meet at the counter. */
const BATCH = 32;

/** What threads share of a job of so many files. */
export function sharedState(files: number): Pick<Job, 'counters' | 'takers'> {
  return {
    counters: new Int32Array(shareable(16)),
    takers: new Uint16Array(shareable(2 * Math.ceil(files / BATCH))),
  };
}

/** What a scanner needs to know of a job. */
export type ScannerPart = Pick<
  Job,
  'policy' | 'reveal' | 'minConfidence' | 'managed' | 'patterns' | 'decode' | 'inline' | 'userShapes'
>;

export function newScanner(job: ScannerPart, known?: KnownValues): Scanner {
  return new Scanner({
    policy: job.policy,
    reveal: job.reveal,
    managed: job.managed,
    patterns: job.patterns,
    decode: job.decode,
    inline: job.inline,
    userShapes: job.userShapes,
    known,
    ...(job.minConfidence ? { minConfidence: job.minConfidence } : {}),
  });
}

/** Takes files until none is left; `tick` is called after each batch. */
export function drain(job: Job, scanner: Scanner, tick?: () => void): JobResult {
  const { counters, files, takers, thread } = job;
  const share = new Share(job, scanner, tick);
  for (;;) {
    const from = Atomics.add(counters, NEXT, BATCH);
    if (from >= files.ends.length) return share.result();
    takers[from / BATCH] = thread;
    share.scan(from);
  }
}

/** Takes what was taken by nobody that is alive, when all others have come to their end. */
export function redo(job: Job, scanner: Scanner, alive: ReadonlySet<number>, tick?: () => void): JobResult {
  const share = new Share(job, scanner, tick);
  for (const [batch, taker] of job.takers.entries()) if (!alive.has(taker)) share.scan(batch * BATCH);
  return share.result();
}

/** What one thread has done of a job. */
class Share {
  private readonly job: Job;
  private readonly scanner: Scanner;
  private readonly tick: (() => void) | undefined;
  private readonly results: Numbered[] = [];
  private readonly slowest: Slowest;
  private files = 0;
  private bytes = 0;

  constructor(job: Job, scanner: Scanner, tick: (() => void) | undefined) {
    this.job = job;
    this.scanner = scanner;
    this.tick = tick;
    this.slowest = new Slowest(job.slowest);
  }

  /** The batch that begins at the file number `from`. */
  scan(from: number): void {
    const { counters, files } = this.job;
    const to = Math.min(files.ends.length, from + BATCH);
    const before = this.bytes;
    for (let index = from; index < to; index++) this.scanFile(index);
    Atomics.add(counters, FILES, to - from);
    Atomics.add(counters, KIBIBYTES, Math.floor(this.bytes / 1024) - Math.floor(before / 1024));
    this.tick?.();
  }

  private scanFile(index: number): void {
    const started = this.job.slowest > 0 ? performance.now() : 0;
    const result = scanFile(this.job, this.scanner, pathAt(this.job.files, index));
    if (!('findings' in result)) {
      this.results.push({ index, result: { ...NOTHING, notScanned: [result] } });
      return;
    }
    this.files++;
    this.bytes += result.bytes;
    if (this.job.slowest > 0)
      this.slowest.add({ index, bytes: result.bytes, ms: performance.now() - started });
    const { findings, suppressed, notScanned, belowConfidence } = result;
    if (findings.length + suppressed.length + notScanned.length + belowConfidence > 0)
      this.results.push({ index, result });
  }

  result(): JobResult {
    const { results, files, bytes, slowest, scanner } = this;
    return { results, files, bytes, slowest: slowest.files, keyProblem: scanner.keyProblem };
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
