/** The whole pipeline: Fragment → windows → views → detector → filters → Finding. */
import { windows, type Window } from './engine/windows.ts';
import { builtIn } from './engine/built-in.ts';
import { RuleSet } from './engine/compile.ts';
import { detect } from './engine/detect.ts';
import { kernelMemory, plainMemory, type ScanMemory } from './engine/kernel.ts';
import { shapeOfUserRule } from './engine/shape.ts';
import { rawView, type View } from './engine/view.ts';
import { wideView } from './decode/wide.ts';
import { policyFrom, type Policy, type PolicyData } from './config/policy.ts';
import { Collector } from './collect.ts';
import { UserError } from './errors.ts';
import { readBuilt } from './platform/built.ts';
import { machineKey } from './platform/home.ts';
import { loadBuiltIn } from './platform/library.ts';
import type { Confidence, Finding, NotScanned, Suppressed } from './finding.ts';
import type { Fragment } from './fragment.ts';
import { maskName } from './name.ts';

export interface ScannerOptions {
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
  /** With `reveal`: the raw value of each finding, by its place in `findings`. */
  readonly values?: readonly string[];
}

export function createScanner(options: ScannerOptions): Scanner {
  return new Scanner(options);
}

/** Reads fragments into its own memory and searches them; one a thread. */
export class Scanner {
  private readonly set: RuleSet;
  private readonly memory: ScanMemory;
  private readonly policy: Policy;
  private readonly options: ScannerOptions;
  private key: Uint8Array | undefined;
  /** Why the machine's key cannot be had, if so: fingerprints are good for this run only then. */
  keyProblem: string | undefined;

  /** Throws UserError when a user's rule cannot be compiled. */
  constructor(options: ScannerOptions) {
    this.options = options;
    this.policy = policyFrom(options.policy);
    const { shapes, ...table } = builtIn();
    const user = this.policy.userRules.map(shapeOfUserRule);
    this.set = new RuleSet(shapes, user, this.policy.disabledRules, user.length === 0 ? table : undefined);
    this.memory = memoryFor(this.set);
  }

  /** Scans one fragment to its end. Bytes that cannot be read land in `notScanned`; what was found before stays. */
  scan(fragment: Fragment): FragmentResult {
    const name = maskName(this.set, this.memory, fragment.descriptor.path);
    const collector = new Collector(fragment.descriptor, name);
    const notScanned: NotScanned[] = [];
    const { text } = this.memory;
    let bytes = 0;
    try {
      for (const window of windows(fragment, text)) {
        for (const view of this.views(window))
          collector.add(this.set, window, view, detect(this.set, view, this.memory));
        collector.close(window, text);
        bytes = window.base + window.length;
      }
      if (bytes < (fragment.size ?? 0)) {
        notScanned.push({ path: name.shown, reason: 'it shrank while it was read', error: true });
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      notScanned.push({ path: name.shown, reason: readError(code), error: true });
    }
    const { minConfidence, reveal } = this.options;
    const options = { minConfidence, reveal, machineKey: () => this.fallbackKey() };
    return { ...collector.finish(this.policy, options), notScanned, bytes };
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
    return maskName(this.set, this.memory, text).shown;
  }

  private *views(window: Window): Iterable<View> {
    const { text, decoded } = this.memory;
    yield rawView(text, window.length);
    const wide = wideView(text, window.length, decoded);
    if (wide) yield wide;
  }
}

function memoryFor({ automaton }: RuleSet): ScanMemory {
  const kernel = readBuilt('kernel.wasm');
  return (kernel && kernelMemory(automaton, kernel)) ?? plainMemory(automaton);
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
