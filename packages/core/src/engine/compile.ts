/** Turns rules into what the pattern detector runs: one automaton of all keywords, and per rule how to verify a hit. */
import type { UserRule } from '../config/policy.ts';
import { INLINE_MARKERS, type InlineMarker } from '../config/inline.ts';
import type { Rule } from '../rules/kit/rule.ts';
import { buildAutomaton, type Automaton } from './automaton.ts';
import { headOf, type Head } from './head.ts';
import { compileBuiltIn, compileUser, type Regex } from './regex.ts';
import { lengths, offsetOf, parsePattern, prefixes, type Node } from './syntax.ts';

/** The longest match, in bytes; also how far the windows of a large file overlap. */
export const MAX_MATCH = 65_536;

/** Where matches of a rule can stand, proved from its pattern. */
export interface Proof {
  /** How many bytes from its start a match can be long. */
  readonly reach: number;
  /** How far before the start of a keyword's hit a match can start. */
  readonly least: number;
  readonly most: number;
  readonly head: Head;
  /** What may not stand before a match, as flags of bytes; undefined when anything may. */
  readonly before: Uint8Array | undefined;
}

/** One rule, ready to verify hits of its keywords. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly regex: Regex;
}

export interface Keyword {
  readonly length: number;
  /** Numbers of the rules that it may belong to. */
  readonly rules: readonly number[];
  /** The inline comment that it is. */
  readonly marker: InlineMarker | undefined;
}

/** What is computed once for a list of rules: for the built-in ones at build time (table.ts). */
export interface Tables {
  readonly automaton: Automaton;
  readonly keywords: readonly Keyword[];
  /** By the number of the rule; undefined for users' rules. */
  readonly proofs: readonly (Proof | undefined)[];
}

export function edgesOf(rule: Rule): { before: string; after: string } {
  return { before: rule.edges?.before ?? 'A-Za-z0-9', after: rule.edges?.after ?? 'A-Za-z0-9' };
}

/**
 * Where matches start, as distance before the hits of the rule's keywords; undefined when the pattern does not prove
 * that one of the keywords stands in every match.
 */
export function proveKeywords(rule: Rule, node: Node): { min: number; max: number } | undefined {
  const heads = prefixes(node);
  if (heads.every((head) => rule.keywords.some((keyword) => head.startsWith(keyword)))) return { min: 0, max: 0 };
  const [keyword, ...more] = rule.keywords;
  return keyword !== undefined && more.length === 0 ? offsetOf(node, keyword) : undefined;
}

function prove(rule: Rule): Proof {
  const node = parsePattern(rule.pattern);
  const starts = proveKeywords(rule, node);
  if (!starts) throw new Error(`${rule.id}: the pattern does not prove that a keyword stands in every match`);
  const { before } = edgesOf(rule);
  const edge = before === '' ? undefined : parsePattern(`[${before}]`);
  return {
    reach: Math.min(rule.maxLength ?? lengths(node).max, MAX_MATCH),
    least: starts.min,
    most: starts.max,
    head: headOf(node, rule.ignoreCase ?? false),
    before: edge?.kind === 'class' ? edge.bytes : undefined,
  };
}

/** Throws when a built-in rule cannot be proved. Markers of inline comments are keywords too. */
export function buildTables(builtIn: readonly Rule[], user: readonly UserRule[]): Tables {
  const byKeyword = new Map<string, { rules: number[]; marker: InlineMarker | undefined }>();
  const slot = (keyword: string): { rules: number[]; marker: InlineMarker | undefined } => {
    let entry = byKeyword.get(keyword);
    if (!entry) byKeyword.set(keyword, (entry = { rules: [], marker: undefined }));
    return entry;
  };
  [...builtIn, ...user].forEach(({ keywords }, index) =>
    new Set(keywords).forEach((keyword) => slot(keyword).rules.push(index)),
  );
  for (const marker of INLINE_MARKERS) slot(marker.text).marker = marker;
  return {
    automaton: buildAutomaton([...byKeyword.keys()]),
    keywords: [...byKeyword].map(([keyword, entry]) => ({ length: keyword.length, ...entry })),
    proofs: [...builtIn.map(prove), ...user.map(() => undefined)],
  };
}

function asRule(rule: UserRule): Rule {
  const { id, title, pattern, ignoreCase, keywords, severity, confidence, entropy } = rule;
  return {
    ...{ id, title, pattern, ignoreCase, keywords, severity, confidence },
    evidence: 'project',
    ...(entropy === undefined ? {} : { entropy }),
    reference: '',
    revoke: '',
    examples: () => [],
  };
}

/** Rules and their tables. A rule's regex is compiled when its keyword is met for the first time: most never are. */
export class RuleSet {
  readonly automaton: Automaton;
  readonly keywords: readonly Keyword[];
  /** Users' rules without keywords: they run over every window. */
  readonly unkeyed: readonly number[];
  /** By the number of the rule. */
  readonly disabled: readonly boolean[];
  /** For the search that is under way: how far each rule was searched. Here, so that a small file makes no garbage. */
  readonly searched: Int32Array;
  private readonly rules: readonly Rule[];
  private readonly builtIn: number;
  /** By the number of the rule; undefined for users' rules, which may match anywhere in a window. */
  readonly proofs: Tables['proofs'];
  private readonly compiled: (CompiledRule | undefined)[] = [];

  /** `tables` belong to exactly these rules. */
  constructor(
    builtIn: readonly Rule[],
    user: readonly UserRule[],
    disabled: ReadonlySet<string>,
    tables: Tables = buildTables(builtIn, user),
  ) {
    this.rules = user.length === 0 ? builtIn : [...builtIn, ...user.map(asRule)];
    this.builtIn = builtIn.length;
    this.searched = new Int32Array(this.rules.length);
    this.disabled = this.rules.map(({ id }) => disabled.has(id));
    this.automaton = tables.automaton;
    this.keywords = tables.keywords;
    this.proofs = tables.proofs;
    this.unkeyed = user.flatMap(({ keywords }, index) => (keywords.length === 0 ? [this.builtIn + index] : []));
  }

  rule(index: number): CompiledRule {
    return (this.compiled[index] ??= this.compile(index));
  }

  private compile(index: number): CompiledRule {
    const rule = this.rules[index]!;
    const { pattern, ignoreCase = false } = rule;
    const regex =
      index < this.builtIn ? compileBuiltIn(pattern, edgesOf(rule), ignoreCase) : compileUser(pattern, ignoreCase);
    return { rule, regex };
  }
}
