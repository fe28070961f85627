// The pre-commit hook on 12 staged files, called as git calls it, above the time that node needs to start at all.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { typicalSources } from './corpus.mjs';
import { environment, interleave, lastLine, measure, median } from './measure.mjs';
import { staunch, temporary } from './paths.mjs';
import { gitleaks } from './peers.mjs';
import { figure, range, table } from './table.mjs';

const STAGED = 12;

/**
 * @typedef {{ name: string, run: () => Promise<import('./measure.mjs').Sample> }} Row
 */

/**
 * @param {import('./directory.mjs').Options} options
 * @returns {Promise<{ text: string, failed: boolean }>}
 */
export async function benchHook({ runs, only, keep, say }) {
  const repository = temporary(path.join(os.tmpdir(), 'staunch-bench-'), keep);
  if (keep) say(`the repository stays in ${repository}`);
  const bytes = stage(repository);
  /** @type {Row} */
  const node = { name: 'bare node', run: () => called([process.execPath, '-e', '0'], repository) };
  /** @type {Row} */
  const hook = { name: 'Staunch', run: attempt(() => [installHook(repository)], repository) };
  /** @type {Row} */
  const peer = {
    name: `gitleaks ${gitleaks.version}`,
    run: attempt(
      () => [...gitleaks.install(), 'git', '--pre-commit', '--staged', '--no-banner', '--no-color'],
      repository,
    ),
  };
  const wanted = [node, hook, peer].filter(
    (row) => !only || only.some((name) => row.name.toLowerCase().startsWith(name)),
  );
  const rows = wanted.includes(node) ? wanted : [node, ...wanted]; // nothing says much without it
  say(`hook: ${runs} rounds`);
  for (const row of rows) await row.run().catch(() => undefined); // warm
  const outcomes = await interleave(rows, runs);
  return { text: report(rows, node, outcomes, bytes), failed: Boolean(outcomes.get(hook)?.failure) };
}

/**
 * A repository with one commit, as nearly all have, and 12 staged files.
 * @param {string} repository
 */
function stage(repository) {
  git(repository, 'init', '--quiet');
  fs.writeFileSync(path.join(repository, 'README.md'), '# A repository\n');
  git(repository, 'add', '.');
  git(
    repository,
    '-c',
    'user.name=bench',
    '-c',
    'user.email=bench@example.com',
    'commit',
    '--quiet',
    '-m',
    'Begin',
  );
  let bytes = 0;
  for (const [index, source] of typicalSources(STAGED).entries()) {
    const name = path.join(repository, 'src', `part${index}${path.extname(source)}`);
    fs.mkdirSync(path.dirname(name), { recursive: true });
    fs.copyFileSync(source, name);
    bytes += fs.statSync(name).size;
  }
  git(repository, 'add', '.');
  return bytes;
}

/** @param {string} repository */
function installHook(repository) {
  const { status, stderr } = spawnSync(process.execPath, [staunch, 'hooks', 'install'], {
    cwd: repository,
    env: gitEnvironment(),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`hooks install: exit ${status}: ${lastLine(stderr)}`);
  return path.join(repository, '.git', 'hooks', 'pre-commit');
}

/**
 * Prepares at once, runs later: what could not be prepared fails there, where the table is told.
 * @param {() => string[]} prepare
 * @param {string} repository
 * @returns {() => Promise<import('./measure.mjs').Sample>}
 */
function attempt(prepare, repository) {
  try {
    const argv = prepare();
    return () => called(argv, repository);
  } catch (error) {
    return () => Promise.reject(error);
  }
}

/**
 * @param {string[]} argv
 * @param {string} repository
 */
async function called(argv, repository) {
  const execPath = git(repository, '--exec-path').trim();
  const env = {
    ...gitEnvironment(),
    GIT_INDEX_FILE: '.git/index',
    GIT_PREFIX: '',
    GIT_EDITOR: ':',
    GIT_EXEC_PATH: execPath,
  };
  const sample = await measure(argv, { cwd: repository, env, usage: false });
  if (sample.code !== 0) throw new Error(`exit ${sample.code} on clean files: ${lastLine(sample.stderr)}`);
  return sample;
}

/** Without the user's and the machine's configuration: a `core.hooksPath` or a signing key there is none of ours. */
function gitEnvironment() {
  return environment({ GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_NOSYSTEM: '1' });
}

/**
 * @param {string} repository
 * @param {string[]} args
 */
function git(repository, ...args) {
  return execFileSync('git', args, {
    cwd: repository,
    env: gitEnvironment(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * @param {Row[]} rows
 * @param {Row} node
 * @param {Map<Row, import('./measure.mjs').Outcome<import('./measure.mjs').Sample>>} outcomes
 * @param {number} bytes
 */
function report(rows, node, outcomes, bytes) {
  const walls = (/** @type {Row} */ row) => outcomes.get(row)?.samples.map(({ wall }) => wall * 1000) ?? [];
  const lines = rows.map((row) => {
    const failure = outcomes.get(row)?.failure;
    if (failure) return [row.name, '–', '–', '–', failure];
    const wall = median(walls(row));
    return [
      row.name,
      wall.toFixed(1),
      range(walls(row), figure),
      row === node ? '' : (wall - median(walls(node))).toFixed(1),
      walls(row).length,
    ];
  });
  return [
    '## Hook',
    '',
    `${STAGED} staged files of 2 to 20 KB, ${(bytes / 1000).toFixed(0)} KB in all, nothing to find.`,
    '',
    table(['what git calls', 'wall ms:', 'from–to:', 'above node, ms:', 'runs'], lines),
  ].join('\n');
}
