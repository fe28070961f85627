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
import type { BlobError } from './staged.ts';
import type { BlockedFindings, BlockedUnread, Judged, Obstacle, Verdict } from './verdict.ts';

export interface Display {
  readonly colour: boolean;
  /** Where in the work tree the person stands (git's GIT_PREFIX): paths are said relative to it. */
  readonly prefix: string;
}

const PLAIN: Display = { colour: false, prefix: '' };

/** More than this says no more to a person; the first ones are mended first. */
const MOST_FINDINGS = 10;
/** Names of what was not scanned. */
const MOST_NAMES = 20;

export const UNMERGED = 'it is in conflict';

const BLOB_PROBLEMS: Readonly<Record<BlobError['problem'], string>> = {
  missing: "its object is missing from git's store, or damaged",
  'not-a-blob': 'its object is not a file',
  'too-large': 'it is larger than 2 GiB',
};

export function blobProblem(problem: BlobError['problem']): string {
  return BLOB_PROBLEMS[problem];
}

export const NOT_TOLD = 'standard input does not say what is pushed';
export const LFS_ELSEWHERE = 'the object behind its git-lfs pointer is not on this machine';

export function objectsMissing(many: number): string {
  return `${count(many, 'object')} missing here: a partial clone has not fetched them, or they are damaged`;
}

/** What the hook prints; empty when there is nothing to say. It ends with a line feed. */
export function describeVerdict(verdict: Verdict, display: Display = PLAIN): string {
  const stale =
    verdict.staleRemote === undefined ? '' : `staunch: ${staleWords(printable(verdict.staleRemote))}\n`;
  if (verdict.decision === 'allow') {
    const left = verdict.notScanned.slice(0, MOST_NAMES);
    const more = verdict.notScanned.length - left.length;
    return [
      stale,
      ...left.map((item) => `staunch: not scanned: ${describeNotScanned(item, display)}\n`),
      more > 0 ? `staunch: not scanned: ${more} more\n` : '',
    ].join('');
  }
  const lines =
    verdict.reason === 'findings' ? describeFindings(verdict, display) : describeObstacle(verdict, display);
  return `${stale}${lines.join('\n')}\n`;
}

function staleWords(remote: string): string {
  return `${remote} is not what it was when its branches were fetched: everything that it may lack was looked at (git fetch --prune ${shellWord(remote)} tells what it has)`;
}

/** What is stopped, and how it is done without the gate. */
const DEEDS: Readonly<Record<Judged, { readonly stopped: string; readonly bypass: string }>> = {
  staged: { stopped: 'commit blocked', bypass: 'To commit without the check: git commit --no-verify' },
  message: { stopped: 'commit blocked', bypass: 'To commit without the check: git commit --no-verify' },
  push: { stopped: 'push blocked', bypass: 'To push without the check: git push --no-verify' },
};

export function unknownHook(name: string, known: readonly string[]): string {
  // what is no name of a hook could be anything: it is not repeated
  const shown = /^[a-z]{2,12}(?:-[a-z]{2,12}){0,3}$/.test(name) ? name : 'of this name';
  return `staunch: there is no hook ${shown}; known: ${known.join(', ')}\n`;
}

/** The hook was not called as git calls it. */
export function wrongCall(message: string, judged: Judged): string {
  const { stopped, bypass } = DEEDS[judged];
  return `staunch: ${stopped}: ${message}. ${bypass}\n`;
}

/** The last words, when even the verdict could not be reached. The error's own text may hold input: it is not said. */
export function unexpectedError(error: unknown, judged: Judged): string {
  const name = error instanceof Error ? error.name : typeof error;
  const { stopped, bypass } = DEEDS[judged];
  return `staunch: ${stopped}: an error inside staunch (${name}). ${bypass}\n`;
}

