// Tools side by side on the same files, or the same history: by turns, on one thread and on two.
import fs from 'node:fs';
import path from 'node:path';
import { interleave } from './interleave.mjs';
import { environment, lastLine, measure } from './measure.mjs';
import { key } from './peers/tool.mjs';
import { figure } from './table.mjs';

const THREADS = [1, 2];

/**
 * @typedef {import('./peers/tool.mjs').Tool} Tool
 * @typedef {import('./measure.mjs').Sample & { findings?: number, bytes?: number }} Scan
 * @typedef {{ tool: Tool, threads: number, run: () => Promise<Scan> }} Row
 * @typedef {Map<Row, { samples: Scan[], failure?: string }>} Outcomes
 *
 * @typedef {object} Contest
 * @property {readonly Tool[]} tools
 * @property {'scan' | 'history'} kind
 * @property {string} target
 * @property {string} small   something small of the same kind: a proof that a tool works, before the long runs need it
 * @property {string} work   a directory for reports
 * @property {readonly string[]} [more]   further words for those that take them
 */

/**
 * @param {Contest} contest
 * @param {{ runs: number, only?: string[], pin: boolean, say: (line: string) => void }} options
 */
export async function hold({ tools, kind, target, small, work }, { runs, only, pin, say }) {
  /** @type {Row[]} */
  const rows = [];
  const able = tools.filter((tool) => tool[kind]);
  for (const tool of able.filter((any) => (only ? only.includes(key(any)) : !any.extra))) {
    const counts = kind === 'history' ? [2] : (tool.threads ?? THREADS);
    try {
      const start = tool.install();
      // kingfisher compiles the rules that it then keeps
      await once(tool, kind, start, { target: small, threads: counts[0] ?? 1 }, work);
      for (const threads of counts) {
        const oneCore = threads === 1 && (pin || tool.isPinned);
        const argv = oneCore ? ['taskset', '-c', '0', ...start] : start;
        rows.push({ tool, threads, run: () => once(tool, kind, argv, { target, threads }, work) });
      }
    } catch (error) {
      say(`${tool.name}: ${/** @type {Error} */ (error).message}`);
      rows.push({ tool, threads: counts.at(-1) ?? 1, run: () => Promise.reject(error) });
    }
  }
  rows.sort((a, b) => a.threads - b.threads);
  /** @type {Outcomes} */
  const outcomes = await interleave(rows, runs, ({ tool, threads }, { wall }) => {
    say(`${tool.name} on ${threads}: ${figure(wall)} s`);
  });
  return { rows, outcomes };
}

/**
 * One tool, once.
 * @param {Tool} tool
 * @param {'scan' | 'history'} kind
 * @param {readonly string[]} start
 * @param {{ target: string, threads: number }} task
 * @param {string} work
 * @returns {Promise<Scan>}
 */
export async function once(tool, kind, start, { target, threads }, work) {
  const report = path.join(work, `${key(tool)}-${threads}.json`);
  fs.rmSync(report, { recursive: true, force: true });
  const command = /** @type {NonNullable<Tool['scan']>} */ (tool[kind]);
  const argv = [...start, ...command({ target, report, threads })];
  const inside = tool.startsInside && kind === 'scan';
  const cwd = !inside ? work : fs.statSync(target).isDirectory() ? target : path.dirname(target);
  const sample = await measure(argv, { cwd, env: environment(tool.env?.(threads)) });
  if (!tool.codes.includes(sample.code)) throw new Error(`exit ${sample.code}: ${lastLine(sample.stderr)}`);
  const told = tool.result(report, sample);
  // what it printed was only to be read
  return { ...sample, stdout: '', stderr: '', ...told };
}
