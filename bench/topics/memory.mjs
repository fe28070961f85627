// How much memory a run takes at most, how soon a small one is over, and what it costs where a machine has less than usual.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { smallPart, typicalSources } from '../corpus.mjs';
import { gitEnvironment } from '../git.mjs';
import { historyRepository } from '../history-repository.mjs';
import { interleave, median } from '../interleave.mjs';
import { environment, lastLine, measure } from '../measure.mjs';
import { cache, staunch, temporary } from '../paths.mjs';
import { figure, MB, range, table } from '../table.mjs';

const FILES = 12;
const COMMITS = 10_000;
const QUICK_COMMITS = 200;
const PACKED_MB = 1000;
const QUICK_PACKED_MB = 20;

/**
 * @typedef {{ name: string, run: () => Promise<import('../measure.mjs').Sample> }} Row
 */

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchMemory({ corpus, runs, keep, quick, say }) {
  const work = temporary(path.join(cache, 'memory-'), keep);
  const few = await peaks({ corpus, runs: Math.min(runs, 3), work, quick, say });
  const start = await starts({ runs: 4 * runs, work, say });
  const less = await withLess({ runs: Math.min(runs, 3), work, say });
  return {
    text: [few.text, start.text, less.text].join('\n\n'),
    failed: few.failed || start.failed || less.failed,
  };
}

/** @param {{ corpus: import('../corpus.mjs').Corpus, runs: number, work: string, quick: boolean, say: (line: string) => void }} options */
async function peaks({ corpus, runs, work, quick, say }) {
  const empty = path.join(work, 'empty');
  fs.mkdirSync(empty);
  const packed = path.join(work, 'packed');
  fs.mkdirSync(packed);
  const zeros = `head -c ${(quick ? QUICK_PACKED_MB : PACKED_MB) * MB} /dev/zero | gzip > zeros.gz`;
  execFileSync('sh', ['-c', zeros], { cwd: packed });
  const history = await historyRepository(quick ? QUICK_COMMITS : COMMITS);
  const scan = (/** @type {string[]} */ ...rest) => ['scan', '--no-managed', ...rest];
  const rows = [
    row('nothing: bare node', [process.execPath, '-e', '0'], work),
    row('an empty directory', own(work, scan(empty)), work),
    row(
      'the directory, patterns, one thread',
      own(work, scan('--no-decode', '--threads', '1', corpus.root)),
      work,
    ),
    row(
      'the directory, patterns, two threads',
      own(work, scan('--no-decode', '--threads', '2', corpus.root)),
      work,
    ),
    row('the directory, decoders too, two threads', own(work, scan('--threads', '2', corpus.root)), work),
    row(`${quick ? QUICK_PACKED_MB : PACKED_MB} MB of zeros in a gzip`, own(work, scan(packed)), work),
    row('the history, decoders too', own(work, ['git', '--all', '--no-managed', history]), work),
  ];
  const outcomes = await interleave(rows, runs, ({ name }) => say(`memory: ${name}`));
  const lines = rows.map((one) => {
    const { samples = [], failure } = outcomes.get(one) ?? {};
    if (failure) return [one.name, '–', '–', failure];
    const highest = Math.max(...samples.map(({ peak = NaN }) => peak / MB));
    return [one.name, figure(highest), figure(median(samples.map(({ wall }) => wall))), samples.length];
  });
  return {
    text: [
      'What a run holds at most, of the worst run:',
      table(['what', 'peak MB:', 'wall s:', 'runs'], lines),
    ].join('\n\n'),
    failed: rows.some((one) => outcomes.get(one)?.failure),
  };
}

