/** What finds: both detectors, over a text and all that can be decoded of it. One a thread, with its own memory. */
import { builtIn } from './engine/built-in.ts';
import { RuleSet } from './engine/compile.ts';
import { detect, type Detection } from './engine/detect.ts';
import { kernelMemory, plainMemory, type ScanMemory } from './engine/kernel.ts';
import { shapesOfUserRules, type RuleShape } from './engine/shape.ts';
import { rawView, type View } from './engine/view.ts';
import { FileBudget } from './decode/budget.ts';
import { isLeftOut, viewsBelow, type DecodeBudget } from './decode/tree.ts';
import type { Policy } from './config/policy.ts';
import { draftOf, managedDraft, type Draft, type PatternDraft } from './draft.ts';
import { ManagedLookup } from './managed/lookup.ts';
import { ManagedIndex } from './managed/managed-index.ts';
import { WeakTries } from './managed/weak.ts';
import type { KnownValues } from './known/known-values.ts';
import { maskName, type Name } from './name.ts';
import { readBuilt } from './platform/built.ts';

/** The index of managed values as it lies on the disk, and its key: both cross threads. */
export interface ManagedSource {
  readonly file: Uint8Array;
  readonly indexKey: Uint8Array;
}

export interface SearchOptions {
  /** The values of the vault; without it only patterns are looked for. */
  readonly managed?: ManagedSource | undefined;
  /** Whether credentials are looked for by their form; yes unless said. */
  readonly patterns?: boolean | undefined;
  /** Whether what stands encoded is decoded and containers are opened; yes unless said. UTF-16 is always read. */
  readonly decode?: boolean | undefined;
  /** Whether what filters drop is told too; it costs memory and is for `staunch explain`. */
  readonly trace?: boolean | undefined;
  /** The longest text that is searched at once, in bytes, a multiple of 64; a window's unless said. */
  readonly longest?: number | undefined;
  /** Users' rules as another thread's searcher of the same policy has read them; read here where there are none. */
  readonly userShapes?: readonly RuleShape[] | undefined;
  /** Learns every value that is found. */
  readonly known?: KnownValues | undefined;
}

/** What one view holds. */
export interface Found {
  readonly view: View;
  readonly drafts: readonly Draft[];
  readonly markers: Detection['markers'];
  /** With `trace`: what filters dropped. */
  readonly dropped?: readonly PatternDraft[];
}

/** Shorter names hold no secret. */
const SHORTEST_NAME = 6;

export class Searcher {
  /** Where the text of a window is read to. */
  readonly text: Buffer;
  readonly decodes: boolean;
  /** Whether the kernel runs; without WebAssembly and its SIMD the twins do, slower. */
  readonly hasKernel: boolean;
  /** Plain data, for searchers of other threads. */
  readonly userShapes: readonly RuleShape[];
  private readonly set: RuleSet;
  private readonly memory: ScanMemory;
  private readonly lookup: ManagedLookup | undefined;
  private readonly patterns: boolean;
  private readonly trace: boolean;
  private readonly known: KnownValues | undefined;

  /** Throws UserError when a user's rule cannot be compiled, or when the index cannot be used. */
  constructor(
    policy: Policy,
    { managed, patterns, decode, trace, longest, userShapes, known }: SearchOptions,
  ) {
    const { shapes, sieves, ...table } = builtIn();
    const user = userShapes ?? shapesOfUserRules(policy.userRules);
    this.userShapes = user;
    this.set = new RuleSet(shapes, user, policy.disabledRules, user.length === 0 ? table : undefined, sieves);
    this.lookup = managed && new ManagedLookup(ManagedIndex.decode(managed.file, managed.indexKey));
    const kernel = kernelFor(this.set, this.lookup, longest);
    this.memory = kernel ?? plainMemory(this.set, this.lookup?.tables, longest);
    this.hasKernel = kernel !== undefined;
    this.text = this.memory.text;
    this.patterns = patterns !== false;
    this.decodes = decode !== false;
    this.trace = trace === true;
    this.known = known;
  }

