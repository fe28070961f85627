// A directory of real sources: first every tool with the rules that it ships, then those that read gitleaks' rules with
// the same ones.
import path from 'node:path';
import { hold, once } from '../contest.mjs';
import { contestBars, contestTable } from '../contest-table.mjs';
import { smallPart } from '../corpus.mjs';
import { cache, temporary } from '../paths.mjs';
import { gitleaksRules } from '../peers/gitleaks.mjs';
import { TOOLS } from '../peers/index.mjs';
import { ioOnly } from '../peers/io-only.mjs';
import { MB } from '../table.mjs';

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchDirectory(options) {
  const { corpus, pin, keep, say } = options;
  const work = temporary(path.join(cache, 'directory-'), keep);
  if (keep) say(`what the tools report stays in ${work}`);
  say('reading the corpus once, so that everybody finds it in memory');
  const { bytes } = await once(ioOnly, 'scan', ioOnly.install(), { target: corpus.root, threads: 1 }, work);
  if (bytes !== corpus.bytes)
    throw new Error(`the corpus has changed since it was made: remove ${corpus.root}`);
  const contest = { kind: /** @type {const} */ ('scan'), target: corpus.root, small: smallPart(), work };
  const own = await hold({ ...contest, tools: TOOLS }, options);
  const fewer = { ...options, runs: Math.ceil(options.runs / 2) };
  const same = await hold({ ...contest, tools: withSameRules(say) }, fewer);
  const head = `${corpus.files} files, ${(corpus.bytes / MB).toFixed(1)} MB, ${Object.keys(corpus.packages).length} packages (digest ${corpus.digest}), warm${pin ? '; the rows of one thread on one core' : ''}.`;
  return {
    text: [
      head,
      'Every tool with its own rules:',
      contestTable(own.rows, own.outcomes, corpus.bytes),
      'The same rules, those that gitleaks ships, in every tool that reads them:',
      contestTable(same.rows, same.outcomes, corpus.bytes),
    ].join('\n\n'),
    failed: [own, same].some(({ rows, outcomes }) =>
      rows.some((row) => row.tool.kind === 'self' && outcomes.get(row)?.failure),
    ),
    panel: {
      title: 'Directory of sources, every tool with its own rules',
      bars: contestBars(own.rows, own.outcomes, corpus.bytes),
    },
  };
}

/** @param {(line: string) => void} say */
function withSameRules(say) {
  let rules = '';
  try {
    rules = gitleaksRules();
  } catch (error) {
    say(`the same rules for all: ${/** @type {Error} */ (error).message}`);
    return [];
  }
  return TOOLS.flatMap((tool) => {
    const { scan, withRules } = tool;
    if (!scan || !withRules || tool.name === 'Staunch decoding') return [];
    return [
      {
        ...tool,
        scan: (/** @type {import('../peers/tool.mjs').Task} */ task) => {
          const [command = '', ...rest] = scan(task);
          return [command, ...withRules(rules), ...rest];
        },
      },
    ];
  });
}