function describeFindings(verdict: BlockedFindings, display: Display): string[] {
  const { bold, danger } = styleFor(display.colour);
  const { judged, findings, oldUnread } = verdict;
  const shown = findings.slice(0, MOST_FINDINGS);
  const rest = findings.length - shown.length;
  const notScanned = verdict.notScanned.slice(0, MOST_NAMES);
  const unnamed = verdict.notScanned.length - notScanned.length;
  return [
    bold(
      danger(`staunch: ${DEEDS[judged].stopped}: ${count(findings.length, 'secret')} in ${scene(verdict)}`),
    ),
    ...shown.flatMap((finding) => ['', ...describeFinding(finding, display)]),
    ...(rest > 0 ? ['', `  … and ${rest} more`] : []),
    ...(notScanned.length > 0 ? ['', 'Not scanned:'] : []),
    ...notScanned.map((item) => `  ${describeNotScanned(item, display)}`),
    ...(unnamed > 0 ? [`  … and ${unnamed} more`] : []),
    ...(oldUnread ? ['', 'What the replaced versions held could not be read, and counts as new.'] : []),
    '',
    ...advice(verdict, display),
  ];
}

function scene({ judged, commits, tags }: BlockedFindings): string {
  if (judged === 'staged') return 'what is staged';
  if (judged === 'message') return "the commit's message";
  if (commits + tags === 0) return 'what would be sent';
  const parts = [
    ...(commits > 0 ? [count(commits, 'new commit')] : []),
    ...(tags > 0 ? [count(tags, 'tag')] : []),
  ];
  return parts.join(' and ');
}

function describeFinding(finding: Finding, display: Display): string[] {
  const { bold, dim } = styleFor(display.colour);
  const { location, mask, excerpt } = finding;
  const info = ruleInfo(ruleOf(finding));
  const place = shownPath(location.path, display);
  const at = finding.inName
    ? `${place} (in the name itself)`
    : `${place}:${location.line}:${location.column}`;
  const where = location.commit === undefined ? at : `${location.commit.slice(0, 12)} ${at}`;
  const told = finding.inName ? [] : [`    ${dim(printable(excerpt.text.trim().replaceAll('\t', ' ')))}`];
  const fix = revokeWords(info?.revoke);
  return [
    `  ${bold(where)}  ${printable(`${titleOf(finding, ruleInfo)} (${nameOf(finding)})`)}`,
    ...told,
    `    ${printable(mask)}: ${whyWords(finding)}`,
    ...(fix ? [`    ${printable(fix)}`] : []),
  ];
}

function advice(verdict: BlockedFindings, display: Display): string[] {
  const { bold } = styleFor(display.colour);
  const ways = { staged: stagedAdvice, message: messageAdvice, push: pushAdvice }[verdict.judged];
  return [bold('What to do'), ...ways(verdict, display)];
}

const REVOKE = 'Then revoke it as well: taking it out is not enough.';

function stagedAdvice({ findings, firstCommit }: BlockedFindings, display: Display): string[] {
  const files = [...new Set(findings.map(({ location }) => location.path))];
  const only = files.length === 1 ? files[0]! : undefined;
  const target = only !== undefined && isExact(only) ? shellWord(shownPath(only, display)) : 'FILE';
  const unstage = firstCommit ? `git rm --cached -- ${target}` : `git restore --staged -- ${target}`;
  const first = findings.find((finding) => !finding.inName);
  return [
    `  Take it out and stage the file again, or leave the file out:  ${unstage}`,
    `  Was it ever pushed, sent or shown? ${REVOKE}`,
    ...(first
      ? [
          `  Not a secret? Put a comment with  ${allowWords(first)}  on its line, or:`,
          `    staunch ignore ${lineWord(first, display)} --reason "…"   and then: git add :/.staunch.toml :/.staunchignore`,
        ]
      : []),
  ];
}

function messageAdvice({ findings }: BlockedFindings): string[] {
  const isOfMessage = findings.some(({ location }) => location.path === '<message>');
  return [
    isOfMessage
      ? '  Write the message anew. The one that was refused is in .git/COMMIT_EDITMSG.'
      : '  Give another name or address: git config user.name, user.email, or git commit --author=…',
    `  Was it ever pushed, sent or shown? ${REVOKE}`,
  ];
}

