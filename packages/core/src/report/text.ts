/** The report for people: one paragraph a finding, what was left out, and one line that sums it up. */
import { ruleOf, type Finding, type NotScanned, type ScanResult, type Suppressed } from '../finding.ts';
import { printable } from './escape.ts';
import type { ReportContext, Reporter } from './report.ts';
import { columns, fit, styleFor, type Style } from './style.ts';
import {
  byConfidence,
  count,
  duration,
  nameOf,
  revokeWords,
  shellWord,
  size,
  SUPPRESSION,
  titleOf,
  whyWords,
} from './words.ts';

const INDENT = '    ';
/** Columns of «silence: ». */
const LABEL = 9;
/** A narrower terminal than this is taken for this wide: less shows nothing. */
const MIN_WIDTH = 40;
/** Names of what was not scanned that are given for each reason. */
const FIRST_NAMES = 3;

export const text: Reporter = (result, context) => {
  const style = styleFor(context.color);
  if (context.quiet)
    return result.findings.map((finding) => `${heading(finding, context, style)}\n`).join('');
  const advised = new Set<string>();
  const paragraphs = result.findings.map((finding) => {
    const first = !advised.has(nameOf(finding));
    advised.add(nameOf(finding));
    return findingParagraph(finding, context, style, first);
  });
  if (context.quiet)
    return result.findings.map((finding) => `${heading(finding, context, style)}\n`).join('');
  const blocks = [
    ...paragraphs,
    ...(result.findings.length > 0 ? [whatToDo(result.findings, style)] : []),
    ...(context.verbose && result.suppressed.length > 0
      ? [suppressedBlock(result.suppressed, context, style)]
      : []),
    ...(result.notScanned.length > 0 ? [notScannedBlock(result.notScanned, context, style)] : []),
    summary(result, style),
  ];
  return `${blocks.join('\n\n')}\n`;
};

function heading(finding: Finding, context: ReportContext, style: Style): string {
  const { path, line, column, commit } = finding.location;
  const at = `${style.bold(printable(path))}:${line}:${column}`;
  const grave = finding.severity === 'critical' || finding.severity === 'high';
  const belief = (grave ? style.danger : style.caution)(
    `${finding.confidence} confidence, ${finding.severity}`,
  );
  const title = printable(titleOf(finding, (id) => context.rule(id)));
  const parts = [at, belief, title, style.dim(`(${printable(nameOf(finding))})`)];
  if (commit !== undefined) parts.push(style.dim(`commit ${printable(commit.slice(0, 12))}`));
  return parts.join('  ');
}

function findingParagraph(finding: Finding, context: ReportContext, style: Style, first: boolean): string {
  const lines = [heading(finding, context, style), ...excerptLines(finding, context, style)];
  const say = (label: string, ...words: (string | undefined)[]): void =>
    words.filter(Boolean).forEach((each, index) => {
      const head = index === 0 ? style.dim(`${label}:`.padEnd(LABEL)) : ' '.repeat(LABEL);
      lines.push(`${INDENT}${head}${printable(each!)}`);
    });
  say('value', context.revealed?.(finding));
  say('session', sessionWords(finding));
  say('why', whyWords(finding));
  say('with', ...(finding.parts ?? []).map((part) => partWords(part, context)));
  if (first || context.verbose) {
    say('fix', revokeWords(context.rule(ruleOf(finding))?.revoke));
    say('silence', ...waysToSilence(finding, context.hasProjectKey));
  }
  return lines.join('\n');
}

/** The other half of a credential, and where it stands. */
function partWords(part: Finding, context: ReportContext): string {
  const title = titleOf(part, (id) => context.rule(id));
  return `${title} in line ${part.location.line}, column ${part.location.column}: ${part.mask}`;
}

/** The line of the finding around its mask, within the width; the mask inverted, or underlined where there is no colour. */
function excerptLines({ excerpt }: Finding, context: ReportContext, style: Style): string[] {
  const { text: line, mark } = excerpt;
  // tabs would move the underline; escaping comes before measuring
  const show = (part: string): string => printable(part.replaceAll('\t', '  '));
  const before = show(line.slice(0, mark.start)).trimStart();
  const marked = show(line.slice(mark.start, mark.end));
  const after = show(line.slice(mark.end)).trimEnd();
  if (before + marked + after === '') return [];
  const room = Math.max(MIN_WIDTH, context.width) - INDENT.length;
  const middle = fit(marked, room);
  const rest = Math.max(0, room - columns(middle));
  // half of what is left belongs to each side, and what one side does not need to the other
  const headRoom = Math.max(Math.floor(rest / 2), rest - columns(after));
  const head = headRoom > 0 ? fit(before, headRoom, 'end') : '';
  const tailRoom = rest - columns(head);
  const tail = tailRoom > 0 ? fit(after, tailRoom) : '';
  const shown = `${INDENT}${head}${style.mark(middle)}${tail}`;
  if (context.color || middle === '') return [shown];
  return [shown, `${INDENT}${' '.repeat(columns(head))}${'~'.repeat(columns(middle))}`];
}

