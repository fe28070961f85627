// One large file: the whole corpus in one, the binary files too. Several tools leave such a file out, and not all say so:
// `MB read` and the findings tell.
import fs from 'node:fs';
import path from 'node:path';
import { hold } from '../contest.mjs';
import { contestBars, contestTable } from '../contest-table.mjs';
import { allFiles, smallPart } from '../corpus.mjs';
import { cache, once, temporary } from '../paths.mjs';
import { TOOLS } from '../peers/index.mjs';
import { MB } from '../table.mjs';

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchFile(options) {
  const { corpus, keep } = options;
  const work = temporary(path.join(cache, 'file-'), keep);
  const target = largeFile(corpus);
  const bytes = fs.statSync(target).size;
  const { rows, outcomes } = await hold(
    { kind: 'scan', tools: TOOLS, target, small: smallPart(), work },
    options,
  );
  return {
    text: [
      `${(bytes / MB).toFixed(1)} MB in one file, warm. IO only reads it in pieces of 1 MB, on one thread whatever is asked.`,
      contestTable(rows, outcomes, bytes),
    ].join('\n\n'),
    failed: rows.some((row) => row.tool.kind === 'self' && outcomes.get(row)?.failure),
    panel: { title: 'One large file', bars: contestBars(rows, outcomes, bytes) },
  };
}

/** @param {import('../corpus.mjs').Corpus} corpus */
function largeFile({ digest, root }) {
  return once(path.join(cache, 'large', `${digest}.txt`), (making) => {
    const file = fs.openSync(making, 'w');
    for (const name of allFiles(root)) {
      const content = fs.readFileSync(path.join(root, name));
      fs.writeSync(file, content);
      if (content.at(-1) !== 10) fs.writeSync(file, '\n');
    }
    fs.closeSync(file);
  });
}
