// Managed values: how fast text is searched for 10 to 100,000 values while the vault is locked, how large their index
// is and how long it takes to load; beside `indexOf` of the same values as they stand, and ripgrep with the literals.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { load } from '../catalogue.mjs';
import { median } from '../interleave.mjs';
import { temporary } from '../paths.mjs';
import { ripgrepProgram } from '../peers/ripgrep.mjs';
import { figure, MB, table } from '../table.mjs';
import { agentLog, sourceText } from '../texts.mjs';
import { drawn } from '../vault.mjs';

const COUNTS = [10, 1000, 10_000, 100_000];
/** indexOf with more takes minutes. */
const MOST_INDEX_OF = 1000;

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchManaged({ runs, keep, quick, say }) {
  const { bytesFragment, createScanner, emptyPolicy } = await load('index.js');
  const { ManagedIndex } = await load('managed/index.js');
  const texts = { source: sourceText(quick), 'agent JSONL': agentLog(quick) };
  const scratch = temporary(path.join(os.tmpdir(), 'staunch-bench-'), keep);
  const times = Math.min(runs, 5);
  /** @type {string[][]} */
  const rows = [];
  for (const count of quick ? COUNTS.slice(0, 2) : COUNTS) {
    say(`managed: ${count} values`);
    const values = Array.from({ length: count }, (_, i) => drawn(i));
    const indexKey = randomBytes(32);
    const index = ManagedIndex.empty(randomBytes(16), indexKey);
    for (const [i, value] of values.entries())
      index.add(i.toString(16).padStart(16, '0'), `V_${i}`, Buffer.from(value));
    const managed = { file: index.encode(1), indexKey };
    const scanner = (/** @type {object} */ more) =>
      createScanner({ policy: emptyPolicy, managed, patterns: false, ...more });
    const loading = timed(times, () => scanner({}));
    const speed = (/** @type {Buffer} */ text, /** @type {object} */ more) => {
      const own = scanner(more);
      const search = () => own.scan(bytesFragment({ path: 'text' }, text));
      search();
      return text.length / MB / timed(times, search);
    };
    rows.push([
      count.toLocaleString('en-US'),
      figure(speed(texts.source, { decode: false })),
      figure(speed(texts.source, {})),
      figure(speed(texts['agent JSONL'], {})),
      count <= MOST_INDEX_OF
        ? figure(
            texts.source.length / MB / timed(1, () => values.map((value) => texts.source.indexOf(value))),
          )
        : '–',
      figure(ripgrep(scratch, values, texts.source, times)),
      `${figure(managed.file.length / 1000)} kB`,
      `${figure(loading * 1000)} ms`,
    ]);
  }
  const heads = [
    'values',
    'views MB/s:',
    'all layers, source:',
    'all layers, JSONL:',
    'indexOf MB/s:',
    'ripgrep MB/s:',
    'index:',
    'load:',
  ];
  const note =
    'One thread, in memory; patterns off. Views: as it stands, letters and digits (both ways), base64 at three alignments, hex, UTF-16. All layers: every decoder. indexOf and ripgrep look for the values as they stand, and nothing else.';
  return { text: `${table(heads, rows)}\n\n${note}`, failed: false };
}

/** Seconds, the median. @param {number} times @param {() => unknown} run */
function timed(times, run) {
  const all = Array.from({ length: times }, () => {
    const started = performance.now();
    run();
    return (performance.now() - started) / 1000;
  });
  return median(all);
}

/**
 * MB/s with the same literals, undefined where there is no ripgrep. Its start is in it.
 * @param {string} scratch @param {string[]} values @param {Buffer} text @param {number} times
 */
function ripgrep(scratch, values, text, times) {
  const file = path.join(scratch, 'text');
  const list = path.join(scratch, 'values');
  if (!fs.existsSync(file)) fs.writeFileSync(file, text);
  fs.writeFileSync(list, `${values.join('\n')}\n`);
  let program;
  try {
    [program = ''] = ripgrepProgram();
  } catch {
    return undefined;
  }
  const run = () =>
    spawnSync(/** @type {string} */ (program), ['-F', '-a', '-c', '-j', '1', '-f', list, file]);
  run();
  return text.length / MB / timed(times, run);
}
