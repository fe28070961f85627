// The topics, in the order of the results.
import { benchDirectory } from './directory.mjs';
import { benchFile } from './file.mjs';
import { benchHistory } from './history.mjs';
import { benchHook } from './hook.mjs';
import { benchInMemory } from './in-memory.mjs';
import { benchManaged } from './managed.mjs';
import { benchMemory } from './memory.mjs';
import { benchPush } from './push.mjs';
import { benchRules } from './rules.mjs';
import { benchState } from './state.mjs';
import { benchWorst } from './worst.mjs';

/**
 * @typedef {object} Options
 * @property {import('../corpus.mjs').Corpus} corpus
 * @property {number} runs
 * @property {string[]} [only]   keys of tools
 * @property {boolean} pin    a one-thread row has one core
 * @property {boolean} keep   what was made for the run stays
 * @property {boolean} quick   small inputs: it shows that all works, and measures nothing
 * @property {string} [repository]   a history of the user's own
 * @property {(line: string) => void} say   progress
 *
 * @typedef {object} Result
 * @property {string} text   Markdown, below the topic's heading
 * @property {boolean} failed   Staunch itself did
 * @property {import('../chart.mjs').Panel} [panel]   for the chart
 *
 * @typedef {object} Topic
 * @property {string} title
 * @property {number} runs   of each, unless said
 * @property {(options: Options) => Promise<Result>} bench
 */

/** @type {Record<string, Topic>} */
export const TOPICS = {
  'in-memory': { title: 'In memory', runs: 10, bench: benchInMemory },
  directory: { title: 'Directory', runs: 10, bench: benchDirectory },
  file: { title: 'One large file', runs: 10, bench: benchFile },
  history: { title: 'Git history', runs: 10, bench: benchHistory },
  hook: { title: 'Hook', runs: 40, bench: benchHook },
  push: { title: 'Push', runs: 10, bench: benchPush },
  managed: { title: 'Managed values', runs: 5, bench: benchManaged },
  state: { title: 'State of agents', runs: 5, bench: benchState },
  rules: { title: 'Number of rules', runs: 10, bench: benchRules },
  worst: { title: 'Worst cases', runs: 5, bench: benchWorst },
  memory: { title: 'Memory and start', runs: 10, bench: benchMemory },
};
