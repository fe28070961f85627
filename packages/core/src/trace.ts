/** What became of everything that a rule matched, also of what is not reported: for `staunch explain`. */
import type { Confidence, Location, SuppressionReason, Validity } from './finding.ts';

/**
 * Why something is reported or not: `reported`; `below` is hidden for its confidence; `filtered` was dropped by a
 * filter; `overlapped` stands in what another rule or the vault says better; the others silence a finding.
 */
export type Outcome = 'reported' | 'below' | 'filtered' | 'overlapped' | SuppressionReason;

/** What a filter has against a match, by the filter's name. */
interface TracedObjection {
  readonly filter: string;
  readonly weight: 'drop' | 'doubt';
  readonly reason: string;
}

/** One match and what was decided of it. It holds no part of the value, like a finding. */
export interface Decision {
  readonly outcome: Outcome;
  readonly rule?: string;
  readonly item?: string;
  readonly location: Location;
  readonly mask: string;
  readonly encoding: readonly string[];
  /** What the rule's matches are believed, before anything is judged. */
  readonly base: Confidence;
  readonly confidence: Confidence;
  readonly validity?: Validity;
  readonly objections: readonly TracedObjection[];
  /** From here on findings are shown. */
  readonly least: Confidence;
  /** Who decided: the rule or item that stands in its place, the glob, the fingerprint, the comment. */
  readonly by?: string;
  readonly fingerprints: readonly string[];
}
