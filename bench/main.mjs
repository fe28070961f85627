// How fast Staunch is beside others and beside the machine's own limit. See README.md.
import fs from 'node:fs';
import path from 'node:path';
import { bundle, stale } from '../scripts/build.mjs';
import { understand, usage } from './arguments.mjs';
import { makeCorpus } from './corpus.mjs';
import { inWords, machine } from './machine.mjs';
import { cache, root } from './paths.mjs';
import { TOOLS } from './peers/index.mjs';
import { record, writeResults } from './results.mjs';
import { TOPICS } from './topics/index.mjs';

const QUICK_RUNS = 2;

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** @param {string[]} argv */
async function main(argv) {
  const names = Object.keys(TOPICS);
  let asked;
  try {
    asked = understand(argv, names, TOOLS);
  } catch (error) {
    say(`bench: ${/** @type {Error} */ (error).message}\n\n${usage(names, TOOLS)}`);
    return 2;
  }
  if (asked.help) {
    process.stdout.write(usage(names, TOOLS));
    return 0;
  }
  const { quick, write, topics } = asked;
  fs.mkdirSync(cache, { recursive: true });
  if (stale()) await bundle();
  let corpus;
  try {
    corpus = makeCorpus(say, quick);
  } catch (error) {
    say(`bench: ${/** @type {Error} */ (error).message}`);
    return 2;
  }
  // a quick run is no measurement: what it writes stays apart
  const records = path.join(cache, quick ? 'quick' : 'results');
  let failed = false;
  for (const topic of topics) {
    const { bench, runs, title } = /** @type {import('./topics/index.mjs').Topic} */ (TOPICS[topic]);
    const before = machine();
    const started = performance.now();
    say(`${topic}: ${before.date}`);
    const wishes = { ...asked, corpus, runs: asked.runs ?? (quick ? QUICK_RUNS : runs), say };
    let result;
    try {
      result = await bench(wishes);
    } catch (error) {
      // the others are measured all the same
      result = { text: `It failed: ${/** @type {Error} */ (error).message}`, failed: true };
      say(`${topic}: ${/** @type {Error} */ (error).stack}`);
    }
    const minutes = (performance.now() - started) / 60_000;
    const command = ['pnpm bench', topic, ...argv.filter((word) => word !== topic && word !== 'all')].join(
      ' ',
    );
    record(records, topic, { title, ...result, command, minutes, machine: before });
    console.log(`## ${title}\n\n_${inWords(before)}; ${minutes.toFixed(1)} min_\n\n${result.text}\n`);
    failed ||= result.failed;
  }
  if (write) {
    const target = quick ? records : path.join(root, 'bench');
    writeResults(records, names, target);
    say(`written: ${path.join(target, 'RESULTS.md')}, chart.svg`);
  }
  return failed ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
