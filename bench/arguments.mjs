// What was asked for on the command line.
import { parseArgs } from 'node:util';
import { key } from './peers/tool.mjs';

/** @param {readonly string[]} topics @param {readonly { name: string }[]} tools */
export function usage(topics, tools) {
  return `usage: pnpm bench [TOPIC] [FLAGS]

  TOPIC             ${topics.join(', ')}; all of them unless said

  --quick           small inputs, two runs: shows that everything works, measures nothing
  --runs N          runs of each; a tool that takes a minute gets a third, one of five minutes one
  --only NAMES      some of: ${tools.map(key).join(', ')}
  --pin             one-thread rows may use one core only, whatever threads a tool has (taskset)
  --repository DIR  history: this one, in place of the one that is made
  --write           a single topic: write bench/RESULTS.md and bench/chart.svg anew with it; all of them always do
  --keep            leave the tools' reports and the temporary repositories
`;
}

/**
 * Throws with what is wrong.
 * @param {string[]} argv
 * @param {readonly string[]} topics
 * @param {readonly { name: string }[]} tools
 */
export function understand(argv, topics, tools) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      only: { type: 'string' },
      repository: { type: 'string' },
      pin: { type: 'boolean' },
      keep: { type: 'boolean' },
      quick: { type: 'boolean' },
      write: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [topic = 'all', ...rest] = positionals;
  const asked = topic === 'all' ? topics : topics.filter((name) => name === topic);
  if (rest.length > 0 || asked.length === 0) throw new Error(`no such topic: ${positionals.join(' ')}`);
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  if (runs !== undefined && !(Number.isInteger(runs) && runs > 0))
    throw new Error(`--runs takes a number from 1: ${values.runs}`);
  const only = values.only
    ?.toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const unknown = only?.find((name) => !tools.some((tool) => key(tool) === name));
  if (unknown !== undefined) throw new Error(`no such tool: ${unknown}`);
  const { pin = false, keep = false, quick = false, help = false, repository } = values;
  return {
    topics: asked,
    runs,
    only,
    pin,
    keep,
    quick,
    help,
    repository,
    write: values.write ?? topic === 'all',
  };
}
