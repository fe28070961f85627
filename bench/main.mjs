// How fast Staunch is beside others and beside the machine's own limit: one run, one table a topic. See README.md.
import fs from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { bundle, stale } from '../scripts/build.mjs';
import { makeCorpus } from './corpus.mjs';
import { benchDirectory } from './directory.mjs';
import { benchHook } from './hook.mjs';
import { benchManaged } from './managed.mjs';
import { cache } from './paths.mjs';
import { TOOLS, key } from './peers.mjs';

const USAGE = `usage: node bench/main.mjs [directory|hook|managed|all] [--runs N] [--only NAMES] [--pin] [--keep]

  --runs N       runs of each (directory: 10, hook: 40, managed: 5); a tool that takes more than a minute gets a third
  --only NAMES   some of: ${TOOLS.map(key).join(', ')}
  --pin          one-thread rows may use one core only, whatever threads a tool has (taskset)
  --keep         leave the tools' reports and the temporary repository
`;

/** @type {Record<string, { bench: typeof benchDirectory, runs: number }>} */
const TOPICS = {
  directory: { bench: benchDirectory, runs: 10 },
  hook: { bench: benchHook, runs: 40 },
  managed: { bench: benchManaged, runs: 5 },
};

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

/** @param {string[]} argv */
function understand(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      only: { type: 'string' },
      pin: { type: 'boolean' },
      keep: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [topic = 'all', ...rest] = positionals;
  const topics = topic === 'all' ? Object.keys(TOPICS) : [topic];
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  const only = values.only
    ?.toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const unknown = only?.find((name) => !TOOLS.some((tool) => key(tool) === name));
  if (rest.length > 0 || !topics.every((name) => Object.hasOwn(TOPICS, name)))
    throw new Error(`no such topic: ${positionals.join(' ')}`);
  if (runs !== undefined && !(Number.isInteger(runs) && runs > 0))
    throw new Error(`--runs takes a number from 1: ${values.runs}`);
  if (unknown !== undefined) throw new Error(`no such tool: ${unknown}`);
  const { pin = false, keep = false, help = false } = values;
  return { topics, help, wishes: { runs, only, pin, keep } };
}

function machine() {
  const cpus = os.cpus();
  const [load = 0] = os.loadavg();
  return [
    `# Staunch's bench, ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    '',
    `${cpus.length} × ${cpus[0]?.model ?? 'unknown CPU'}, ${(os.totalmem() / 2 ** 30).toFixed(0)} GB, ${os.type()} ${os.release()}, ` +
      `node ${process.version}; load before the run ${load.toFixed(1)}${load > 0.5 ? ' (not quiet: trust ratios only)' : ''}.`,
  ].join('\n');
}

/** @param {string[]} argv */
async function main(argv) {
  let asked;
  try {
    asked = understand(argv);
  } catch (error) {
    say(`bench: ${/** @type {Error} */ (error).message}\n\n${USAGE}`);
    return 2;
  }
  if (asked.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const head = machine();
  fs.mkdirSync(cache, { recursive: true });
  if (stale()) await bundle();
  console.log(head);
  let corpus;
  try {
    corpus = makeCorpus(say);
  } catch (error) {
    say(`bench: ${/** @type {Error} */ (error).message}`);
    return 2;
  }
  let failed = false;
  for (const topic of asked.topics) {
    const { bench, runs } = /** @type {(typeof TOPICS)[string]} */ (TOPICS[topic]);
    const result = await bench({ ...asked.wishes, corpus, runs: asked.wishes.runs ?? runs, say });
    console.log(`\n${result.text}`);
    failed ||= result.failed;
  }
  return failed ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
