// The engine alone, on one thread, with the text in memory; beside a copy of the text, Hyperscan with the same literals and
// patterns, and V8 with one pattern after the other.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { keywords, load, rules } from '../catalogue.mjs';
import { interleave, median } from '../interleave.mjs';
import { cache, temporary } from '../paths.mjs';
import { hyperscan, VERSION } from '../peers/hyperscan.mjs';
import { figure, MB, range, table } from '../table.mjs';
import { agentLog, sourceText } from '../texts.mjs';
import { drawn } from '../vault.mjs';

const VALUES = 10_000;
/** V8 with every pattern takes seconds for each megabyte. */
const V8_BYTES = 0.25 * MB;

/**
 * @typedef {{ name: string, text: Buffer, once: () => { wall: number, told?: string } }} Probe
 */

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchInMemory({ runs, keep, quick, say }) {
  const work = temporary(path.join(cache, 'in-memory-'), keep);
  const source = sourceText(quick);
  const log = agentLog(quick);
  const file = path.join(work, 'text');
  fs.writeFileSync(file, source);
  const own = await ownProbes(source, log, quick);
  const others = [
    copy(source),
    ...literalProbes(work, file, source, quick),
    v8(source.subarray(0, V8_BYTES)),
  ];
  const rows = [...others, ...own].map((probe) => ({
    ...probe,
    run: () => new Promise((resolve) => void resolve(probe.once())),
  }));
  /** @type {Map<any, { samples: { wall: number, told?: string }[], failure?: string }>} */
  const outcomes = await interleave(/** @type {any} */ (rows), runs + 1, ({ name }) =>
    say(`in memory: ${name}`),
  );
  const lines = rows.map((row) => {
    const { samples = [], failure } = outcomes.get(row) ?? {};
    if (failure) return [row.name, '–', '–', '–', failure];
    // the first run compiles
    const speeds = (samples.length > 1 ? samples.slice(1) : samples).map(
      ({ wall }) => row.text.length / MB / wall,
    );
    return [
      `${row.name}${samples[0]?.told ?? ''}`,
      (row.text.length / MB).toFixed(1),
      figure(median(speeds)),
      range(speeds, figure),
      speeds.length,
    ];
  });
  return {
    text: [
      `One thread. Sources: whole files, one behind the other; agent JSONL: lines as agents write them. ${rules().length} rules with ${keywords().length} keywords.`,
      table(['what', 'MB:', 'MB/s:', 'from–to:', 'runs'], lines),
    ].join('\n\n'),
    failed: rows.some((row) => row.name.startsWith('Staunch') && outcomes.get(row)?.failure),
  };
}

/** @param {Buffer} text @returns {Probe} */
function copy(text) {
  const target = Buffer.allocUnsafeSlow(text.length);
  return { name: 'a copy of the text', text, once: () => timed(() => text.copy(target)) };
}

/**
 * @param {string} work
 * @param {string} file
 * @param {Buffer} text
 * @param {boolean} quick
 * @returns {Probe[]}
 */
function literalProbes(work, file, text, quick) {
  const literals = keywords().map((word) => ({ pattern: hexed(word), caseless: true }));
  const patterns = rules()
    .slice(0, quick ? 50 : undefined)
    .map(({ pattern, ignoreCase = false }) => ({ pattern, caseless: ignoreCase }));
  return [
    { name: `Hyperscan ${VERSION}, keywords as literals`, list: literals },
    { name: `Hyperscan ${VERSION}, the rules' patterns`, list: patterns },
  ].map(({ name, list }, i) => {
    let search;
    try {
      search = hyperscan(work, `expressions-${i}`, file, list);
    } catch (error) {
      search = () => {
        throw error;
      };
    }
    const ready = search;
    return {
      name,
      text,
      once: () => {
        const { wall, compiled, refused } = ready();
        return { wall, told: `: ${compiled} of them${refused ? `, ${refused} it cannot compile` : ''}` };
      },
    };
  });
}

/** A word as Hyperscan's syntax spells it, whatever it is made of. @param {string} word */
function hexed(word) {
  return [...Buffer.from(word)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

/** @param {Buffer} part @returns {Probe} */
function v8(part) {
  const text = part.toString('latin1');
  return {
    name: "V8, the rules' patterns one by one",
    text: part,
    once: () =>
      timed(() => {
        for (const { pattern, ignoreCase } of rules())
          for (const found of text.matchAll(new RegExp(pattern, ignoreCase ? 'gi' : 'g'))) void found;
      }),
  };
}

/**
 * @param {Buffer} source
 * @param {Buffer} log
 * @param {boolean} quick
 * @returns {Promise<Probe[]>}
 */
async function ownProbes(source, log, quick) {
  const { bytesFragment, createScanner, emptyPolicy } = await load('index.js');
  const count = quick ? 100 : VALUES;
  const managed = await indexOf(count);
  const values = `${count.toLocaleString('en-US')} values`;
  return [
    { name: 'Staunch, patterns, sources', text: source, options: { decode: false } },
    { name: 'Staunch, patterns and decoders, sources', text: source, options: {} },
    { name: `Staunch, patterns, decoders and ${values}, sources`, text: source, options: { managed } },
    { name: 'Staunch, patterns, agent JSONL', text: log, options: { decode: false } },
    { name: 'Staunch, patterns and decoders, agent JSONL', text: log, options: {} },
    { name: `Staunch, patterns, decoders and ${values}, agent JSONL`, text: log, options: { managed } },
  ].map(({ name, text, options }) => {
    const scanner = createScanner({ policy: emptyPolicy, ...options });
    return { name, text, once: () => timed(() => scanner.scan(bytesFragment({ path: 'text' }, text))) };
  });
}

/**
 * An index as a vault keeps it, and its key.
 * @param {number} count
 */
export async function indexOf(count) {
  const { ManagedIndex } = await load('managed/index.js');
  const indexKey = randomBytes(32);
  const index = ManagedIndex.empty(randomBytes(16), indexKey);
  for (let i = 0; i < count; i++)
    index.add(i.toString(16).padStart(16, '0'), `V_${i}`, Buffer.from(drawn(i)));
  return { file: index.encode(1), indexKey };
}

/** @param {() => unknown} run */
function timed(run) {
  const started = performance.now();
  run();
  return { wall: (performance.now() - started) / 1000 };
}
