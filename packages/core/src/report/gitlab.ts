/** GitLab's secret-detection report, version 15: what `artifacts: reports: secret_detection` takes. */
import { createHash } from 'node:crypto';
import { ruleOf, type Finding, type NotScanned, type Severity } from '../finding.ts';
import { toJson } from './escape.ts';
import type { ReportContext, Reporter } from './report.ts';
import { HOME_PAGE, nameOf, revokeWords, titleOf, TOOL, whyWords } from './words.ts';

const SCHEMA =
  'https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v15.2.1/dist/secret-detection-report-format.json';

const SEVERITY: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

export const gitlab: Reporter = ({ findings, notScanned, stats }, context) => {
  const end = new Date();
  const start = new Date(end.getTime() - stats.ms);
  const tool = {
    id: 'staunch',
    name: TOOL,
    url: HOME_PAGE,
    vendor: { name: TOOL },
    version: context.version,
  };
  const report = {
    version: '15.2.1',
    schema: SCHEMA,
    scan: {
      analyzer: tool,
      scanner: tool,
      type: 'secret_detection',
      start_time: time(start),
      end_time: time(end),
      status: notScanned.some(({ error }) => error) ? 'failure' : 'success',
      messages: notScanned.map(message),
    },
    vulnerabilities: findings.map((finding) => vulnerability(finding, context)),
  };
  return `${toJson(report, 1)}\n`;
};

function time(date: Date): string {
  return date.toISOString().slice(0, 19);
}

function message({ path, reason, error }: NotScanned): object {
  return { level: error ? 'warn' : 'info', value: `${path}: not scanned: ${reason}` };
}

function vulnerability(finding: Finding, { rule }: ReportContext): object {
  const { path, line, endLine, commit } = finding.location;
  const title = titleOf(finding, rule);
  const id = ruleOf(finding);
  const advice = finding.rule === undefined ? undefined : revokeWords(rule(finding.rule)?.revoke);
  const why = whyWords(finding);
  return {
    id: uuid([id, path, line, finding.location.start, commit ?? '', finding.fingerprint].join('\0')),
    category: 'secret_detection',
    name: title,
    description: `${title} ${finding.mask} (${nameOf(finding)}), ${finding.confidence} confidence${why === '' ? '' : `: ${why}`}.`,
    severity: SEVERITY[finding.severity],
    ...(advice === undefined ? {} : { solution: advice }),
    // GitLab shows this as the source: the value never stands in it
    raw_source_code_extract: finding.mask,
    location: {
      file: path,
      start_line: line,
      end_line: endLine,
      commit: { sha: commit ?? '0000000' },
    },
    identifiers: [
      { type: 'staunch_rule_id', name: `Staunch rule ID ${id}`, value: id },
      { type: 'staunch_fingerprint', name: `Staunch ${finding.fingerprint}`, value: finding.fingerprint },
      { type: 'cwe', name: 'CWE-798', value: '798', url: 'https://cwe.mitre.org/data/definitions/798.html' },
    ],
  };
}

/** The same finding has the same id in every report. */
function uuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
