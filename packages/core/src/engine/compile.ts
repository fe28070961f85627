/** Turns shapes of rules into what the pattern detector runs: one automaton of all keywords, and a regex a rule. */
import { INLINE_MARKERS, type InlineMarker } from '../config/inline.ts';
import type { Validity } from '../finding.ts';
import { loadRules } from '../catalogue/load.ts';
import { buildAutomaton, type Automaton } from './automaton.ts';
import { NO_SIEVES, type KeywordArrays, type Sieves } from './sift.ts';
import { compileBuiltIn, compileUser, type Regex } from './regex.ts';
import type { RuleShape, Shapes } from './shape.ts';

export interface Keyword {
  readonly length: number;
  /** Numbers of the rules that it may belong to. */
  readonly rules: readonly number[];
  /** Numbers of users' rules that are tried where it stands anywhere. */
  readonly opens?: readonly number[];
  /** The inline comment that it is. */
  readonly marker: InlineMarker | undefined;
}

/** The keyword pass for a list of rules. */
export interface KeywordTable {
  readonly automaton: Automaton;
  /** By number. */
  readonly keywords: { at(index: number): Keyword | undefined };
  readonly arrays: KeywordArrays;
}

/** Markers of inline comments are keywords too. */
export function buildKeywordTable(
  rules: readonly Pick<RuleShape, 'keywords' | 'user'>[],
): KeywordTable & { readonly keywords: readonly Keyword[] } {
  interface Slot {
    readonly rules: number[];
    opens?: number[];
    marker: InlineMarker | undefined;
  }
  const byKeyword = new Map<string, Slot>();
  const slot = (keyword: string): Slot => {
    let entry = byKeyword.get(keyword);
    if (!entry) byKeyword.set(keyword, (entry = { rules: [], marker: undefined }));
    return entry;
  };
  rules.forEach(({ keywords, user }, index) => {
    const own = user ? (user.anchor?.literals ?? []) : keywords;
    new Set(own).forEach((keyword) => slot(keyword).rules.push(index));
    if (user) new Set(keywords).forEach((keyword) => (slot(keyword).opens ??= []).push(index));
  });
  for (const marker of INLINE_MARKERS) slot(marker.text).marker = marker;
  const keywords = [...byKeyword].map(([keyword, entry]) => ({ length: keyword.length, ...entry }));
  return { automaton: buildAutomaton([...byKeyword.keys()]), keywords, arrays: arraysOf(keywords) };
}

function arraysOf(keywords: readonly Keyword[]): KeywordArrays {
  const ruleStart = new Uint32Array(keywords.length + 1);
  for (const [i, { rules }] of keywords.entries()) ruleStart[i + 1] = ruleStart[i]! + rules.length;
  return {
    lengths: Uint16Array.from(keywords, ({ length }) => length),
    asked: Uint8Array.from(keywords, ({ marker, opens }) => (marker || opens ? 1 : 0)),
    ruleStart,
    rules: Uint32Array.from(keywords.flatMap(({ rules }) => rules)),
  };
}

function* all(shapes: Shapes): Iterable<RuleShape> {
  for (let index = 0; index < shapes.length; index++) yield shapes.at(index);
}

/** The rules of one scanner. A regex is compiled when a candidate asks for it for the first time: most never are. */
export class RuleSet implements KeywordTable {
  readonly automaton: Automaton;
  readonly arrays: KeywordArrays;
  readonly ruleCount: number;
  readonly sieves: Sieves;
  readonly keywords: KeywordTable['keywords'];
  /** Those without keywords, which are always tried. */
  readonly unkeyed: readonly number[];
  /** By the number of the rule. */
  readonly disabled: Uint8Array;
  /** For the search that is under way: how far each rule was searched. Here, so that a small file makes no garbage. */
  readonly searched: Int32Array;
  /** The rules of which it is not 0. */
  readonly touched: number[] = [];
  private readonly builtIn: Shapes;
  private readonly user: readonly RuleShape[];
  private readonly regexes: (Regex | undefined)[] = [];

  /** `table` belongs to exactly these rules, the built-in ones first. */
  constructor(
    builtIn: Shapes,
    user: readonly RuleShape[],
    disabled: ReadonlySet<string>,
    table: KeywordTable = buildKeywordTable([...all(builtIn), ...user]),
    sieves: Sieves = NO_SIEVES,
  ) {
    this.builtIn = builtIn;
    this.user = user;
    this.automaton = table.automaton;
    this.arrays = table.arrays;
    this.sieves = sieves;
    this.keywords = table.keywords;
    const size = builtIn.length + user.length;
    this.ruleCount = size;
    this.disabled = new Uint8Array(size);
    if (disabled.size > 0)
      [...all(builtIn)].forEach(({ id }, index) => (this.disabled[index] = disabled.has(id) ? 1 : 0));
    this.searched = new Int32Array(size);
    this.unkeyed = user.flatMap(({ keywords }, index) =>
      keywords.length === 0 ? [builtIn.length + index] : [],
    );
  }

  shape(index: number): RuleShape {
    const { length } = this.builtIn;
    return index < length ? this.builtIn.at(index) : this.user[index - length]!;
  }

  regex(index: number): Regex {
    return (this.regexes[index] ??= this.compile(this.shape(index)));
  }

  /** What the rule itself says of a secret; undefined when it cannot say. */
  validity(index: number, secret: string): Validity | undefined {
    return this.shape(index).validates ? loadRules()[index]!.validate?.(secret) : undefined;
  }

  private compile({ pattern, ignoreCase, proof, user }: RuleShape): Regex {
    if (proof) return compileBuiltIn(pattern, proof.edges, ignoreCase);
    return compileUser(pattern, ignoreCase, undefined, user?.foreign?.secretGroup);
  }
}
