/** The whole pipeline: Fragment → windows → views → detectors → filters → Finding, and the same for what is inside. */
import { windows } from './engine/windows.ts';
import { rawView } from './engine/view.ts';
import { FileBudget } from './decode/budget.ts';
import { containerOf } from './decode/containers.ts';
import { HEAD_BYTES } from './decode/tree.ts';
import { policyFrom, type Policy, type PolicyData } from './config/policy.ts';
import { ForeignJudge } from './config/foreign/judge.ts';
import { Collector, type Wrapped } from './collect.ts';
import { pathFindings } from './path-findings.ts';
import { UserError } from './errors.ts';
import { machineKey } from './platform/home.ts';
import { loadBuiltIn } from './platform/library.ts';
import type { Confidence, Finding, NotScanned, Suppressed } from './finding.ts';
import { withRandomAccess, type Fragment } from './fragment.ts';
import type { Name } from './name.ts';
import {
  DECODED_A_BYTE,
  MOST_MATCHES,
  searchBudget,
  Searcher,
  type SearchBudget,
  type SearchOptions,
} from './searcher.ts';
import type { Decision } from './trace.ts';

export interface ScannerOptions extends SearchOptions {
  readonly policy: PolicyData;
  /** Findings below this are only counted. */
  readonly minConfidence?: Confidence | undefined;
  /** Keeps the raw values in a table of their own beside the findings, for the one user who wants to see them. */
  readonly reveal?: boolean | undefined;
  /** The key for fingerprints where the project has none; asked for only when something is found. */
  readonly machineKey?: () => Uint8Array;
}

export interface FragmentResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly notScanned: readonly NotScanned[];
  readonly bytes: number;
  readonly belowConfidence: number;
  /** With `reveal`: the raw value of each finding and then of its parts, in their order; empty for a managed one. */
  readonly values?: readonly string[];
  /** With `trace`: what became of every match, ordered by where it stands. */
  readonly decisions?: readonly Decision[];
}

export function createScanner(options: ScannerOptions): Scanner {
  return new Scanner(options);
}

/** What a fragment and everything inside of it gave. */
interface Gathered {
  findings: Finding[];
  suppressed: Suppressed[];
  notScanned: NotScanned[];
  values: string[];
  decisions: Decision[];
  belowConfidence: number;
  bytes: number;
}

/** Containers in containers. */
const DEPTH = 6;
/** A container inside of another one is held in memory up to here. */
const MOST_HELD = 128 << 20;
const OVER_BUDGET = 'it holds more in encodings and archives than one file may cost';
const TOO_MANY_TRIES = 'it has too many values beside names of weak vault items to try them all';

/** Reads fragments into its own memory and searches them; one a thread. */
export class Scanner {
  private readonly searcher: Searcher;
  private readonly policy: Policy;
  private readonly options: ScannerOptions;
  private readonly judge: ForeignJudge | undefined;
  private key: Uint8Array | undefined;
  /** Why the machine's key cannot be had, if so: fingerprints are good for this run only then. */
  keyProblem: string | undefined;

  /** Throws UserError when a user's rule cannot be compiled, or when the index cannot be used. */
  constructor(options: ScannerOptions) {
    this.options = options;
    this.policy = policyFrom(options.policy);
    const { foreign, userRules } = options.policy;
    const isForeign =
      foreign.allowlists.length + foreign.overlays.length + foreign.pathRules.length > 0 ||
      Boolean(foreign.filter ?? foreign.prefilter) ||
      userRules.some((rule) => rule.foreign);
    this.judge = isForeign ? new ForeignJudge(foreign) : undefined;
    this.searcher = new Searcher(this.policy, options);
  }

  /** Scans one fragment to its end. Bytes that cannot be read land in `notScanned`; what was found before stays. */
  scan(fragment: Fragment): FragmentResult {
    const gathered: Gathered = {
      findings: [],
      suppressed: [],
      notScanned: [],
      values: [],
      decisions: [],
      belowConfidence: 0,
      bytes: 0,
    };
    const budget = new FileBudget(fragment.size ?? 0);
    const name = this.searcher.nameOf(fragment.descriptor.path);
    if (this.judge && this.options.patterns !== false) {
      const options = { policy: this.policy, machineKey: () => this.fallbackKey() };
      const byPath = pathFindings(this.judge, fragment.descriptor, name.shown, options);
      gathered.findings.push(...byPath.findings);
      gathered.values.push(...byPath.findings.map(() => ''));
      gathered.suppressed.push(...byPath.suppressed);
    }
    this.scanInto(gathered, fragment, name, { encoding: [], run: undefined }, budget, 0);
    const { values, decisions, ...result } = gathered;
    const { reveal, trace } = this.options;
    return { ...result, ...(reveal ? { values } : {}), ...(trace ? { decisions } : {}) };
  }

