// The pre-commit hook on few and on many staged files, with and without managed values, called as git calls it, above the
// time that node needs to start at all.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { typicalSources } from '../corpus.mjs';
import { git, gitEnvironment } from '../git.mjs';
import { interleave, median } from '../interleave.mjs';
import { lastLine, measure } from '../measure.mjs';
import { staunch, temporary } from '../paths.mjs';
import { betterleaks2 } from '../peers/betterleaks.mjs';
import { gitleaks } from '../peers/gitleaks.mjs';
import { figure, range, table } from '../table.mjs';
import { fillVault } from '../vault.mjs';

/** Staged files of each table, and by how much fewer rounds it has. */
const SIZES = [
  { files: 12, part: 1 },
  { files: 300, part: 4 },
  { files: 5000, part: 10 },
];
const VALUES = 10_000;

/**
 * @typedef {{ name: string, run: () => Promise<import('../measure.mjs').Sample> }} Row
 */

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchHook({ runs, only, keep, quick, say }) {
  const tables = [];
  let failed = false;
  for (const { files, part } of quick ? SIZES.slice(0, 2) : SIZES) {
    const folder = temporary(path.join(os.tmpdir(), 'staunch-bench-'), keep);
    if (keep) say(`the repository stays in ${folder}`);
    const rounds = quick ? runs : Math.max(3, Math.ceil(runs / part));
    say(`hook: ${files} files, ${rounds} rounds`);
    const outcome = await benchSize(folder, files, rounds, only);
    tables.push(outcome.text);
    failed ||= outcome.failed;
  }
  return { text: tables.join('\n\n'), failed };
}

/**
 * @param {string} folder
 * @param {number} files
 * @param {number} rounds
 * @param {string[] | undefined} only
 */
async function benchSize(folder, files, rounds, only) {
  const repository = path.join(folder, 'repository');
  // where values were once looked for, a vault that is gone blocks
  const guarded = path.join(folder, 'guarded');
  const bytes = stage(repository, files);
  stage(guarded, files);
  /** @type {Row} */
  const node = { name: 'bare node', run: () => called([process.execPath, '-e', '0'], repository) };
  const staunchRow = (/** @type {string} */ name, /** @type {string} */ place) => ({
    name,
    run: attempt(() => [installHook(place)], place),
  });
  const hook = staunchRow('Staunch', repository);
  const managed = staunchRow(`Staunch, ${VALUES.toLocaleString('en-US')} values`, guarded);
  /** @type {Row} */
  const nothing = { name: 'a hook that does nothing', run: () => called(['sh', '-c', ':'], repository) };
  const plain = ['--no-banner', '--no-color'];
  const peers = [
    { tool: gitleaks, words: ['git', '--pre-commit', '--staged', ...plain] },
    { tool: betterleaks2, words: ['git', '--staged', ...plain] },
  ].map(({ tool, words }) => ({
    name: `${tool.name} ${tool.version}`,
    run: attempt(() => [...tool.install(), ...words], repository),
  }));
  fillVault(homeOf(guarded), VALUES, gitEnvironment());
  const wanted = [node, nothing, hook, managed, ...peers].filter(
    (row) => !only || only.some((name) => row.name.toLowerCase().startsWith(name)),
  );
  const rows = wanted.includes(node) ? wanted : [node, ...wanted]; // nothing says much without it
  for (const row of rows) await row.run().catch(() => undefined); // warm
  const outcomes = await interleave(rows, rounds);
  return { text: report(rows, node, outcomes, files, bytes), failed: Boolean(outcomes.get(hook)?.failure) };
}

/**
 * Where Staunch keeps its own, for a repository.
 * @param {string} repository
 */
const homeOf = (repository) => `${repository}.staunch`;

/**
 * A repository with one commit, as nearly all have, and so many staged files.
 * @param {string} repository
 * @param {number} files
 */
function stage(repository, files) {
  fs.mkdirSync(repository, { recursive: true });
  git(repository, ['init', '--quiet']);
  fs.writeFileSync(path.join(repository, 'README.md'), '# A repository\n');
  git(repository, ['add', '.']);
  const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com'];
  git(repository, [...author, 'commit', '--quiet', '-m', 'Begin']);
  let bytes = 0;
  for (const [index, source] of typicalSources(files).entries()) {
    const name = path.join(repository, 'src', `part${index}${path.extname(source)}`);
    fs.mkdirSync(path.dirname(name), { recursive: true });
    fs.copyFileSync(source, name);
    bytes += fs.statSync(name).size;
  }
  git(repository, ['add', '.']);
  return bytes;
}

/** @param {string} repository */
function installHook(repository) {
  const { status, stderr } = spawnSync(process.execPath, [staunch, 'hooks', 'install'], {
    cwd: repository,
    env: { ...gitEnvironment(), STAUNCH_HOME: homeOf(repository) },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`hooks install: exit ${status}: ${lastLine(stderr)}`);
  return path.join(repository, '.git', 'hooks', 'pre-commit');
}

/**
 * Prepares at once, runs later: what could not be prepared fails there, where the table is told.
 * @param {() => string[]} prepare
 * @param {string} repository
 * @returns {() => Promise<import('../measure.mjs').Sample>}
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
  const execPath = git(repository, ['--exec-path']).trim();
  const env = {
    ...gitEnvironment(),
    STAUNCH_HOME: homeOf(repository),
    GIT_INDEX_FILE: '.git/index',
    GIT_PREFIX: '',
    GIT_EDITOR: ':',
    GIT_EXEC_PATH: execPath,
  };
  const sample = await measure(argv, { cwd: repository, env, usage: false });
  if (sample.code !== 0) throw new Error(`exit ${sample.code} on clean files: ${lastLine(sample.stderr)}`);
  return sample;
}

/**
 * @param {Row[]} rows
 * @param {Row} node
 * @param {Map<Row, import('../measure.mjs').Outcome<import('../measure.mjs').Sample>>} outcomes
 * @param {number} files
 * @param {number} bytes
 */
function report(rows, node, outcomes, files, bytes) {
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
    `${files.toLocaleString('en-US')} staged files of 2 to 20 KB, ${figure(bytes / 1000)} KB in all.`,
    '',
    table(['what git calls', 'wall ms:', 'from–to:', 'above node, ms:', 'runs'], lines),
  ].join('\n');
}
