/** What the engine and the filters need to know of a rule: plain data, computed once, at build time for our own. */
import type { UserRule } from '../config/policy.ts';
import type { Rule } from '../rules/kit/rule.ts';
import { headOf, type Head } from './head.ts';
import type { Edges } from './regex.ts';
import { runOf } from './run.ts';
import type { ForeignRule } from '../config/foreign/foreign.ts';
import {
  anchorOf,
  groupPrefix,
  lengths,
  offsetOf,
  parsePattern,
  parseUserPattern,
  prefixes,
  PatternSyntaxError,
  type Anchor,
  type Node,
} from './syntax.ts';

/** The longest match, in bytes; also how far the windows of a large file overlap. */
export const MAX_MATCH = 65_536;

/** More of a value than this is never shown. */
const PUBLIC_PREFIX = 5;

export interface RuleShape extends Pick<
  Rule,
  'id' | 'pattern' | 'keywords' | 'evidence' | 'severity' | 'confidence' | 'near' | 'entropy'
> {
  readonly aliases: readonly string[];
  readonly ignoreCase: boolean;
  /** The literal that every secret starts with, as far as it may be shown: part of the format, and so public. */
  readonly prefix: string;
  /** Whether the rule can judge a secret offline. */
  readonly validates: boolean;
  /** Undefined for a user's rule: of that, `user` tells what is known. */
  readonly proof: Proof | undefined;
  readonly user?: UserShape;
}

/** What is proved of a user's rule, and what another scanner's configuration says of it. */
export interface UserShape {
  /** Where its matches can be; undefined where nothing is proved: then it is tried on whole windows. */
  readonly anchor: Placed | undefined;
  readonly foreign: ForeignRule | undefined;
}

/** An anchor, and how long a match can be: Infinity where there is no bound. */
export interface Placed extends Anchor {
  readonly reach: number;
}

/** The shapes of a list of rules, by number: those of our own are read from the build's file one by one. */
export interface Shapes {
  readonly length: number;
  at(index: number): RuleShape;
}

export function shapeList(shapes: readonly RuleShape[]): Shapes {
  return { length: shapes.length, at: (index) => shapes[index]! };
}

/** Where matches of a rule can stand, proved from its pattern. */
export interface Proof {
  readonly edges: Edges;
  /** The shortest and the longest match in bytes. */
  readonly shortest: number;
  readonly reach: number;
  /** Whether the pattern itself ends a match there, and not `maxLength`. */
  readonly bounded: boolean;
  /** How far before the start of a keyword's hit a match can start. */
  readonly least: number;
  readonly most: number;
  readonly head: Head;
  /** Length of a run of token bytes that every match contains; 0 when none is certain (run.ts). */
  readonly run: number;
  /** What may not stand before a match, as flags of bytes; undefined when anything may. */
  readonly before: Uint8Array | undefined;
}

export function edgesOf(rule: Pick<Rule, 'edges'>): Edges {
  return { before: rule.edges?.before ?? 'A-Za-z0-9', after: rule.edges?.after ?? 'A-Za-z0-9' };
}

/**
 * Where matches start, as distance before the hits of the rule's keywords; undefined when the pattern does not prove
 * that one of the keywords stands in every match.
 */
export function proveKeywords(rule: Rule, node: Node): { min: number; max: number } | undefined {
  const heads = prefixes(node);
  if (heads.every((head) => rule.keywords.some((keyword) => head.startsWith(keyword))))
    return { min: 0, max: 0 };
  const [keyword, ...more] = rule.keywords;
  return keyword !== undefined && more.length === 0 ? offsetOf(node, keyword) : undefined;
}

function prove(rule: Rule, node: Node): Proof {
  const starts = proveKeywords(rule, node);
  if (!starts) throw new Error(`${rule.id}: the pattern does not prove that a keyword stands in every match`);
  const edges = edgesOf(rule);
  const before = edges.before === '' ? undefined : parsePattern(`[${edges.before}]`);
  const { min, max } = lengths(node);
  return {
    edges,
    shortest: min,
    reach: Math.min(rule.maxLength ?? max, MAX_MATCH),
    bounded: max <= (rule.maxLength ?? MAX_MATCH),
    least: starts.min,
    most: starts.max,
    head: headOf(node, rule.ignoreCase ?? false),
    run: runOf(node),
    before: before?.kind === 'class' ? before.bytes : undefined,
  };
}

/** Throws when the rule cannot be proved. */
export function shapeOf(rule: Rule): RuleShape {
  const { id, aliases = [], pattern, keywords, ignoreCase = false, near, entropy } = rule;
  const { evidence, severity, confidence } = rule;
  const node = parsePattern(pattern);
  return {
    id,
    aliases,
    pattern,
    keywords,
    ignoreCase,
    evidence,
    severity,
    confidence,
    ...(near === undefined ? {} : { near }),
    ...(entropy === undefined ? {} : { entropy }),
    prefix: ignoreCase
      ? ''
      : groupPrefix(node, 'secret')
          .slice(0, PUBLIC_PREFIX)
          .replace(/[^\x21-\x7e]/g, ''),
    validates: rule.validate !== undefined,
    proof: prove(rule, node),
  };
}

/** The anchor that a user's pattern proves, from its syntax tree; undefined where it proves none. */
export function userAnchor({
  pattern,
  ignoreCase,
}: Pick<UserRule, 'pattern' | 'ignoreCase'>): Placed | undefined {
  try {
    return anchorOf(parseUserPattern(pattern, ignoreCase));
  } catch (error) {
    if (!(error instanceof PatternSyntaxError)) throw error;
    return undefined;
  }
}

/** Characters of anchors that all users' rules may have together; rules beyond are tried on whole windows. */
const MOST_ANCHOR_TEXT = 60_000;

export function shapesOfUserRules(rules: readonly UserRule[]): RuleShape[] {
  let left = MOST_ANCHOR_TEXT;
  return rules.map(({ foreign, ...rule }) => {
    const anchor = userAnchor(rule);
    const size = anchor?.literals.reduce((sum, { length }) => sum + length, 0) ?? 0;
    const fits = size <= left;
    if (fits) left -= size;
    return {
      ...rule,
      aliases: [],
      evidence: 'project',
      prefix: '',
      validates: false,
      proof: undefined,
      user: { anchor: fits ? anchor : undefined, foreign },
    };
  });
}
