// A directory of real sources, on one thread and on two.
import fs from 'node:fs';
import path from 'node:path';
import { directory, smallPart } from './corpus.mjs';
import { environment, interleave, lastLine, measure, median } from './measure.mjs';
import { cache, temporary } from './paths.mjs';
import { TOOLS, ioOnly, key, self } from './peers.mjs';
import { MB, figure, range, table } from './table.mjs';

const THREADS = [1, 2];

/**
 * @typedef {import('./measure.mjs').Sample & { findings?: number, bytes?: number }} Scan
 * @typedef {{ tool: import('./peers.mjs').Tool, threads: number, run: () => Promise<Scan> }} Row
 *
 * @typedef {object} Options
 * @property {import('./corpus.mjs').Corpus} corpus
 * @property {number} runs
 * @property {string[]} [only]   keys of tools
 * @property {boolean} pin    a one-thread row has one core
 * @property {boolean} keep
 * @property {(line: string) => void} say   progress
 */

/**
 * @param {Options} options
 * @returns {Promise<{ text: string, failed: boolean }>}
 */
export async function benchDirectory({ corpus, runs, only, pin, keep, say }) {
  const work = temporary(path.join(cache, 'directory-'), keep);
  if (keep) say(`what the tools report stays in ${work}`);
  say('reading the corpus once, so that everybody finds it in memory');
  const { bytes } = await scan(ioOnly, ioOnly.install(), directory, 1, work);
  if (bytes !== corpus.bytes)
    throw new Error(`the corpus has changed since it was made: remove ${directory}`);

  /** @type {Row[]} */
  const rows = [];
  for (const tool of TOOLS.filter((any) => (only ? only.includes(key(any)) : !any.extra))) {
    try {
      const start = tool.install();
      // A proof that it works, before the long runs need it; and kingfisher compiles the rules that it then keeps.
      await scan(tool, start, smallPart(), 1, work);
      for (const threads of THREADS) {
        const argv = pin && threads === 1 ? ['taskset', '-c', '0', ...start] : start;
        rows.push({ tool, threads, run: () => scan(tool, argv, directory, threads, work) });
      }
    } catch (error) {
      say(`${tool.name}: ${/** @type {Error} */ (error).message}`);
      for (const threads of THREADS) rows.push({ tool, threads, run: () => Promise.reject(error) });
    }
  }
  rows.sort((a, b) => a.threads - b.threads);
  const outcomes = await interleave(rows, runs, ({ tool, threads }, { wall }) => {
    say(`${tool.name} on ${threads}: ${figure(wall)} s`);
  });
  return {
    text: report(corpus, rows, outcomes, pin),
    failed: rows.some((row) => row.tool === self && outcomes.get(row)?.failure),
  };
}

/**
 * @param {import('./peers.mjs').Tool} tool
 * @param {string[]} start
 * @param {string} target
 * @param {number} threads
 * @param {string} work
 * @returns {Promise<Scan>}
 */
async function scan(tool, start, target, threads, work) {
  const listed = path.join(work, `${tool.name}-${threads}.json`);
  fs.rmSync(listed, { force: true });
  const argv = [...start, ...tool.scan(target, listed, threads)];
  const sample = await measure(argv, { cwd: work, env: environment(tool.env?.(threads)) });
  if (!tool.codes.includes(sample.code)) throw new Error(`exit ${sample.code}: ${lastLine(sample.stderr)}`);
  return { ...sample, ...tool.result(listed, sample) };
}

/**
 * @param {import('./corpus.mjs').Corpus} corpus
 * @param {Row[]} rows
 * @param {Map<Row, import('./measure.mjs').Outcome<Scan>>} outcomes
 * @param {boolean} pin
 */
function report(corpus, rows, outcomes, pin) {
  const lines = rows.map((row) => {
    const { tool, threads } = row;
    const { samples, failure } = outcomes.get(row) ?? { samples: [] };
    const title = [`${tool.name} ${tool.version}`, threads];
    if (failure) return [...title, '–', '–', '–', '–', '–', '–', '–', '–', failure];
    const wall = medianWall(samples);
    const reference = rows.find((other) => other.tool === self && other.threads === threads);
    const staunch = medianWall((reference && outcomes.get(reference)?.samples) ?? []);
    return [
      ...title,
      figure(wall),
      range(
        samples.map((sample) => sample.wall),
        figure,
      ),
      figure(corpus.bytes / MB / wall),
      figure(median(samples.map(({ cpu = NaN }) => cpu))),
      figure(Math.max(...samples.map(({ peak = NaN }) => peak / MB))),
      range(
        samples.map(({ findings = NaN }) => findings),
        String,
      ),
      range(
        samples.map(({ bytes = NaN }) => bytes / MB),
        (mb) => mb.toFixed(0),
      ),
      figure(wall / staunch),
      samples.length,
    ];
  });
  const heads = [
    'tool',
    'threads:',
    'wall s:',
    'from–to:',
    'MB/s:',
    'CPU s:',
    'peak MB:',
    'findings:',
    'MB read:',
    'time ÷ Staunch:',
    'runs',
  ];
  return [
    '## Directory',
    '',
    `${corpus.files} files, ${(corpus.bytes / MB).toFixed(1)} MB, ${Object.keys(corpus.packages).length} packages (digest ${corpus.digest}), warm${pin ? '; the rows of one thread on one core' : ''}.`,
    '',
    table(heads, lines),
  ].join('\n');
}

/** @param {Scan[]} samples */
function medianWall(samples) {
  return median(samples.map(({ wall }) => wall));
}
