import type { Span } from './span.ts';
import type { RuleShape } from './engine/shape.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low';
export type Confidence = 'high' | 'medium' | 'low';

/**
 * What an offline look at the secret itself says: `valid` its checksum or structure is right, `invalid` it is wrong,
 * `expired` it is well-formed and its own date has passed, `encrypted` it is a key that needs a passphrase.
 * None of them says that a server would accept it.
 */
export type Validity = 'valid' | 'invalid' | 'expired' | 'encrypted';

/** Why a finding is believed; worded by the reports. */
export type Evidence =
  | {
      readonly kind:
        'prefix' | 'marker' | 'structure' | 'project' | 'context' | 'form' | 'vendor' | 'assignment';
    }
  /** It is a value of the vault; a retired one was rotated or removed there. */
  | { readonly kind: 'managed'; readonly retired: boolean }
  | { readonly kind: 'validity'; readonly validity: Validity }
  | { readonly kind: 'entropy'; readonly bitsPerChar: number };

/**
 * A match of a detector. It holds the raw value and so never leaves core: everybody else gets a Finding.
 * All text in it is Latin-1: one character a byte of the view that was searched.
 */
export interface Match {
  readonly detector: 'pattern';
  readonly rule: RuleShape;
  /** The secret in the source's bytes. */
  readonly span: Span;
  /** The whole match of the rule's pattern in the source's bytes; it contains `span`. */
  readonly whole: Span;
  /** The secret. */
  readonly value: string;
  /** The text of the whole match. */
  readonly text: string;
  /** At most 256 bytes before and after the secret, cut at line ends. */
  readonly before: string;
  readonly after: string;
  /** The path of decoders that led to the secret, outermost first; empty for text as it stands in the source. */
  readonly encoding: readonly string[];
  /** What a report calls the fragment, for filters that judge by place. */
  readonly path: string;
  readonly validity: Validity | undefined;
}

/** Lines and columns count from 1, columns in UTF-16 units; `endColumn` is exclusive; offsets are bytes. */
export interface Location extends Span {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly commit?: string;
}

/** What everybody outside core gets. There is no raw field: what runs after the scan cannot leak what it never had. */
export interface Finding {
  readonly detector: 'pattern' | 'managed';
  /** The rule's id; of a managed value the one that knows it by its form too, if any. */
  readonly rule?: string;
  /** The vault item's name, of a managed value. */
  readonly item?: string;
  readonly location: Location;
  /** At most a public prefix of 5 characters, and the length. */
  readonly mask: string;
  readonly encoding: readonly string[];
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly validity?: Validity;
  readonly evidence: readonly Evidence[];
  readonly fingerprint: string;
  /** The line that it stands on, cut to a readable width, with the whole span of every match masked. */
  readonly excerpt: Excerpt;
  /** It stands in the name of the fragment, not in its content; the location is that name, masked. */
  readonly inName?: true;
  /** Of a credential of two halves: the ID that belongs to the secret, and what else stands with them. */
  readonly parts?: readonly Finding[];
  /** The agent in whose state it lies. */
  readonly agent?: string;
  /** The title of the agent's session, masked; its id where it has no title. */
  readonly session?: string;
  /** When that was written: ISO 8601, in UTC. */
  readonly time?: string;
  /** Where in a JSON document or line it stands, masked: `message.content[0].text`. */
  readonly jsonPath?: string;
}

/** What stands for a rule where a report needs one and the finding is a managed value of no known form. */
export const MANAGED_RULE = 'managed-value';

export function ruleOf({ rule }: Finding): string {
  return rule ?? MANAGED_RULE;
}

export interface Excerpt {
  readonly text: string;
  /** Where this finding's mask stands in `text`, in UTF-16 units. */
  readonly mark: Span;
}

/**
 * Who decided that a finding is not reported. `belongs`: it is a credential in its own place. `signature`: it only looks
 * like a credential, inside of a signature.
 */
export type SuppressionReason = 'inline' | 'ignore' | 'baseline' | 'belongs' | 'signature';

export interface Suppressed extends Finding {
  readonly reason: SuppressionReason;
}

/**
 * Something that was asked for and not looked at. `error` means that it could not be read, and makes the run end
 * with exit code 2; the others are left out by decision and only counted and named.
 */
export interface NotScanned {
  readonly path: string;
  readonly reason: string;
  readonly error: boolean;
  /** `budget`: there was more to decode than one file may cost. `format`: nothing here can open it. */
  readonly cause?: 'budget' | 'format';
}

export interface ScanStats {
  readonly files: number;
  readonly bytes: number;
  readonly ms: number;
  /** Findings below the asked confidence; they are not in the result. */
  readonly belowConfidence: number;
}

export interface ScanResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly notScanned: readonly NotScanned[];
  readonly stats: ScanStats;
}
