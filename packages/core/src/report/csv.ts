/** gitleaks' columns, RFC 4180; values are masked always: spreadsheets are mailed around. */
import { ruleOf, type Finding } from '../finding.ts';
import { NO_COMMIT } from './commit.ts';
import { printable } from './escape.ts';
import type { ReportContext, Reporter } from './report.ts';

const COLUMNS =
  'RuleID,Commit,File,SymlinkFile,Secret,Match,StartLine,EndLine,StartColumn,EndColumn,Author,Message,Date,Email,Fingerprint,Tags';

export const csv: Reporter = ({ findings }, context) =>
  [COLUMNS, ...findings.map((finding) => row(finding, context)), ''].join('\n');

function row(finding: Finding, { rule, commits }: ReportContext): string {
  const { path, line, endLine, column, endColumn, commit = '' } = finding.location;
  const { author, message, date, email } = commits?.get(commit) ?? NO_COMMIT;
  const id = ruleOf(finding);
  const tags = (rule(id)?.tags ?? []).join(' ');
  const cells = [id, commit, path, '', finding.mask, finding.mask, line, endLine, column];
  return [...cells, Math.max(endColumn - 1, 1), author, message, date, email, finding.fingerprint, tags]
    .map(cell)
    .join(',');
}

/** A text that a spreadsheet would take for a formula gets a quote before it. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = printable(value).replace(/^(?=[=+\-@])/, "'");
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