function pushAdvice({ findings, hasProjectKey }: BlockedFindings, display: Display): string[] {
  const first = findings[0]!;
  const inCommit = findings.find(({ location }) => location.commit !== undefined);
  const commit = inCommit?.location.commit?.slice(0, 12);
  const inFile = findings.find(({ inName, location }) => !inName && !location.path.startsWith('<'));
  const silence = inFile ? `staunch ignore ${lineWord(inFile, display)} --reason "…"` : undefined;
  const isLfs = findings.some(({ encoding }) => encoding[0] === 'git-lfs');
  return [
    `  ${isLfs ? 'git has sent nothing (lefthook may have sent files of LFS before this).' : 'Nothing was sent.'} To remove it in one more commit is not enough: the old ones go along.`,
    ...(commit === undefined
      ? ['  Delete what holds it (git tag -d NAME, git branch -m NAME), and make it anew without.']
      : [
          '  In the last commit:  take it out, git add FILE, git commit --amend',
          `  In an earlier one:   git rebase -i ${commit}^   (the very first: --root) and mark that commit with  edit`,
        ]),
    `  Has anybody seen it? ${REVOKE}`,
    ...(silence
      ? [
          `  Not a secret? A comment with  ${allowWords(inFile!)}  on its line in that commit, or:`,
          `    ${silence}   and commit .staunch.toml and .staunchignore`,
        ]
      : []),
    ...(hasProjectKey
      ? [
          `  ${silence ? 'or' : 'Not a secret? Put'} the line  ${first.fingerprint}  into .staunchignore, and commit it`,
        ]
      : []),
  ];
}

/** A managed value is allowed by its name alone. */
function allowWords(finding: Finding): string {
  return finding.item === undefined ? 'staunch:allow' : `staunch:allow ${printable(finding.item)}`;
}

function lineWord({ location }: Finding, display: Display): string {
  return isExact(location.path)
    ? shellWord(`${shownPath(location.path, display)}:${location.line}`)
    : 'FILE:LINE';
}

function describeObstacle({ judged, obstacle, notScanned }: BlockedUnread, display: Display): string[] {
  const { bold, danger } = styleFor(display.colour);
  const { why, mend } = obstacleWords(obstacle, judged);
  const { stopped, bypass } = DEEDS[judged];
  // what could not be read is why; what was left out by decision is only said
  const first = notScanned.toSorted((a, b) => Number(b.error) - Number(a.error)).slice(0, MOST_NAMES);
  const more = notScanned.length - first.length;
  return [
    bold(danger(`staunch: ${stopped}: ${why}`)),
    ...first.map((item) => `  ${describeNotScanned(item, display)}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    `${mend}${bypass}`,
  ];
}

/** One line on why, and what mends it. */
export function obstacleWords(
  obstacle: Obstacle,
  judged: Judged,
): { readonly why: string; readonly mend: string } {
  switch (obstacle.kind) {
    case 'unreadable':
      return {
        why: `not all of what ${judged === 'push' ? 'would be sent' : 'is staged'} could be read`,
        mend: '`git fsck` tells what is damaged. ',
      };
    case 'git':
      return {
        why: `git ${obstacle.command} failed: ${printable(obstacle.detail)}`,
        mend: obstacle.detail.includes('promisor')
          ? 'This clone is partial, and nothing is fetched to look at it: git fetch --refetch --no-filter gets all. '
          : '',
      };
    case 'index-missing':
      return { why: 'the index is missing', mend: '`git reset` makes it anew from HEAD. ' };
    case 'vault-missing':
      return {
        why: 'the vault whose values are looked for here is gone',
        mend: `Set STAUNCH_HOME to where it is, or put it back; no vault any more: rm ${shellWord(obstacle.marker)}. `,
      };
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
  return `${shownPath(name, display)}: ${printable(reason)}`;
}

/** Whether a path can stand in a command: nothing in it is masked or escaped, and git takes it for no pattern. */
function isExact(shown: string): boolean {
  return !/[*?[\\]|^:/.test(shown) && printable(shown) === shown;
}

function shownPath(name: string, { prefix }: Display): string {
  // what is no file's stands nowhere
  return printable(prefix === '' || name.startsWith('<') ? name : path.posix.relative(prefix, name));
}
