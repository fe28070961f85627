// The pre-push hook on ten thousand new commits, beside git's own time to list and read what would be sent.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { git, gitEnvironment } from '../git.mjs';
import { historyRepository } from '../history-repository.mjs';
import { interleave, median } from '../interleave.mjs';
import { lastLine, measure } from '../measure.mjs';
import { cache, staunch, temporary } from '../paths.mjs';
import { figure, MB, range, table } from '../table.mjs';
import { fillVault } from '../vault.mjs';

const COMMITS = 10_000;
const QUICK_COMMITS = 200;
const VALUES = 10_000;

/** Lists every object that a push of everything sends, and reads it. */
const READ = 'git rev-list --objects --no-object-names main | git cat-file --batch --buffer > /dev/null';

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchPush({ runs, keep, quick, say }) {
  const folder = temporary(path.join(cache, 'push-'), keep);
  const source = await historyRepository(quick ? QUICK_COMMITS : COMMITS);
  const values = quick ? 100 : VALUES;
  const plain = prepare(folder, 'plain', source);
  const guarded = prepare(folder, 'guarded', source, values);
  const tip = git(source, ['rev-parse', 'main']).trim();
  const reads = { name: 'git reads it', run: () => called(plain, ['sh', '-c', READ]) };
  const rows = [
    reads,
    { name: 'Staunch', run: () => pushed(plain, tip, true) },
    { name: 'Staunch, once more: what was clean is remembered', run: () => pushed(plain, tip, false) },
    { name: `Staunch, ${values.toLocaleString('en-US')} values`, run: () => pushed(guarded, tip, true) },
  ];
  const outcomes = await interleave(rows, runs, ({ name }, { wall }) =>
    say(`push: ${name}: ${figure(wall)} s`),
  );
  const walls = (/** @type {(typeof rows)[number]} */ row) =>
    outcomes.get(row)?.samples.map(({ wall }) => wall) ?? [];
  const lines = rows.map((row) => {
    const { samples = [], failure } = outcomes.get(row) ?? {};
    if (failure) return [row.name, '–', '–', '–', '–', '–', failure];
    return [
      row.name,
      figure(median(walls(row))),
      range(walls(row), figure),
      figure(median(samples.map(({ cpu = NaN }) => cpu))),
      figure(Math.max(...samples.map(({ peak = NaN }) => peak / MB))),
      figure(median(walls(row)) / median(walls(reads))),
      samples.length,
    ];
  });
  const heads = ['what git calls', 'wall s:', 'from–to:', 'CPU s:', 'peak MB:', 'time ÷ git:', 'runs'];
  return {
    text: [
      `${git(source, ['rev-list', '--count', 'main']).trim()} new commits to a remote that has none, patterns and decoders on. «git reads it» is \`${READ}\`.`,
      table(heads, lines),
    ].join('\n\n'),
    failed: rows.some((row) => outcomes.get(row)?.failure),
  };
}

/**
 * A clone with the hook in it, and a vault beside it.
 * @param {string} folder
 * @param {string} name
 * @param {string} source
 * @param {number} [values]
 */
function prepare(folder, name, source, values) {
  const repository = path.join(folder, name);
  git(folder, ['clone', '--quiet', '--no-hardlinks', '--branch', 'main', source, repository]);
  git(repository, ['remote', 'set-url', 'origin', path.join(folder, 'nowhere.git')]);
  git(repository, ['update-ref', '-d', 'refs/remotes/origin/main']);
  git(folder, ['init', '--quiet', '--bare', 'nowhere.git']);
  if (values !== undefined) fillVault(homeOf(repository), values, gitEnvironment());
  const { status, stderr } = spawnSync(process.execPath, [staunch, 'hooks', 'install'], {
    cwd: repository,
    env: { ...gitEnvironment(), STAUNCH_HOME: homeOf(repository) },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`hooks install: exit ${status}: ${lastLine(stderr)}`);
  return repository;
}

/** @param {string} repository */
const homeOf = (repository) => `${repository}.staunch`;

/**
 * @param {string} repository
 * @param {string[]} argv
 * @param {string} [input]
 */
async function called(repository, argv, input) {
  const env = { ...gitEnvironment(), STAUNCH_HOME: homeOf(repository) };
  const sample = await measure(argv, { cwd: repository, env, ...(input === undefined ? {} : { input }) });
  if (sample.code !== 0) throw new Error(`exit ${sample.code}: ${lastLine(sample.stderr)}`);
  return sample;
}

/**
 * @param {string} repository
 * @param {string} tip
 * @param {boolean} afresh   nothing is remembered
 */
function pushed(repository, tip, afresh) {
  if (afresh) fs.rmSync(path.join(repository, '.git', 'staunch', 'clean'), { recursive: true, force: true });
  const address = path.join(path.dirname(repository), 'nowhere.git');
  const hook = path.join(repository, '.git', 'hooks', 'pre-push');
  const line = `refs/heads/main ${tip} refs/heads/main ${'0'.repeat(tip.length)}\n`;
  return called(repository, [hook, 'origin', address], line);
}
