import type { Finding, ScanResult } from '../finding.ts';
import type { RuleInfo } from '../catalogue/info.ts';
import type { Commit } from './commit.ts';

export type { Commit, RuleInfo };

export interface ReportContext {
  /** Whether the reader is a terminal that shows colour. */
  readonly color: boolean;
  readonly version: string;
  /** Columns of the terminal, or what a log reads well at. */
  readonly width: number;
  /** Undefined for a rule that is not known here any more. */
  rule(id: string): RuleInfo | undefined;
  /** With --reveal only: the raw value of a finding. */
  readonly revealed?: (finding: Finding) => string | undefined;
  /** By full id, of findings in history; for the formats that tell of commits. */
  readonly commits?: ReadonlyMap<string, Commit>;
  /** Where the repository is fetched from. */
  readonly remote?: string | undefined;
  /** Fingerprints are the same for the whole team, so that one alone can be offered as an ignore. */
  readonly hasProjectKey: boolean;
  /** Findings only. */
  readonly quiet: boolean;
  /** Every name instead of the first ones, and what was suppressed. */
  readonly verbose: boolean;
}

/**
 * Renders a whole result. The text ends in a newline or is empty. It holds a value only where `revealed` gives one,
 * and no control character that came from what was scanned.
 */
export type Reporter = (result: ScanResult, context: ReportContext) => string;
