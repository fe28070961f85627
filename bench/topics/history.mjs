// All commits of a repository, beside git's own reader of objects.
import path from 'node:path';
import { historyRepository } from '../history-repository.mjs';
import { git } from '../git.mjs';
import { hold } from '../contest.mjs';
import { contestBars, contestTable } from '../contest-table.mjs';
import { cache, temporary } from '../paths.mjs';
import { TOOLS } from '../peers/index.mjs';
import { MB } from '../table.mjs';

const COMMITS = 10_000;
const QUICK_COMMITS = 200;

/** Every object out of the store and away: no reader of history can be faster. @type {import('../peers/tool.mjs').Tool} */
const catFile = {
  name: 'git cat-file',
  version: 'all objects',
  kind: 'limit',
  install: () => [
    'sh',
    '-c',
    'git -C "$1" cat-file --batch-all-objects --buffer --unordered --batch > /dev/null',
    'sh',
  ],
  history: ({ target }) => [target],
  codes: [0],
  result: () => ({}),
};

/** What the tools that read differences have to read. @type {import('../peers/tool.mjs').Tool} */
const logPatches = {
  name: 'git log',
  version: '-p',
  kind: 'limit',
  install: () => ['sh', '-c', 'git -C "$1" log -p --all -U0 --full-history > /dev/null', 'sh'],
  history: ({ target }) => [target],
  codes: [0],
  result: () => ({}),
};

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchHistory(options) {
  const { keep, quick, repository, say } = options;
  const work = temporary(path.join(cache, 'history-'), keep);
  say('history: making the repository, once');
  const target = repository
    ? path.resolve(repository)
    : await historyRepository(quick ? QUICK_COMMITS : COMMITS);
  const small = await historyRepository(20);
  const { count, bytes } = objectsOf(target);
  const tools = [catFile, logPatches, ...TOOLS];
  const { rows, outcomes } = await hold({ kind: 'history', tools, target, small, work }, options);
  const commits = git(target, ['rev-list', '--all', '--count']).trim();
  return {
    text: [
      `${commits} commits, ${count} objects, ${(bytes / MB).toFixed(1)} MB of them unpacked${repository ? ' (a repository of the user)' : ' (made of the corpus by `bench/history-repository.mjs`)'}, all cores. MB/s is of these; who reads differences reads less.`,
      contestTable(rows, outcomes, bytes),
    ].join('\n\n'),
    failed: rows.some((row) => row.tool.kind === 'self' && outcomes.get(row)?.failure),
    panel: { title: 'Git history', bars: contestBars(rows, outcomes, bytes, { isWhole: false }) },
  };
}

/** @param {string} repository */
function objectsOf(repository) {
  const sizes = git(repository, [
    'cat-file',
    '--batch-all-objects',
    '--batch-check=%(objectsize)',
    '--unordered',
  ])
    .trim()
    .split('\n');
  return { count: sizes.length, bytes: sizes.reduce((sum, size) => sum + Number(size), 0) };
}
