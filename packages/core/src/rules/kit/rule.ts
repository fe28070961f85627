import type { Confidence, Severity, Validity } from '../../finding.ts';
import type { Sample } from './sample.ts';

/**
 * One kind of credential: what it looks like, why a match is believed, what to do when it leaked, and the samples
 * that prove all of this (`staunch rules check`). A rule is ten lines in its vendor's file.
 */
export interface Rule {
  /** Unique, lower case, vendor first: `github-pat`. */
  readonly id: string;
  /** The ids that other scanners give to the same credential, so that their ignore files and configurations match. */
  readonly aliases?: readonly string[];
  /** What a person calls it: «GitHub personal access token». */
  readonly title: string;
  /**
   * Source of a regular expression in the subset that RE2 and JavaScript share: no lookaround, no back-reference,
   * counts up to 1000. It is matched against bytes, one character a byte. Exactly one group, `(?<secret>…)`, is the
   * secret.
   */
  readonly pattern: string;
  readonly ignoreCase?: boolean;
  /**
   * Literals, in lower case, at least one of which stands in every match of `pattern` (compared without case). The
   * compiler proves from the pattern where they stand; a keyword at the start of the match is the fastest.
   */
  readonly keywords: readonly string[];
  /** One of these words, in lower case, must stand within `within` bytes before the match. */
  readonly near?: { readonly words: readonly string[]; readonly within: number };
  /**
   * Insides of character classes that may not stand directly before or after the match; both are `A-Za-z0-9` unless
   * said, and '' allows everything. An escape (`\n`, `%3D`, `\u003d`) before the match is no part of a word.
   */
  readonly edges?: { readonly before?: string; readonly after?: string };
  /** The longest match in bytes, for a pattern that has no bound of its own; at most 65536. */
  readonly maxLength?: number;
  /** Bits per character that the secret must have at least (Shannon, over the secret itself). */
  readonly entropy?: number;
  /** Judges the secret offline; undefined when it cannot say. It must not throw. */
  readonly validate?: (secret: string) => Validity | undefined;
  /**
   * What makes a match precise: a `prefix` or `marker` that only this vendor uses, a `structure` that parses, a
   * `context` that names the vendor, or no more than the `assignment` of a random value to a telling name, the `form`
   * that many vendors give their tokens, a random value beside the name of any `vendor`. A `project` knows best itself
   * what its own rules find.
   */
  readonly evidence:
    'prefix' | 'marker' | 'structure' | 'project' | 'context' | 'form' | 'vendor' | 'assignment';
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Where the format is documented. */
  readonly reference: string;
  /** Where the credential is revoked, or one sentence on how. */
  readonly revoke: string;
  /** Texts that each hold exactly one finding of this rule. Built, never written out: no token stands in the code. */
  readonly examples: (sample: Sample) => readonly string[];
  /** Texts in which this rule must not fire. */
  readonly counterExamples?: (sample: Sample) => readonly string[];
}