/** In which of an agent's sessions it stands, and since when; empty for what is no agent's. */
function sessionWords({ agent, session, time, jsonPath }: Finding): string {
  if (agent === undefined) return '';
  return [session, time, jsonPath && `at ${jsonPath}`].filter(Boolean).join(', ');
}

/**
 * A comment and FILE:LINE need a file that is there: an old commit and a message have none. A bare fingerprint is
 * offered only where it means the same to the whole team.
 */
function waysToSilence(finding: Finding, hasProjectKey: boolean): string[] {
  const { location, fingerprint, inName } = finding;
  const { path, line, commit } = location;
  if (finding.agent !== undefined) return hasProjectKey ? [`in .staunchignore: ${fingerprint}`] : [];
  if (inName) return ['rename it: a name is seen by everybody who sees the file'];
  if (commit !== undefined || /^<.*>$/s.test(path)) {
    return hasProjectKey ? [`staunch ignore ${fingerprint} --reason "…"`] : [];
  }
  return [
    `staunch ignore ${shellWord(`${path}:${line}`)} --reason "…"`,
    `or a comment on the line: staunch:allow ${nameOf(finding)}`,
    ...(hasProjectKey ? [`or in .staunchignore: ${fingerprint}`] : []),
  ];
}

function whatToDo(findings: readonly Finding[], style: Style): string {
  const these = findings.length === 1 ? 'If it is real' : 'What is real';
  const none = findings.length === 1 ? 'If it is none' : 'What is none';
  if (findings.every(({ agent }) => agent !== undefined)) {
    return [
      style.bold('What to do'),
      `  ${these}: revoke it first; staunch state redact then takes it out of what agents keep.`,
      `  ${none}: its fingerprint in the .staunchignore of the project that you are in.`,
    ].join('\n');
  }
  return [
    style.bold('What to do'),
    `  ${these}: revoke it first, then remove it. Removing it alone leaves it in copies and in the history.`,
    `  ${none}: staunch ignore PATH:LINE --reason "…", or a comment with staunch:allow on its line.`,
  ].join('\n');
}

function suppressedBlock(suppressed: readonly Suppressed[], context: ReportContext, style: Style): string {
  const lines = suppressed.map(
    (finding) => `  ${heading(finding, context, style)}\n${INDENT}${style.dim(SUPPRESSION[finding.reason])}`,
  );
  return [style.bold(`Suppressed: ${suppressed.length}`), ...lines].join('\n');
}

/** Errors first, then the reasons with the most names. */
function notScannedBlock(
  notScanned: readonly NotScanned[],
  { verbose }: ReportContext,
  style: Style,
): string {
  const groups = new Map<string, NotScanned[]>();
  for (const entry of notScanned) {
    const key = `${entry.error ? 0 : 1}${entry.reason}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  const rank = ([first]: readonly NotScanned[]): number => (first?.error ? 0 : 1);
  const lines = [...groups.values()]
    .sort((a, b) => rank(a) - rank(b) || b.length - a.length)
    .map((group) => {
      const names = group.slice(0, verbose ? undefined : FIRST_NAMES).map(({ path }) => printable(path));
      const more = group.length - names.length;
      const reason = printable(group[0]!.reason);
      const words = `${group.length} ${group[0]!.error ? style.danger(reason) : reason}`;
      return `  ${words}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    });
  return [style.bold(`Not scanned: ${notScanned.length}`), ...lines].join('\n');
}

function summary({ findings, suppressed, notScanned, stats }: ScanResult, style: Style): string {
  const { files, bytes, ms, belowConfidence } = stats;
  const looked = `in ${count(files, 'file')}, ${size(bytes)}, ${duration(ms)}`;
  const found =
    findings.length > 0
      ? `${style.danger(`${count(findings.length, 'finding')} (${byConfidence(findings)})`)} ${looked}`
      : files === 0
        ? style.caution('Nothing was scanned')
        : `${style.calm('No secrets found')} ${looked}`;
  const left = [
    suppressed.length > 0 ? `${suppressed.length} suppressed` : '',
    belowConfidence > 0 ? `${belowConfidence} of too low confidence (--min-confidence low shows them)` : '',
    notScanned.length > 0 ? `${notScanned.length} not scanned` : '',
  ].filter(Boolean);
  return `${found}${left.length > 0 ? `; ${left.join('; ')}` : ''}.`;
}
