/** Turns rules into what the pattern detector runs: one automaton of all keywords, and per rule how to verify a hit. */
import type { UserRule } from '../config/policy.ts';
import { INLINE_MARKERS, type InlineMarker } from '../config/inline.ts';
import type { Rule } from '../rules/kit/rule.ts';
import { buildAutomaton, type Automaton } from './automaton.ts';
import { compileBuiltIn, compileUser, type Regex } from './regex.ts';
import { lengths, offsetOf, parsePattern, prefixes, type Node } from './syntax.ts';

/** The longest match, in bytes; also how far the windows of a large file overlap. */
export const MAX_MATCH = 65_536;

export interface CompiledRule {
  readonly rule: Rule;
  readonly regex: Regex;
  /** How many bytes from its start a match can be long. */
  readonly reach: number;
  /**
   * Where matches can start, seen from the start of a keyword hit: a fixed distance range, or anywhere in the window
   * (users' rules, of which nothing is proved).
   */
  readonly starts: { readonly min: number; readonly max: number } | 'anywhere';
}

export interface Keyword {
  readonly length: number;
  /** Numbers of the rules that it may belong to. */
  readonly rules: readonly number[];
  /** The inline comment that it is. */
  readonly marker: InlineMarker | undefined;
}

/** Rules and their keywords. A rule is compiled when its keyword is met for the first time: most never are. */
export class RuleSet {
  readonly size: number;
  readonly automaton: Automaton;
  readonly keywords: readonly Keyword[];
  /** Users' rules without keywords: they run over every window. */
  readonly unkeyed: readonly number[];
  private readonly compilers: readonly (() => CompiledRule)[];
  private readonly compiled: (CompiledRule | undefined)[];

  constructor(builtIn: readonly Rule[], user: readonly UserRule[]) {
    this.compilers = [...builtIn.map((rule) => () => compileRule(rule)), ...user.map((rule) => () => compileUserRule(rule))];
    this.size = this.compilers.length;
    this.compiled = Array.from({ length: this.size });
    const byKeyword = new Map<string, { rules: number[]; marker: InlineMarker | undefined }>();
    const slot = (keyword: string): { rules: number[]; marker: InlineMarker | undefined } => {
      let entry = byKeyword.get(keyword);
      if (!entry) byKeyword.set(keyword, (entry = { rules: [], marker: undefined }));
      return entry;
    };
    const words = [...builtIn, ...user].map(({ keywords }) => new Set(keywords));
    words.forEach((keywords, index) => keywords.forEach((keyword) => slot(keyword).rules.push(index)));
    for (const marker of INLINE_MARKERS) slot(marker.text).marker = marker;
    this.automaton = buildAutomaton([...byKeyword.keys()]);
    this.keywords = [...byKeyword].map(([keyword, entry]) => ({ length: keyword.length, ...entry }));
    this.unkeyed = words.flatMap((keywords, index) => (keywords.size === 0 ? [index] : []));
  }

  rule(index: number): CompiledRule {
    return (this.compiled[index] ??= this.compilers[index]!());
  }
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

function compileRule(rule: Rule): CompiledRule {
  const node = parsePattern(rule.pattern);
  const starts = proveKeywords(rule, node);
  if (!starts) throw new Error(`${rule.id}: the pattern does not prove that a keyword stands in every match`);
  const reach = Math.min(rule.maxLength ?? lengths(node).max, MAX_MATCH);
  return { rule, regex: compileBuiltIn(rule.pattern, edgesOf(rule), rule.ignoreCase ?? false), reach, starts };
}

function compileUserRule(rule: UserRule): CompiledRule {
  const asRule: Rule = {
    id: rule.id,
    title: rule.title,
    pattern: rule.pattern,
    ignoreCase: rule.ignoreCase,
    keywords: rule.keywords,
    severity: rule.severity,
    confidence: rule.confidence,
    evidence: 'prefix',
    ...(rule.entropy === undefined ? {} : { entropy: rule.entropy }),
    reference: '',
    revoke: '',
    examples: () => [],
  };
  return { rule: asRule, regex: compileUser(rule.pattern, rule.ignoreCase), reach: MAX_MATCH, starts: 'anywhere' };
}