/** @param {{ runs: number, work: string, say: (line: string) => void }} options */
async function starts({ runs, work, say }) {
  const directory = path.join(work, 'few');
  fs.mkdirSync(directory);
  for (const source of typicalSources(FILES))
    fs.copyFileSync(source, path.join(directory, path.basename(source)));
  // made now: no token stands in the repository
  fs.writeFileSync(
    path.join(directory, 'config'),
    `url = ${['postgres', '//app'].join(':')}:${randomBytes(18).toString('base64url')}@db.example.com/app\n`,
  );
  const node = row('bare node', [process.execPath, '-e', '0'], work, { usage: false });
  const found = row(
    `Staunch, ${FILES} files, one finding`,
    own(work, ['scan', '--no-managed', directory], ''),
    work,
    { usage: false, codes: [1] },
  );
  const rows = [node, found];
  say(`memory: start, ${runs} runs`);
  const outcomes = await interleave(rows, runs);
  const walls = (/** @type {Row} */ one) => outcomes.get(one)?.samples.map(({ wall }) => wall * 1000) ?? [];
  const lines = rows.map((one) => {
    const failure = outcomes.get(one)?.failure;
    if (failure) return [one.name, '–', '–', '–', failure];
    const wall = median(walls(one));
    return [
      one.name,
      wall.toFixed(1),
      range(walls(one), figure),
      one === node ? '' : (wall - median(walls(node))).toFixed(1),
      walls(one).length,
    ];
  });
  return {
    text: [
      'From the start to the report of a small directory:',
      table(['what', 'wall ms:', 'from–to:', 'above node, ms:', 'runs'], lines),
    ].join('\n\n'),
    failed: rows.some((one) => outcomes.get(one)?.failure),
  };
}

/** @param {{ runs: number, work: string, say: (line: string) => void }} options */
async function withLess({ runs, work, say }) {
  const target = smallPart();
  const report = path.join(work, 'less.json');
  const scan = [
    'scan',
    '--no-managed',
    '--no-decode',
    '--threads',
    '2',
    '--stats',
    '--format',
    'json',
    '--output',
    report,
    target,
  ];
  const node = (/** @type {string[]} */ ...flags) => [process.execPath, ...flags, staunch, ...scan];
  const usual = row('usual', node(), work, { codes: [0, 1] });
  const rows = [
    usual,
    row('one core', ['taskset', '-c', '0', ...node()], work, { codes: [0, 1] }),
    row('no SharedArrayBuffer', node('--no-harmony-sharedarraybuffer'), work, { codes: [0, 1] }),
    row('no WebAssembly, and no compiled code at all (--jitless)', node('--jitless'), work, {
      codes: [0, 1],
    }),
    row('64 MB of heap (--max-old-space-size)', node('--max-old-space-size=64'), work, { codes: [0, 1] }),
  ].map((one) => ({
    ...one,
    run: async () => {
      const sample = await one.run();
      const { findings, notScanned, stats } = JSON.parse(fs.readFileSync(report, 'utf8'));
      return {
        ...sample,
        told: JSON.stringify({ findings, notScanned, files: stats.files, bytes: stats.bytes }),
      };
    },
  }));
  const outcomes = await interleave(rows, runs, ({ name }) => say(`memory: ${name}`));
  const first = rows[0] && outcomes.get(rows[0])?.samples[0]?.told;
  let failed = false;
  const lines = rows.map((one) => {
    const { samples = [], failure } = outcomes.get(one) ?? {};
    const isSame = samples.every(({ told }) => told === first);
    failed ||= Boolean(failure) || !isSame;
    if (failure) return [one.name, '–', '–', failure, ''];
    return [
      one.name,
      figure(median(samples.map(({ wall }) => wall))),
      figure(Math.max(...samples.map(({ peak = NaN }) => peak / MB))),
      isSame ? 'the same' : 'OTHERS',
      samples.length,
    ];
  });
  return {
    text: [
      'One small package on a machine that has less; `--stats` says so there:',
      table(['what', 'wall s:', 'peak MB:', 'findings', 'runs'], lines),
    ].join('\n\n'),
    failed,
  };
}

/**
 * Staunch's own command line.
 * @param {string} work
 * @param {string[]} args
 * @param {string} [report]   '' for none: what is found goes to standard output
 */
function own(work, args, report = path.join(work, 'report.txt')) {
  const [command = '', ...rest] = args;
  return [process.execPath, staunch, command, ...(report === '' ? [] : ['--output', report]), ...rest];
}

/**
 * @param {string} name
 * @param {string[]} argv
 * @param {string} work
 * @param {{ usage?: boolean, codes?: number[] }} [options]
 * @returns {Row}
 */
function row(name, argv, work, { usage = true, codes = [0, 1] } = {}) {
  return {
    name,

    run: async () => {
      const sample = await measure(argv, {
        cwd: work,
        env: { ...environment(), ...gitEnvironment() },
        usage,
      });
      if (!codes.includes(sample.code)) throw new Error(`exit ${sample.code}: ${lastLine(sample.stderr)}`);
      return sample;
    },
  };
}
