/** Workflow commands of GitHub Actions: a finding stands at its line in the pull request. */
import type { Finding, NotScanned, Severity } from '../finding.ts';
import { printable } from './escape.ts';
import type { ReportContext, Reporter } from './report.ts';
import { nameOf, revokeWords, titleOf, whyWords } from './words.ts';

const LEVEL: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
};

export const github: Reporter = (result, context) => {
  const { findings, notScanned } = result;
  const lines = [
    ...findings.map((finding) => annotation(finding, context)),
    ...notScanned.filter(({ error }) => error).map(unread),
  ];
  const sum = `staunch: ${findings.length} found, ${result.suppressed.length} silenced, ${notScanned.length} not scanned`;
  return `${[...lines, sum].join('\n')}\n`;
};

function annotation(finding: Finding, { rule }: ReportContext): string {
  const { path, line, endLine, column, endColumn, commit } = finding.location;
  const title = titleOf(finding, rule);
  const advice = finding.rule === undefined ? undefined : revokeWords(rule(finding.rule)?.revoke);
  const message = [
    `${finding.mask} (${nameOf(finding)}), ${finding.confidence} confidence`,
    ...(whyWords(finding) === '' ? [] : [`Why: ${whyWords(finding)}`]),
    ...(advice === undefined ? [] : [`Fix: ${advice}`]),
    ...(commit === undefined ? [] : [`Commit: ${commit}`]),
  ];
  // GitHub takes columns only where a finding is on one line
  const columns = line === endLine ? `,col=${column},endColumn=${endColumn}` : '';
  const place = `file=${property(path)},line=${line},endLine=${endLine}${columns}`;
  return `::${LEVEL[finding.severity]} ${place},title=${property(title)}::${message.map(data).join('%0A')}`;
}

function unread({ path, reason }: NotScanned): string {
  return `::warning file=${property(path)},title=Not scanned::${data(reason)}`;
}

function data(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