  private scanInto(
    gathered: Gathered,
    given: Fragment,
    name: Name,
    wrapped: Wrapped,
    budget: FileBudget,
    depth: number,
  ): void {
    const { searcher } = this;
    const { text } = searcher;
    const collector = new Collector(given.descriptor, name, wrapped, this.judge);
    const decoding = searchBudget(given.size ?? 0, budget);
    let head = Buffer.alloc(0);
    let fragment = given;
    let bytes = 0;
    try {
      if (searcher.decodes)
        fragment = withRandomAccess(
          given,
          (first) => containerOf(first) !== undefined,
          HEAD_BYTES,
          MOST_HELD,
        );
      for (const window of windows(fragment, text)) {
        if (window.base === 0) head = Buffer.from(text.subarray(0, Math.min(window.length, HEAD_BYTES)));
        if (fragment.size === undefined) decoding.left += DECODED_A_BYTE * (window.ownTo - window.ownFrom);
        const root = rawView(text, window.length);
        for (const found of searcher.searchAll(root, window.base, name.shown, decoding))
          collector.add(window, found);
        collector.close(window, text, decoding.matches.leftOut > 0);
        bytes = window.base + window.length;
      }
      if (bytes < (given.size ?? 0)) {
        gathered.notScanned.push({ path: name.shown, reason: 'it shrank while it was read', error: true });
      }
    } catch (error) {
      this.unread(gathered, name, error);
    }
    const { minConfidence, reveal, trace } = this.options;
    const options = { minConfidence, reveal, trace, machineKey: () => this.fallbackKey() };
    const { findings, suppressed, values, decisions, belowConfidence } = collector.finish(
      this.policy,
      options,
    );
    for (const finding of findings) gathered.findings.push(finding);
    for (const finding of suppressed) gathered.suppressed.push(finding);
    for (const value of values ?? []) gathered.values.push(value);
    for (const decision of decisions ?? []) gathered.decisions.push(decision);
    gathered.belowConfidence += belowConfidence;
    if (depth === 0) gathered.bytes += bytes;
    for (const left of leftOut(decoding))
      gathered.notScanned.push({ path: name.shown, error: false, ...left });
    if (searcher.decodes) this.openContainer(gathered, fragment, head, bytes, name, wrapped, budget, depth);
  }

  /** What is inside of a file that is a container. */
  private openContainer(
    gathered: Gathered,
    fragment: Fragment,
    head: Buffer,
    size: number,
    name: Name,
    wrapped: Wrapped,
    budget: FileBudget,
    depth: number,
  ): void {
    const container = head.length > 0 ? containerOf(head) : undefined;
    if (!container) return;
    const { descriptor } = fragment;
    const say = (path: string, reason: string, cause: 'budget' | 'format'): void => {
      gathered.notScanned.push({ path: this.maskText(path), reason, error: false, cause });
    };
    if (!fragment.isSeekable || depth >= DEPTH) return say(descriptor.path, OVER_BUDGET, 'budget');
    const access = { size, read: (into: Uint8Array, position: number) => fragment.read(into, position) };
    try {
      for (const member of container.open(access, budget)) {
        const path =
          member.name === undefined ? descriptor.path : descriptor.path + container.separator + member.name;
        if (member.kind === 'unopened') {
          say(path, member.reason, member.cause === 'budget' ? 'budget' : 'format');
          continue;
        }
        const encoding = [
          ...wrapped.encoding,
          ...(member.name === undefined ? [container.name] : []),
          ...(member.encoding ?? []),
        ];
        const run = member.name === undefined ? (wrapped.run ?? { start: 0, end: size }) : undefined;
        const inner: Fragment = {
          descriptor: {
            ...(descriptor.commit === undefined ? {} : { commit: descriptor.commit }),
            get projectPath() {
              return descriptor.projectPath;
            },
            path,
          } as Fragment['descriptor'],
          read: member.read,
          close() {},
        };
        const innerName = member.name === undefined ? name : this.searcher.nameOf(path);
        this.scanInto(gathered, inner, innerName, { encoding, run }, budget, depth + 1);
      }
    } catch (error) {
      this.unread(gathered, name, error);
    }
  }

  private unread(gathered: Gathered, name: Name, error: unknown): void {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    gathered.notScanned.push({ path: name.shown, reason: readError(code), error: true });
  }

  /** The machine's key; where it cannot be had, findings matter more than that their fingerprints last. */
  private fallbackKey(): Uint8Array {
    if (this.key) return this.key;
    try {
      this.key = (this.options.machineKey ?? machineKey)();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.keyProblem = error.message;
      this.key = loadBuiltIn<typeof import('node:crypto')>('crypto').randomBytes(32);
    }
    return this.key;
  }

  /** Text such as a path or a message, with every match masked. */
  maskText(text: string): string {
    return this.searcher.nameOf(text).shown;
  }
}

/** What one fragment was not searched for, and why. */
function* leftOut({
  isExceeded,
  unopened,
  tries,
  matches,
}: SearchBudget): Iterable<Pick<NotScanned, 'reason' | 'cause'>> {
  if (isExceeded) yield { reason: OVER_BUDGET, cause: 'budget' };
  for (const { reason, cause } of unopened) yield { reason, cause: cause === 'budget' ? 'budget' : 'format' };
  if (tries.leftOut > 0) yield { reason: TOO_MANY_TRIES, cause: 'budget' };
  if (matches.leftOut > 0) {
    const reason = `it has ${MOST_MATCHES} matches; ${matches.leftOut} more were counted and not judged`;
    yield { reason, cause: 'budget' };
  }
}

const READ_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it vanished before it was read',
  EIO: 'input/output error',
  EISDIR: 'it is a directory',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ESTALE: 'it changed while it was read',
};

/** Words for the code of a system error; the error's own message would repeat the path. */
export function readError(code: string): string {
  return READ_ERRORS[code] ?? `it cannot be read (${code})`;
}

/** Whether a reason is one of those, or that bytes went missing: a report tells the words only. */
export function isReadError(reason: string): boolean {
  return (
    Object.values(READ_ERRORS).includes(reason) ||
    reason.startsWith('it cannot be read (') ||
    reason === 'it shrank while it was read'
  );
}
