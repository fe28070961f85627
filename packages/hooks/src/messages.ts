/** All words of the gate. What it decides is data; this is the one place that says it to a person. */
import path from 'node:path';
import { ruleInfo, type Evidence, type Finding, type NotScanned } from '@staunch/core';
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
  return `staunch: there is no hook ${printable(name) || '(no name given)'}; known: ${known.join(', ')}\n`;
}

/** The last words, when even the verdict could not be reached. The error's own text may hold input: it is not said. */
export function unexpectedError(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  return `staunch: commit blocked: an error inside staunch (${name}). To commit without the check: git commit --no-verify\n`;
}

function describeFindings(verdict: BlockedFindings, display: Display): string[] {
  const { bold, red } = styles(display);
  const { findings, notScanned, oldUnread } = verdict;
  const shown = findings.slice(0, MOST_FINDINGS);
  const rest = findings.length - shown.length;
  return [
    bold(red(`staunch: commit blocked: ${count(findings.length, 'secret')} in what is staged`)),
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
  const { bold, dim } = styles(display);
  const { rule, location, mask, encoding, evidence, excerpt } = finding;
  const info = ruleInfo(rule);
  const place = shownPath(location.path, display);
  const where = isInName(finding)
    ? `${place} (in the name itself)`
    : `${place}:${location.line}:${location.column}`;
  const told = isInName(finding) ? [] : [`    ${dim(printable(excerpt.text.trim().replaceAll('\t', ' ')))}`];
  const how = encoding.length > 0 ? `, encoded as ${encoding.join(' in ')}` : '';
  return [
    `  ${bold(where)}  ${info ? `${info.title} (${rule})` : rule}`,
    ...told,
    `    ${printable(mask)}${how}: ${evidence.map(describeEvidence).join(', ')}`,
    ...(info
      ? [`    ${/^https?:\S+$/.test(info.revoke) ? `revoke it at ${info.revoke}` : info.revoke}`]
      : []),
  ];
}

function describeEvidence(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'prefix':
    case 'marker':
      return 'only this kind of credential looks so';
    case 'structure':
      return 'it has the structure of one';
    case 'project':
      return 'a rule of this project';
    case 'context':
      return 'the text around it names the service';
    case 'assignment':
      return 'a random value with a telling name';
    case 'entropy':
      return `${evidence.bitsPerChar} bits of entropy per character`;
    case 'validity':
      return {
        valid: 'its checksum is right',
        invalid: 'its checksum is wrong',
        expired: 'it has expired',
        encrypted: 'it needs a passphrase',
      }[evidence.validity];
  }
}

function advice({ findings, firstCommit }: BlockedFindings, display: Display): string[] {
  const { bold } = styles(display);
  const files = [...new Set(findings.map(({ location }) => location.path))];
  const only = files.length === 1 ? files[0]! : undefined;
  const target = only !== undefined && isExact(only) ? shellWord(shownPath(only, display)) : 'FILE';
  const unstage = firstCommit ? `git rm --cached -- ${target}` : `git restore --staged -- ${target}`;
  const first = findings.find((finding) => !isInName(finding));
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
  const { bold, red } = styles(display);
  const { why, mend } = wordsFor(obstacle);
  return [
    bold(red(`staunch: commit blocked: ${why}`)),
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

/** The excerpt of a finding in a file's name is that name. */
function isInName({ excerpt, location }: Finding): boolean {
  return excerpt.text === location.path;
}

/** Whether a path can stand in a command: nothing in it is masked or escaped, and git takes it for no pattern. */
function isExact(shown: string): boolean {
  return !/[*?[\\]|^:/.test(shown) && printable(shown) === shown;
}

function shownPath(name: string, { prefix }: Display): string {
  return printable(prefix === '' ? name : path.posix.relative(prefix, name));
}

/** Control characters could move the cursor or colour the terminal, and some make text run backwards. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0)!;
    return character === '\n' ? '\\n' : character === '\t' ? '\\t' : `\\u{${code.toString(16)}}`;
  });
}

function shellWord(text: string): string {
  return /^[\w./@%+=,:][\w./@%+=,:-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function styles({ colour }: Display): Record<'bold' | 'red' | 'dim', (text: string) => string> {
  const style = (code: number) => (text: string) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
  return { bold: style(1), red: style(31), dim: style(2) };
}
