/** Turns rules into what the pattern detector runs: one automaton of all keywords, and per rule how to verify a hit. */
import type { UserRule } from '../config/policy.ts';
import { INLINE_MARKERS, type InlineMarker } from '../config/inline.ts';
import type { Rule } from '../rules/kit/rule.ts';
import { buildAutomaton, type Automaton } from './automaton.ts';
import { compileBuiltIn, compileUser, type Regex } from './regex.ts';
import { fold, lengths, offsetOf, parsePattern, prefixes, type Node } from './syntax.ts';

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

export interface RuleSet {
  readonly rules: readonly CompiledRule[];
  readonly automaton: Automaton;
  /** For each keyword its length, the rules that it may belong to, and the inline comment that it is. */
  readonly keywords: readonly {
    readonly length: number;
    readonly rules: readonly number[];
    readonly marker: InlineMarker | undefined;
  }[];
  /** Users' rules without keywords: they run over every window. */
  readonly unkeyed: readonly number[];
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
    keywords: rule.keywords.map(fold),
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

export function compileRules(builtIn: readonly Rule[], user: readonly UserRule[] = []): RuleSet {
  const rules = [...builtIn.map(compileRule), ...user.map(compileUserRule)];
  const byKeyword = new Map<string, { rules: number[]; marker: InlineMarker | undefined }>();
  const slot = (keyword: string): { rules: number[]; marker: InlineMarker | undefined } => {
    let entry = byKeyword.get(keyword);
    if (!entry) byKeyword.set(keyword, (entry = { rules: [], marker: undefined }));
    return entry;
  };
  rules.forEach(({ rule }, index) => rule.keywords.forEach((keyword) => slot(keyword).rules.push(index)));
  for (const marker of INLINE_MARKERS) slot(marker.text).marker = marker;
  return {
    rules,
    automaton: buildAutomaton([...byKeyword.keys()]),
    keywords: [...byKeyword].map(([keyword, entry]) => ({ length: keyword.length, ...entry })),
    unkeyed: rules.flatMap(({ rule }, index) => (rule.keywords.length === 0 ? [index] : [])),
  };
}
