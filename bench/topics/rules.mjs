// Ten rules or five thousand, the same ones in every tool that reads gitleaks' TOML. What a tool takes to start with them,
// on an empty directory, is told apart from what it takes to search.
import fs from 'node:fs';
import path from 'node:path';
import { once } from '../contest.mjs';
import { asToml, generatedRules } from '../generated-rules.mjs';
import { interleave, median } from '../interleave.mjs';
import { cache, temporary } from '../paths.mjs';
import { betterleaks2 } from '../peers/betterleaks.mjs';
import { gitleaks } from '../peers/gitleaks.mjs';
import { self } from '../peers/staunch.mjs';
import { figure, MB, table } from '../table.mjs';
import { sourceText } from '../texts.mjs';

const COUNTS = [10, 100, 1000, 5000];

/** @type {import('./index.mjs').Topic['bench']} */
export async function benchRules({ runs, keep, quick, say }) {
  const work = temporary(path.join(cache, 'rules-'), keep);
  const target = directoryWith(work, quick);
  const empty = path.join(work, 'empty');
  fs.mkdirSync(empty);
  /** @type {{ tool: import('../peers/tool.mjs').Tool, count: number, kind: 'start' | 'all', run: () => ReturnType<typeof once> }[]} */
  const rows = [];
  for (const tool of [self, betterleaks2, gitleaks]) {
    for (const count of quick ? COUNTS.slice(0, 2) : COUNTS) {
      const config = path.join(work, `${count}.toml`);
      fs.writeFileSync(config, asToml(generatedRules(count)));
      const start = async (/** @type {string} */ where) => {
        const { scan, withRules } = /** @type {any} */ (tool);
        const given = {
          ...tool,
          scan: (/** @type {any} */ task) => {
            const [command, ...rest] = scan(task);
            return [command, ...withRules(config), ...rest];
          },
        };
        return once(given, 'scan', tool.install(), { target: where, threads: 1 }, work);
      };
      rows.push(
        { tool, count, kind: 'start', run: () => start(empty) },
        { tool, count, kind: 'all', run: () => start(target) },
      );
    }
  }
  const outcomes = await interleave(rows, runs, ({ tool, count, kind }, { wall }) =>
    say(`${count} rules, ${tool.name}, ${kind}: ${figure(wall)} s`),
  );
  const bytes = fs.statSync(path.join(target, 'text')).size;
  const wallOf = (/** @type {string} */ name, /** @type {number} */ count, /** @type {string} */ kind) => {
    const row = rows.find((one) => one.tool.name === name && one.count === count && one.kind === kind);
    return median((row && outcomes.get(row)?.samples.map(({ wall }) => wall)) ?? []);
  };
  const lines = rows
    .filter(({ kind }) => kind === 'all')
    .map((row) => {
      const { tool, count } = row;
      const { failure, samples = [] } = outcomes.get(row) ?? {};
      const title = [`${tool.name} ${tool.version}`, count.toLocaleString('en-US')];
      if (failure) return [...title, '–', '–', '–', '–', failure];
      const search = (/** @type {number} */ of) =>
        wallOf(tool.name, of, 'all') - wallOf(tool.name, of, 'start');
      return [
        ...title,
        figure(wallOf(tool.name, count, 'start')),
        figure(search(count)),
        figure(bytes / MB / search(count)),
        figure(search(count) / search(COUNTS[0] ?? 0)),
        samples.length,
      ];
    });
  const heads = ['tool', 'rules:', 'start s:', 'search s:', 'MB/s:', 'search ÷ that of 10:', 'runs'];
  return {
    text: [
      `One thread, ${(bytes / MB).toFixed(1)} MB of sources in one file; the rules are made by \`bench/generated-rules.mjs\`, half of them tokens with a prefix, half values beside a name. Start: with these rules on an empty directory.`,
      table(heads, lines),
    ].join('\n\n'),
    failed: rows.some((row) => row.tool === self && outcomes.get(row)?.failure),
  };
}

/** @param {string} work @param {boolean} quick */
function directoryWith(work, quick) {
  const directory = path.join(work, 'sources');
  fs.mkdirSync(directory);
  fs.writeFileSync(path.join(directory, 'text'), sourceText(quick));
  return directory;
}
