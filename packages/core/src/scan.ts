/** The whole pipeline: Fragment → windows → views → detectors → filters → Finding, and the same for what is inside. */
import { batched, partAt, type Part, type Piece } from './batch.ts';
import { windows } from './engine/windows.ts';
import { rawView } from './engine/view.ts';
import { FileBudget } from './decode/budget.ts';
import type { Budget, Member, Unopened } from './decode/container.ts';
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
import { bytesFragment, withRandomAccess, type Descriptor, type Fragment } from './fragment.ts';
import type { Name } from './name.ts';
import { placed, type Placing } from './placing.ts';
import { GAP, Repeats, restored } from './repeats.ts';
import {
  DECODED_A_BYTE,
  MOST_MATCHES,
  searchBudget,
  Searcher,
  type Found,
  type SearchBudget,
  type SearchOptions,
} from './searcher.ts';
import type { Span } from './span.ts';
import type { Decision } from './trace.ts';

export interface ScannerOptions extends SearchOptions {
  readonly policy: PolicyData;
  /** Findings below this are only counted. */
  readonly minConfidence?: Confidence | undefined;
  /** Keeps the raw values in a table of their own beside the findings, for the one user who wants to see them. */
  readonly reveal?: boolean | undefined;
  /** Whether a comment on its line silences a finding; yes unless said. */
  readonly inline?: boolean | undefined;
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

function nothing(): Gathered {
  return {
    findings: [],
    suppressed: [],
    notScanned: [],
    values: [],
    decisions: [],
    belowConfidence: 0,
    bytes: 0,
  };
}

function addTo(
  gathered: Gathered,
  { findings, suppressed, values }: Pick<Gathered, 'findings' | 'suppressed' | 'values'>,
): void {
  for (const finding of findings) gathered.findings.push(finding);
  for (const finding of suppressed) gathered.suppressed.push(finding);
  for (const value of values) gathered.values.push(value);
}

/** What is said of a database as a whole, for the whole of it. */
function sayOnce({ notScanned }: Gathered, left: NotScanned): void {
  const isSaid = notScanned.some(({ path, reason }) => path === left.path && reason === left.reason);
  if (!isSaid) notScanned.push(left);
}

/** What holds many texts is read to its end, however many they are; each of them has a budget of its own. */
const NO_BUDGET: Budget = { take: () => true, member: () => true };
/** Names are given later, to those that hold something. */
const UNNAMED: Name = { shown: '', drafts: [], text: Buffer.alloc(0) };

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
  /** What texts of the same store have in common; whoever wants to know all that was dropped searches it again. */
  private readonly repeats: Repeats | undefined;
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
    this.repeats = options.trace ? undefined : new Repeats();
  }

  /** Whether WebAssembly does the work; without it the findings are the same, later. */
  get hasKernel(): boolean {
    return this.searcher.hasKernel;
  }

  /** What was read of users' rules, as plain data: scanners of other threads need not read them again. */
  get userShapes(): SearchOptions['userShapes'] {
    return this.searcher.userShapes;
  }

  /** Scans one fragment to its end. Bytes that cannot be read land in `notScanned`; what was found before stays. */
  scan(fragment: Fragment): FragmentResult {
    const gathered = nothing();
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
    return this.resultOf(gathered);
  }

  /**
   * Scans what `open` gives, short texts together: the cells of a database, the objects of a repository. What holds them
   * is not scanned as bytes. `placing` says what is told of a finding in each; a part that is damaged is an error.
   */
  scanMembers<T>(
    descriptor: Descriptor,
    open: (budget: Budget) => Iterable<Member | Unopened>,
    placing: Placing<T>,
  ): FragmentResult {
    const gathered = nothing();
    const name = this.searcher.nameOf(descriptor.path);
    try {
      for (const piece of batched(open(NO_BUDGET), placing.keep, this.repeats)) {
        if (piece.kind === 'unopened') {
          const { name: part, reason, cause } = piece.unopened;
          const path = part === undefined ? descriptor.path : `${descriptor.path}#${part}`;
          const error = cause === 'damaged';
          gathered.notScanned.push({
            path: this.maskText(path),
            reason,
            error,
            ...(cause === 'damaged' ? {} : { cause }),
          });
        } else if (piece.kind === 'single') this.scanPiece(gathered, descriptor, piece, placing);
        else this.scanBatch(gathered, descriptor, piece, placing);
      }
    } catch (error) {
      this.unread(gathered, name, error);
    } finally {
      // what was read before it broke off was not searched, and must not pass for clean where it stands again
      this.repeats?.forget();
    }
    return this.resultOf(gathered);
  }

  /** Many texts at once; where a finding reaches over the end of one, they are scanned one by one. */
  private scanBatch<T>(
    gathered: Gathered,
    descriptor: Descriptor,
    { bytes, parts }: Extract<Piece<T>, { kind: 'batch' }>,
    placing: Placing<T>,
  ): void {
    const own = nothing();
    const budget = new FileBudget(bytes.length);
    const fragment = { ...bytesFragment({ path: descriptor.path }, bytes), size: bytes.length };
    const spans: Span[] = [];
    this.searchFragment(own, fragment, UNNAMED, { encoding: [], run: undefined }, budget, true, spans);
    const alone = new Map<Part<T>, Gathered>();
    for (const part of this.unsettled(parts, spans, own.notScanned.length === 0))
      alone.set(part, this.scanAlone(descriptor, bytes, part, placing));
    const found = placed(own, bytes, parts, placing, (path) => this.maskText(path), alone);
    if (!found) {
      for (const part of parts) {
        const {
          notScanned,
          belowConfidence,
          bytes: read,
          ...rest
        } = this.scanAlone(descriptor, bytes, part, placing);
        addTo(gathered, rest);
        gathered.notScanned.push(...notScanned);
        gathered.belowConfidence += belowConfidence;
        gathered.bytes += read;
      }
      return;
    }
    addTo(gathered, found);
    for (const left of own.notScanned) sayOnce(gathered, { ...left, path: this.maskText(descriptor.path) });
    gathered.belowConfidence += own.belowConfidence;
    for (const { notScanned, belowConfidence } of alone.values()) {
      gathered.notScanned.push(...notScanned);
      gathered.belowConfidence += belowConfidence;
    }
    for (const part of parts) gathered.bytes += sizeOf(part);
  }

  /**
   * Parts of a batch of which something was left out that must be searched after all: `spans` say what was found, and
   * where. One that holds a finding is told of as it is.
   */
  private unsettled<T>(parts: readonly Part<T>[], spans: readonly Span[], isWhole: boolean): Part<T>[] {
    const touched = isWhole ? this.repeats?.settle(spans) : this.repeats?.forget();
    const hit = new Set(spans.map(({ start }) => partAt(parts, start)));
    return parts.filter(
      (part) => part.cuts && (!isWhole || hit.has(part) || part.cuts.some(({ key }) => touched?.has(key))),
    );
  }

  /** One part of a batch, as it was before anything was left out of it. */
  private scanAlone<T>(descriptor: Descriptor, bytes: Buffer, part: Part<T>, placing: Placing<T>): Gathered {
    const { start, end, member, cuts = [] } = part;
    const whole = restored(bytes.subarray(start, end), cuts);
    const read = (into: Uint8Array, position: number): number => whole.copy(into, 0, position);
    const own = nothing();
    this.scanPiece(own, descriptor, { kind: 'single', member, bytes: whole, read }, placing);
    return own;
  }

  private scanPiece<T>(
    gathered: Gathered,
    descriptor: Descriptor,
    { member, bytes, read }: Extract<Piece<T>, { kind: 'single' }>,
    placing: Placing<T>,
  ): void {
    const own = nothing();
    const { path } = placing.place(member, undefined, undefined, bytes);
    const inner = { path, ...(descriptor.commit === undefined ? {} : { commit: descriptor.commit }) };
    const fragment: Fragment = bytes
      ? { ...bytesFragment(inner, bytes), size: bytes.length }
      : { descriptor: inner, read, close() {} };
    const budget = new FileBudget(bytes?.length ?? Number.MAX_SAFE_INTEGER);
    this.scanInto(own, fragment, UNNAMED, { encoding: [], run: undefined }, budget, 0);
    const parts = [{ start: 0, end: bytes?.length ?? Number.MAX_SAFE_INTEGER, member }];
    const found = placed(own, bytes, parts, placing, (each) => this.maskText(each));
    if (found) addTo(gathered, found);
    const shown = this.maskText(path);
    for (const left of own.notScanned)
      gathered.notScanned.push(left.path === '' ? { ...left, path: shown } : left);
    gathered.belowConfidence += own.belowConfidence;
    gathered.bytes += own.bytes;
  }

  private resultOf({ values, decisions, ...result }: Gathered): FragmentResult {
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
    const from = { findings: gathered.findings.length, values: gathered.values.length };
    const { fragment, head, bytes } = this.searchFragment(
      gathered,
      given,
      name,
      wrapped,
      budget,
      depth === 0,
    );
    if (!this.searcher.decodes) return;
    const own = gathered.findings.length;
    this.openContainer(gathered, fragment, head, bytes, name, wrapped, budget, depth);
    if (own > from.findings && gathered.findings.length > own) this.dropRepeated(gathered, from, own);
  }

  /**
   * A tar holds its members as they stand: what was found in its bytes and then in a member is told of the member.
   * Findings up to `own` are of the bytes, those behind it of what is inside.
   */
  private dropRepeated(gathered: Gathered, from: { findings: number; values: number }, own: number): void {
    const key = ({ item, rule, fingerprint }: Finding): string => `${item ?? rule} ${fingerprint}`;
    const inside = new Set(
      gathered.findings.slice(own).flatMap((each) => [each, ...(each.parts ?? [])].map(key)),
    );
    const kept: Finding[] = [];
    const values: string[] = [];
    let at = from.values;
    for (const finding of gathered.findings.slice(from.findings, own)) {
      const next = at + 1 + (finding.parts?.length ?? 0);
      // a name is the file's own, also where it stands in its members' names
      if (finding.inName || !inside.has(key(finding))) {
        kept.push(finding);
        values.push(...gathered.values.slice(at, next));
      }
      at = next;
    }
    gathered.findings.splice(from.findings, own - from.findings, ...kept);
    if (this.options.reveal) gathered.values.splice(from.values, at - from.values, ...values);
  }

  /**
   * The bytes as they stand and all that is decoded of them, but not what is in a container. `spans` is told of everything
   * that was found, also of what is not reported.
   */
  private searchFragment(
    gathered: Gathered,
    given: Fragment,
    name: Name,
    wrapped: Wrapped,
    budget: FileBudget,
    counts: boolean,
    spans?: Span[],
  ): { fragment: Fragment; head: Buffer; bytes: number } {
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
        if (window.base === 0 && searcher.decodes) {
          const first = text.subarray(0, Math.min(window.length, HEAD_BYTES));
          // the memory is written over: what is no container is not kept
          if (containerOf(first)) head = Buffer.from(first);
        }
        if (fragment.size === undefined) decoding.left += DECODED_A_BYTE * (window.ownTo - window.ownFrom);
        const root = rawView(text, window.length);
        for (const found of searcher.searchAll(root, window.base, name.shown, decoding)) {
          collector.add(window, this.options.inline === false ? { ...found, markers: [] } : found);
          if (spans) noteSpans(spans, found, window.base);
        }
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
    if (counts) gathered.bytes += bytes;
    for (const left of leftOut(decoding))
      gathered.notScanned.push({ path: name.shown, error: false, ...left });
    return { fragment, head, bytes };
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

/** Where anything stands that a view holds. */
function noteSpans(spans: Span[], { view, drafts, markers }: Found, base: number): void {
  for (const { span } of drafts) spans.push(span);
  for (const { at } of markers) {
    const { start, end } = view.toSource({ start: at, end: at + 1 });
    spans.push({ start: start + base, end: end + base });
  }
}

/** Bytes of a part, with what was left out of it. */
function sizeOf({ start, end, cuts = [] }: Part<unknown>): number {
  return cuts.reduce((size, cut) => size + cut.bytes.length - GAP.length, end - start);
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
