import { ruleOf, type Finding } from '../finding.ts';
import { toJson } from './escape.ts';
import type { ReportContext, Reporter } from './report.ts';
import { titleOf } from './words.ts';

/**
 * gitleaks' JSON report, with the fields and the order of gitleaks 8.30. Columns count from 1 and `EndColumn` is that
 * of the last character. gitleaks itself counts one more on every line but the first, which is a bug that nothing
 * that reads its reports relies on; and it gives the place of the whole match, we that of the secret.
 */
export const gitleaks: Reporter = ({ findings }, context) =>
  `${toJson(
    // each half of a credential is an entry of its own: who reads these reports looks for `Secret` in the file
    findings.flatMap((finding) => [finding, ...(finding.parts ?? [])].map((each) => toEntry(each, context))),
    1,
  )}\n`;

function toEntry(finding: Finding, { rule, revealed }: ReportContext): object {
  const { location } = finding;
  const secret = revealed?.(finding) || finding.mask;
  const entropy = finding.evidence.find((each) => each.kind === 'entropy');
  return {
    RuleID: ruleOf(finding),
    Description: titleOf(finding, rule),
    StartLine: location.line,
    EndLine: location.endLine,
    StartColumn: location.column,
    EndColumn: Math.max(location.endColumn - 1, 1),
    Match: secret,
    Secret: secret,
    File: location.path,
    SymlinkFile: '',
    Commit: location.commit ?? '',
    Entropy: entropy?.kind === 'entropy' ? entropy.bitsPerChar : 0,
    Author: '',
    Email: '',
    Date: '',
    Message: '',
    Tags: [...(rule(ruleOf(finding))?.tags ?? [])],
    Fingerprint: finding.fingerprint,
  };
}
