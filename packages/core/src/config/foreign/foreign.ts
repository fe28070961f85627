/** What gitleaks' and betterleaks' configuration can say beyond our own: plain data, checked, that crosses threads. */
import type { Expression } from './expr/tree.ts';

/** What a match is compared with to be let pass. Of what is empty nothing is asked. */
export interface Allowlist {
  /** `all`: every kind that is not empty must fit; else one is enough. */
  readonly all: boolean;
  /** Full commit ids, in lower case. */
  readonly commits: readonly string[];
  /** Patterns in RE2 syntax, found anywhere in the path. */
  readonly paths: readonly string[];
  readonly target: 'secret' | 'match' | 'line';
  readonly regexes: readonly string[];
  /** In lower case; found anywhere in the secret, without case. */
  readonly stopwords: readonly string[];
}

/** Another rule that must have a match nearby, in the same file. */
interface Required {
  readonly id: string;
  readonly withinLines?: number;
  readonly withinColumns?: number;
}

/** What a foreign rule has besides a pattern. */
export interface ForeignRule {
  /** The group that is the secret; 0: the first one that is not empty, or the whole match. */
  readonly secretGroup: number;
  /** The path must match too. */
  readonly path?: string;
  readonly allowlists: readonly Allowlist[];
  readonly required: readonly Required[];
  /** It is looked for on behalf of rules that require it, and not reported. */
  readonly skipReport: boolean;
  readonly tags: readonly string[];
  /** betterleaks: what is true of a match that is no finding. */
  readonly filter?: Expression;
}

/** A rule that asks for a file's path only: the file itself is the finding. */
export interface PathRule {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly allowlists: readonly Allowlist[];
}

/** What a configuration adds to rules that it does not define itself: to ours, by their ids. */
export interface Overlay {
  readonly rules: readonly string[];
  readonly path?: string;
  /** Bits a character; at most as many is too few. */
  readonly entropy?: number;
  readonly allowlists: readonly Allowlist[];
  readonly filter?: Expression;
}

/** All of it; empty where a project has no such configuration. */
export interface Foreign {
  readonly allowlists: readonly Allowlist[];
  readonly overlays: readonly Overlay[];
  readonly pathRules: readonly PathRule[];
  /** betterleaks: what is true of a file that is not looked at, and of a match that is no finding. */
  readonly prefilter?: Expression;
  readonly filter?: Expression;
  /** What the reader should know of how it was understood; no content of the file is in it. */
  readonly notes: readonly string[];
}

export const NOTHING_FOREIGN: Foreign = { allowlists: [], overlays: [], pathRules: [], notes: [] };
