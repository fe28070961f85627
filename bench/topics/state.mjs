// What an agent left in its database: scanned, beside a scan of the same text in one file; redacted, beside VACUUM alone.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { typicalSources } from '../corpus.mjs';
import { interleave, median } from '../interleave.mjs';
import { environment, lastLine, measure } from '../measure.mjs';
import { cache, once, staunch, temporary } from '../paths.mjs';
import { execute, python } from '../peers/install.mjs';
import { figure, MB, range, table } from '../table.mjs';
import { fillVault } from '../vault.mjs';

/** By size in MB: how many runs, and with how many managed values it is scanned as well. */
const SIZES = [
  { mb: 50, most: 10, values: [1000, 10_000] },
  { mb: 2000, most: 3, values: [] },
];
const QUICK_SIZES = [{ mb: 4, most: 2, values: [100] }];
const DATABASE = '.local/share/opencode/opencode.db';

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchState({ runs, keep, quick, say }) {
  const parts = [];
  let failed = false;
  for (const size of quick ? QUICK_SIZES : SIZES) {
    const work = temporary(path.join(cache, 'state-'), keep);
    say(`state: making ${size.mb} MB`);
    const outcome = await benchSize(size, made(size.mb), work, Math.min(runs, size.most), say);
    parts.push(outcome.text);
    failed ||= outcome.failed;
    if (!keep) fs.rmSync(work, { recursive: true, force: true });
  }
  return { text: parts.join('\n\n'), failed };
}

/**
 * A home with the database, and the text of it in a file; made once.
 * @param {number} mb
 */
function made(mb) {
  return once(path.join(cache, 'state', `${mb}-mb`), (making) => {
    fs.mkdirSync(making, { recursive: true });
    const sources = path.join(making, 'sources');
    fs.writeFileSync(sources, typicalSources(600).join('\n'));
    const program = fileURLToPath(new URL('../probes/opencode-state.py', import.meta.url));
    execute(python(), [
      program,
      path.join(making, 'home'),
      String(mb * MB),
      path.join(making, 'text.jsonl'),
      sources,
    ]);
  });
}

/**
 * @param {(typeof SIZES)[number]} size
 * @param {string} source
 * @param {string} work
 * @param {number} runs
 * @param {(line: string) => void} say
 */
async function benchSize({ mb, values }, source, work, runs, say) {
  const home = path.join(source, 'home');
  const text = path.join(source, 'text.jsonl');
  const own = (/** @type {string[]} */ args, /** @type {string} */ vault = 'none') =>
    called([process.execPath, staunch, ...args], work, path.join(work, vault));
  const report = ['--output', path.join(work, 'report.txt')];
  for (const count of values) fillVault(path.join(work, `vault-${count}`), count, environment());
  const file = {
    name: 'scan of the same text in one file',
    run: () => own(['scan', '--no-managed', ...report, text]),
  };
  const scan = {
    name: 'state scan, patterns alone',
    run: () => own(stateScan(home, ['--no-managed', ...report])),
  };
  const vacuum = {
    name: 'VACUUM alone',
    run: () => {
      const copy = copied(home, work);
      return called(
        [python(), fileURLToPath(new URL('../probes/vacuum.py', import.meta.url)), path.join(copy, DATABASE)],
        work,
        work,
      );
    },
  };
  const redact = {
    name: 'state redact, patterns alone',
    run: () =>
      own(
        [
          'state',
          'redact',
          '--agent',
          'opencode',
          '--home',
          copied(home, work),
          '--project',
          work,
          '--yes',
          '--no-managed',
        ],
        'redact',
      ),
  };
  const withValues = values.map((count) => ({
    name: `state scan, ${count.toLocaleString('en-US')} values`,
    run: () => own(stateScan(home, report), `vault-${count}`),
  }));
  const rows = [file, scan, ...withValues, vacuum, redact];
  const outcomes = await interleave(rows, runs, ({ name }, { wall }) =>
    say(`state: ${mb} MB, ${name}: ${figure(wall)} s`),
  );
  const walls = (/** @type {any} */ row) => outcomes.get(row)?.samples.map(({ wall }) => wall) ?? [];
  const ratio = (/** @type {any} */ row) => {
    if (row === scan || withValues.includes(row))
      return `${figure(median(walls(row)) / median(walls(file)))} × the file`;
    if (row !== redact) return '';
    return `${figure((median(walls(redact)) - median(walls(scan))) / median(walls(vacuum)))} × VACUUM, its scan not counted`;
  };
  const lines = rows.map((row) => {
    const { samples = [], failure } = outcomes.get(row) ?? {};
    if (failure) return [row.name, '–', '–', '–', '–', failure];
    return [
      row.name,
      figure(median(walls(row))),
      range(walls(row), figure),
      figure(Math.max(...samples.map(({ peak = NaN }) => peak / MB))),
      ratio(row),
      samples.length,
    ];
  });
  const database = fs.statSync(path.join(home, DATABASE)).size;
  return {
    text: [
      `An OpenCode database of ${(database / MB).toFixed(0)} MB, ${(fs.statSync(text).size / MB).toFixed(0)} MB of text in it, decoders on, a secret for every megabyte.`,
      table(['what', 'wall s:', 'from–to:', 'peak MB:', 'ratio', 'runs'], lines),
    ].join('\n\n'),
    failed: rows.some((row) => outcomes.get(row)?.failure),
  };
}

/** @param {string} home @param {string[]} more */
function stateScan(home, more) {
  return ['state', 'scan', '--agent', 'opencode', '--home', home, '--project', path.dirname(home), ...more];
}

/** A fresh copy, in place of the one before. @param {string} home @param {string} work */
function copied(home, work) {
  const copy = path.join(work, 'home');
  fs.rmSync(copy, { recursive: true, force: true });
  fs.cpSync(home, copy, { recursive: true, mode: fs.constants.COPYFILE_FICLONE });
  return copy;
}

/** @param {string[]} argv @param {string} cwd @param {string} vault */
async function called(argv, cwd, vault) {
  const sample = await measure(argv, { cwd, env: environment({ STAUNCH_HOME: vault }) });
  if (sample.code > 1) throw new Error(`exit ${sample.code}: ${lastLine(sample.stderr)}`);
  return sample;
}