  /** Both detectors in the text as it stands, then in all that is decoded of it. */
  *searchAll(root: View, base: number, path: string, budget: SearchBudget): Iterable<Found> {
    budget.known.clear();
    budget.deeper?.clear();
    yield this.search(root, base, path, budget);
    for (const view of viewsBelow(root, this.memory, budget, this.decodes))
      yield this.search(view, base, path, budget);
    if (this.decodes && isLeftOut(root, this.memory, budget)) budget.isExceeded = true;
  }

  private search(view: View, base: number, path: string, { tries, matches }: SearchBudget): Found {
    const { hits, markers } = detect(this.set, view, this.memory, this.patterns);
    const drafts: Draft[] = [];
    const dropped: PatternDraft[] = [];
    const tell = this.trace ? (draft: PatternDraft): void => void dropped.push(draft) : undefined;
    for (const hit of hits) {
      if (matches.left <= 0) {
        matches.leftOut++;
        continue;
      }
      const draft = draftOf(this.set, view, hit, base, path, tell);
      if (!draft || isArtefact(draft, view)) continue;
      matches.left--;
      drafts.push(draft);
    }
    const { managed } = this.memory;
    if (this.lookup && managed) {
      for (const hit of this.lookup.find(view, managed, tries)) drafts.push(managedDraft(view, hit, base));
    }
    this.known?.learn(view, drafts);
    return { view, drafts, markers, ...(this.trace ? { dropped } : {}) };
  }

  /** A short text such as a path or a message, and what is found in it. */
  nameOf(path: string): Name {
    const text = Buffer.from(path);
    const found: Draft[] = [];
    if (text.length >= SHORTEST_NAME) {
      const budget = searchBudget(text.length, new FileBudget(text.length));
      const { names } = this.memory;
      const root = rawView(text.length > names.length ? text : names, text.length);
      if (root.bytes === names) text.copy(names);
      for (const { drafts } of this.searchAll(root, 0, '<name>', budget)) found.push(...drafts);
    }
    return maskName(text, found);
  }
}

/** Decoders that put together what somebody wrote apart: a name and a value that meet only there are no assignment. */
const JOINING = new Set(['concatenation', 'tags']);

const GUESSED: ReadonlySet<string> = new Set(['assignment', 'context', 'form', 'vendor']);

function isArtefact({ match }: PatternDraft, { encoding }: View): boolean {
  const { evidence } = match.rule;
  return GUESSED.has(evidence) && encoding.some((name) => JOINING.has(name));
}

/** Bytes that may be decoded for each byte of a text, and for a small one. */
export const DECODED_A_BYTE = 24;
const DECODED_LEAST = 32 << 20;

/**
 * Matches of patterns that one fragment is told of. No file that people wrote comes near; one that was made to mislead
 * would fill the memory with them.
 */
export const MOST_MATCHES = 10_000;

/** What the search of one fragment may cost, and what was left out of it. */
export interface SearchBudget extends DecodeBudget {
  readonly tries: WeakTries;
  /** Matches that may still be told, and how many were not judged any more. */
  readonly matches: { left: number; leftOut: number };
}

/** For a fragment of `size` bytes; for what is inside of it `containers` is shared. */
export function searchBudget(
  size: number,
  containers: FileBudget,
  { tries = new WeakTries(), most = MOST_MATCHES }: { tries?: WeakTries; most?: number } = {},
): SearchBudget {
  return {
    left: DECODED_A_BYTE * size + DECODED_LEAST,
    isExceeded: false,
    containers,
    unopened: [],
    known: new Map(),
    deeper: new Set(),
    tries,
    matches: { left: most, leftOut: 0 },
  };
}

function kernelFor(
  set: RuleSet,
  lookup: ManagedLookup | undefined,
  longest: number | undefined,
): ScanMemory | undefined {
  const kernel = readBuilt('kernel.wasm');
  return kernel && kernelMemory(set, kernel, lookup?.tables, longest);
}
