// Texts that were made to keep a scanner busy, and users' patterns that blow up where a regex engine backtracks.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ADVERSARIAL } from '../adversarial.mjs';
import { interleave, median } from '../interleave.mjs';
import { environment, lastLine, measure } from '../measure.mjs';
import { cache, staunch, temporary } from '../paths.mjs';
import { figure, MB, table } from '../table.mjs';
import { indexOf } from './in-memory.mjs';

const BYTES = 8 * MB;
const QUICK_BYTES = 0.25 * MB;
const VALUES = 10_000;
/** MB/s below which a worst case is one. */
const BAR = 50;
const LIMIT_SECONDS = 120;
const MODES = ['patterns', 'decoders', 'values'];

const PATTERNS = ['(a+)+$', '(a|aa)+b', '([a-z]*)*=', '(.*)*x', '(a|a)*c', '^(([a-z])+.)+[A-Z]([a-z])+$'];

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchWorst({ runs, keep, quick, say }) {
  const work = temporary(path.join(cache, 'worst-'), keep);
  const texts = await adversarialTexts(work, runs, quick, say);
  const patterns = await usersPatterns(work, quick);
  return {
    text: [texts.text, patterns.text].join('\n\n'),
    failed: texts.failed || patterns.failed,
  };
}

/**
 * @param {string} work
 * @param {number} runs
 * @param {boolean} quick
 * @param {(line: string) => void} say
 */
async function adversarialTexts(work, runs, quick, say) {
  const bytes = quick ? QUICK_BYTES : BYTES;
  const index = path.join(work, 'index');
  const key = path.join(work, 'key');
  const { file, indexKey } = await indexOf(quick ? 100 : VALUES);
  fs.writeFileSync(index, file);
  fs.writeFileSync(key, indexKey);
  const program = fileURLToPath(new URL('../probes/worst.mjs', import.meta.url));
  const rows = Object.keys(ADVERSARIAL).flatMap((name) =>
    MODES.map((mode) => ({
      name,
      mode,
      run: async () => {
        const argv = [process.execPath, program, name, String(bytes), mode, index, key];
        const { code, stdout, stderr } = await measure(argv, {
          cwd: work,
          env: environment(),
          limit: LIMIT_SECONDS,
        });
        if (code !== 0) throw new Error(`exit ${code}: ${lastLine(stderr)}`);
        const { seconds, ...told } = JSON.parse(stdout);
        return { wall: /** @type {number} */ (seconds), ...told };
      },
    })),
  );
  const outcomes = await interleave(rows, runs, ({ name, mode }, { wall }) =>
    say(`worst: ${name}, ${mode}: ${figure(wall)} s`),
  );
  let slow = 0;
  const lines = Object.keys(ADVERSARIAL).map((name) => [
    name,
    ...MODES.map((mode) => {
      const row = rows.find((one) => one.name === name && one.mode === mode);
      const { samples = [], failure } = (row && outcomes.get(row)) ?? {};
      if (failure) return failure;
      const speed = median(samples.map(({ wall, bytes: length }) => length / MB / wall));
      if (speed < BAR) slow++;
      return `${figure(speed)}${speed < BAR ? ' (slow)' : ''}`;
    }),
  ]);
  const values = `and ${VALUES.toLocaleString('en-US')} values`;
  return {
    text: [
      `${bytes / MB} MB each, in memory, one thread, MB/s; the bar is ${BAR}${slow === 0 ? ', and all are above' : `, and ${slow} ${slow === 1 ? 'is' : 'are'} below`}.`,
      table(['text', 'patterns:', 'and decoders:', `${values}:`], lines),
    ].join('\n\n'),
    failed: rows.some((row) => outcomes.get(row)?.failure),
  };
}

/**
 * @param {string} work
 * @param {boolean} quick
 */
async function usersPatterns(work, quick) {
  const bytes = quick ? QUICK_BYTES : BYTES;
  const target = path.join(work, 'users');
  fs.mkdirSync(target);
  fs.writeFileSync(path.join(target, 'text'), Buffer.alloc(bytes, `${'a'.repeat(200)}\n`));
  fs.writeFileSync(path.join(target, 'line'), Buffer.alloc(bytes, 'a'));
  const lines = [];
  let failed = false;
  for (const pattern of PATTERNS) {
    const config = path.join(work, 'users.toml');
    fs.writeFileSync(config, `[[rules]]\nid = "users"\npattern = '''${pattern}'''\n`);
    const argv = [
      'scan',
      '--config',
      config,
      '--no-managed',
      '--no-decode',
      '--threads',
      '1',
      '--format',
      'json',
      '--output',
      path.join(work, 'users.json'),
      target,
    ];
    try {
      const { wall, code, stderr } = await measure([process.execPath, staunch, ...argv], {
        cwd: work,
        env: environment(),
        limit: LIMIT_SECONDS,
      });
      if (code > 1) throw new Error(`exit ${code}: ${lastLine(stderr)}`);
      lines.push([`\`${pattern}\``, figure((2 * bytes) / MB / wall)]);
    } catch (error) {
      failed = true;
      lines.push([`\`${pattern}\``, /** @type {Error} */ (error).message]);
    }
  }
  return {
    text: [
      `Users' own patterns that no keyword holds back, over ${(2 * bytes) / MB} MB of one letter, in lines and as one line; start of node included, once.`,
      table(['pattern', 'MB/s:'], lines),
    ].join('\n\n'),
    failed,
  };
}
