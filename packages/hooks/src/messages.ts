/** All words of the gate. What it decides is data; this is the one place that says it to a person. */
import path from 'node:path';
import {
  count,
  nameOf,
  printable,
  revokeWords,
  ruleInfo,
  ruleOf,
  shellWord,
  styleFor,
  titleOf,
  whyWords,
} from '@staunch/core';
import type { Finding, NotScanned } from '@staunch/core';
import type { BlockedFindings, BlockedUnread, Obstacle, Verdict } from './gate.ts';
import type { BlobError } from './staged.ts';

export interface Display {
  readonly colour: boolean;
  /** Where in the work tree the person stands (git's GIT_PREFIX): paths are said relative to it. */
  readonly prefix: string;
}

/** More than this says no more to a person; the first ones are mended first. */
const MOST_FINDINGS = 10;

export const UNMERGED = 'it is in conflict';

const BLOB_PROBLEMS: Readonly<Record<BlobError['problem'], string>> = {
  missing: "its object is missing from git's store, or damaged",
  'not-a-blob': 'its object is not a file',
  'too-large': 'it is larger than 2 GiB',
};

export function blobProblem(problem: BlobError['problem']): string {
  return BLOB_PROBLEMS[problem];
}

/** What the hook prints; empty when there is nothing to say. It ends with a line feed. */
export function describeVerdict(verdict: Verdict, display: Display): string {
  if (verdict.decision === 'allow') {
    return verdict.notScanned
      .map((item) => `staunch: not scanned: ${describeNotScanned(item, display)}\n`)
      .join('');
  }
  const lines =
    verdict.reason === 'findings' ? describeFindings(verdict, display) : describeObstacle(verdict, display);
  return lines.join('\n') + '\n';
}

export function unknownHook(name: string, known: readonly string[]): string {
  // what is no name of a hook could be anything: it is not repeated
  const shown = /^[a-z]{2,12}(?:-[a-z]{2,12}){0,3}$/.test(name) ? name : 'of this name';
  return `staunch: there is no hook ${shown}; known: ${known.join(', ')}\n`;
}

/** The last words, when even the verdict could not be reached. The error's own text may hold input: it is not said. */
export function unexpectedError(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return `staunch: commit blocked: an error inside staunch (${name}). To commit without the check: git commit --no-verify\n`;
}

function describeFindings(verdict: BlockedFindings, display: Display): string[] {
  const { bold, danger } = styleFor(display.colour);
  const { findings, notScanned, oldUnread } = verdict;
  const shown = findings.slice(0, MOST_FINDINGS);
  const rest = findings.length - shown.length;
  return [
    bold(danger(`staunch: commit blocked: ${count(findings.length, 'secret')} in what is staged`)),
    ...shown.flatMap((finding) => ['', ...describeFinding(finding, display)]),
    ...(rest > 0 ? ['', `  … and ${rest} more`] : []),
    ...(notScanned.length > 0 ? ['', 'Not scanned:'] : []),
    ...notScanned.map((item) => `  ${describeNotScanned(item, display)}`),
    ...(oldUnread ? ['', 'What the replaced versions held could not be read, and counts as new.'] : []),
    '',
    ...advice(verdict, display),
  ];
}

function describeFinding(finding: Finding, display: Display): string[] {
  const { bold, dim } = styleFor(display.colour);
  const { location, mask, excerpt } = finding;
  const info = ruleInfo(ruleOf(finding));
  const place = shownPath(location.path, display);
  const where = finding.inName
    ? `${place} (in the name itself)`
    : `${place}:${location.line}:${location.column}`;
  const told = finding.inName ? [] : [`    ${dim(printable(excerpt.text.trim().replaceAll('\t', ' ')))}`];
  const fix = revokeWords(info?.revoke);
  return [
    `  ${bold(where)}  ${printable(`${titleOf(finding, ruleInfo)} (${nameOf(finding)})`)}`,
    ...told,
    `    ${printable(mask)}: ${whyWords(finding)}`,
    ...(fix ? [`    ${printable(fix)}`] : []),
  ];
}

function advice({ findings, firstCommit }: BlockedFindings, display: Display): string[] {
  const { bold } = styleFor(display.colour);
  const files = [...new Set(findings.map(({ location }) => location.path))];
  const only = files.length === 1 ? files[0]! : undefined;
  const target = only !== undefined && isExact(only) ? shellWord(shownPath(only, display)) : 'FILE';
  const unstage = firstCommit ? `git rm --cached -- ${target}` : `git restore --staged -- ${target}`;
  const first = findings.find((finding) => !finding.inName);
  const line =
    first && isExact(first.location.path)
      ? `${shownPath(first.location.path, display)}:${first.location.line}`
      : 'FILE:LINE';
  return [
    bold('What to do'),
    `  Take it out and stage the file again, or leave the file out:  ${unstage}`,
    '  Was it ever pushed, sent or shown? Then revoke it as well: taking it out is not enough.',
    ...(first
      ? [
          '  Not a secret? Put a comment with  staunch:allow  on its line, or:',
          `    staunch ignore ${shellWord(line)} --reason "…"   and then: git add :/.staunch.toml :/.staunchignore`,
        ]
      : []),
  ];
}

function describeObstacle({ obstacle, notScanned }: BlockedUnread, display: Display): string[] {
  const { bold, danger } = styleFor(display.colour);
  const { why, mend } = wordsFor(obstacle);
  return [
    bold(danger(`staunch: commit blocked: ${why}`)),
    ...notScanned.map((item) => `  ${describeNotScanned(item, display)}`),
    `${mend}To commit without the check: git commit --no-verify`,
  ];
}

/** One line on why, and what mends it. */
function wordsFor(obstacle: Obstacle): { readonly why: string; readonly mend: string } {
  switch (obstacle.kind) {
    case 'unreadable':
      return { why: 'not all of what is staged could be read', mend: '`git fsck` tells what is damaged. ' };
    case 'git':
      return { why: `git ${obstacle.command} failed: ${printable(obstacle.detail)}`, mend: '' };
    case 'index-missing':
      return { why: 'the index is missing', mend: '`git reset` makes it anew from HEAD. ' };
    case 'user':
      return { why: obstacle.message, mend: obstacle.hint === undefined ? '' : `${obstacle.hint}. ` };
    case 'internal': {
      const { name, message, at } = obstacle;
      return {
        why: `an error inside staunch (${[name, printable(message)].filter(Boolean).join(': ')}${at === undefined ? '' : `, at ${at}`})`,
        mend: 'Install it again; if that does not help, please report it. ',
      };
    }
  }
}

function describeNotScanned({ path: name, reason }: NotScanned, display: Display): string {
  return `${shownPath(name, display)}: ${reason}`;
}

/** Whether a path can stand in a command: nothing in it is masked or escaped, and git takes it for no pattern. */
function isExact(shown: string): boolean {
  return !/[*?[\\]|^:/.test(shown) && printable(shown) === shown;
}

function shownPath(name: string, { prefix }: Display): string {
  return printable(prefix === '' ? name : path.posix.relative(prefix, name));
}
