// Managed values: how fast text is searched for 10 to 100,000 values while the vault is locked, how large their index
// is and how long it takes to load; beside `indexOf` of the same values as they stand, and ripgrep with the literals.
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { typicalSources } from './corpus.mjs';
import { median } from './measure.mjs';
import { root, temporary } from './paths.mjs';
import { figure, MB, table } from './table.mjs';

const COUNTS = [10, 1000, 10_000, 100_000];
/** indexOf with more takes minutes. */
const MOST_INDEX_OF = 1000;
const SOURCE_BYTES = 24 * MB;
const LOG_BYTES = 8 * MB;

/**
 * @param {import('./directory.mjs').Options} options
 * @returns {Promise<{ text: string, failed: boolean }>}
 */
export async function benchManaged({ runs, keep, say }) {
  const load = (/** @type {string} */ name) =>
    import(pathToFileURL(path.join(root, 'packages/core/dist', name)).href);
  const { bytesFragment, createScanner, emptyPolicy } = await load('index.js');
  const { ManagedIndex } = await load('managed/index.js');
  const texts = { source: sourceText(typicalSources(3000)), 'agent JSONL': agentLog() };
  const scratch = temporary(path.join(os.tmpdir(), 'staunch-bench-'), keep);
  const times = Math.min(runs, 5);
  /** @type {string[][]} */
  const rows = [];
  for (const count of COUNTS) {
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

/** The kinds of values that people keep. @param {number} i */
function drawn(i) {
  switch (i % 5) {
    case 0:
      return randomBytes(16).toString('hex');
    case 1:
      return randomBytes(24).toString('base64url');
    case 2:
      return randomUUID();
    case 3:
      return `postgres://app:${randomBytes(18).toString('base64url')}@db.example.com/app`; // staunch:allow
    default:
      return randomBytes(32).toString('base64');
  }
}

/** Whole files, one behind the other. @param {readonly string[]} files */
function sourceText(files) {
  const parts = [];
  let length = 0;
  for (const file of files) {
    const bytes = fs.readFileSync(file);
    parts.push(bytes);
    length += bytes.length;
    if (length >= SOURCE_BYTES) break;
  }
  return Buffer.concat(parts);
}

/** Lines such as agents write: text in JSON, with line feeds and quotes escaped. */
function agentLog() {
  const lines = [];
  let length = 0;
  for (let i = 0; length < LOG_BYTES; i++) {
    const content = `read src/part-${i % 97}.ts\n${'const value = "text";\n'.repeat(i % 7)}then run \`npm test\` & look at "${i}"`;
    const line = JSON.stringify({
      type: 'message',
      id: randomBytes(12).toString('hex'),
      role: 'tool',
      content,
    });
    lines.push(line);
    length += line.length + 1;
  }
  return Buffer.from(lines.join('\n'));
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
  const run = () => spawnSync('rg', ['-F', '-a', '-c', '-j', '1', '-f', list, file]);
  if (run().error) return undefined;
  return text.length / MB / timed(times, run);
}
