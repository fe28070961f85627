// What a contest ended with: a row for each tool and number of threads, and the bars of a chart.
import { median } from './interleave.mjs';
import { MB, figure, range, table } from './table.mjs';

/**
 * @typedef {import('./contest.mjs').Row} Row
 * @typedef {import('./contest.mjs').Scan} Scan
 * @typedef {import('./contest.mjs').Outcomes} Outcomes
 */

const HEADS = [
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

/**
 * @param {readonly Row[]} rows
 * @param {Outcomes} outcomes
 * @param {number} bytes   of what all were asked to look at
 */
export function contestTable(rows, outcomes, bytes) {
  const lines = rows.map((row) => {
    const { tool, threads } = row;
    const { samples, failure } = outcomes.get(row) ?? { samples: [] };
    const title = [`${tool.name} ${tool.version}`, threads];
    if (failure) return [...title, ...HEADS.slice(3).map(() => '–'), failure];
    const wall = wallOf(samples);
    const own = rows.find((other) => other.tool.kind === 'self' && other.threads === threads);
    const staunch = wallOf((own && outcomes.get(own)?.samples) ?? []);
    return [
      ...title,
      figure(wall),
      range(
        samples.map((sample) => sample.wall),
        figure,
      ),
      figure(bytes / MB / wall),
      figure(median(samples.map(({ cpu = NaN }) => cpu))),
      figure(Math.max(...samples.map(({ peak = NaN }) => peak / MB))),
      range(
        samples.map(({ findings = NaN }) => findings),
        String,
      ),
      range(
        samples.map(({ bytes: read = NaN }) => read / MB),
        (mb) => mb.toFixed(0),
      ),
      figure(wall / staunch),
      samples.length,
    ];
  });
  return table(HEADS, lines);
}

/** Who says that it read less of the files than this has left out what others looked at. */
const LEAST_READ = 0.5;

/**
 * The best row of each tool that did the work, for the chart.
 * @param {readonly Row[]} rows
 * @param {Outcomes} outcomes
 * @param {number} bytes
 * @param {{ isWhole?: boolean }} [options]   of a history tools may read the differences alone
 * @returns {import('./chart.mjs').Bar[]}
 */
export function contestBars(rows, outcomes, bytes, { isWhole = true } = {}) {
  /** @type {Map<string, import('./chart.mjs').Bar>} */
  const bars = new Map();
  for (const row of rows) {
    const { samples = [], failure } = outcomes.get(row) ?? {};
    if (failure || samples.length === 0) continue;
    if (isWhole && (samples[0]?.bytes ?? bytes) < LEAST_READ * bytes) continue;
    const { name, version, kind } = row.tool;
    const title = kind === 'self' || kind === 'limit' ? name : `${name} ${version}`;
    const value = bytes / MB / wallOf(samples);
    if (value > (bars.get(title)?.value ?? 0)) bars.set(title, { name: title, value, kind: kind ?? 'peer' });
  }
  return [...bars.values()];
}

/** @param {readonly Scan[]} samples */
function wallOf(samples) {
  return median(samples.map(({ wall }) => wall));
}
