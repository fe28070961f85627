/** JUnit XML, as Jenkins, GitLab, Azure and CircleCI show it: a finding is a failed test. */
import { ruleOf, type Finding, type NotScanned } from '../finding.ts';
import { markup } from './markup.ts';
import type { ReportContext, Reporter } from './report.ts';
import { nameOf, revokeWords, titleOf, TOOL, whyWords } from './words.ts';

export const junit: Reporter = ({ findings, notScanned, stats }, context) => {
  const errors = notScanned.filter(({ error }) => error);
  const skipped = notScanned.filter(({ error }) => !error);
  const cases = [
    ...findings.map((finding) => failure(finding, context)),
    ...errors.map((item) => unread(item, 'error')),
    ...skipped.map((item) => unread(item, 'skipped')),
  ];
  // a suite without tests is an error to some readers
  if (findings.length + errors.length === 0)
    cases.unshift(
      `    <testcase classname="${TOOL}" name="no secrets found in ${stats.files} files"></testcase>`,
    );
  const counts = `tests="${cases.length}" failures="${findings.length}" errors="${errors.length}" skipped="${skipped.length}" time="${(stats.ms / 1000).toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${TOOL}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
};

function failure(finding: Finding, { rule }: ReportContext): string {
  const { path, line, column, commit } = finding.location;
  const title = titleOf(finding, rule);
  const place = `${path}:${line}:${column}${commit === undefined ? '' : ` in commit ${commit}`}`;
  const advice = finding.rule === undefined ? undefined : revokeWords(rule(finding.rule)?.revoke);
  const text = [
    `${finding.confidence} confidence, ${finding.severity}: ${title} (${nameOf(finding)}) ${finding.mask}`,
    finding.excerpt.text,
    ...(whyWords(finding) === '' ? [] : [`why: ${whyWords(finding)}`]),
    ...(advice === undefined ? [] : [`fix: ${advice}`]),
    `fingerprint: ${finding.fingerprint}`,
  ];
  return [
    `    <testcase classname="${markup(nameOf(finding))}" name="${markup(`${title} in ${place}`)}" file="${markup(path)}" line="${line}">`,
    `      <failure message="${markup(`${title} ${finding.mask}`)}" type="${markup(ruleOf(finding))}">${text.map(markup).join('\n')}</failure>`,
    '    </testcase>',
  ].join('\n');
}

function unread({ path, reason }: NotScanned, kind: 'error' | 'skipped'): string {
  return [
    `    <testcase classname="not scanned" name="${markup(path)}" file="${markup(path)}">`,
    `      <${kind} message="${markup(reason)}"></${kind}>`,
    '    </testcase>',
  ].join('\n');
}
