// What was measured last of each topic, and the Markdown file and the chart that are made of it. A topic's section is one
// run; a later run of it alone takes its place.
import fs from 'node:fs';
import path from 'node:path';
import { chart } from './chart.mjs';
import { inWords } from './machine.mjs';

/**
 * @typedef {object} Section
 * @property {string} title
 * @property {string} text
 * @property {string} command   that does it again
 * @property {number} minutes   that it took
 * @property {import('./machine.mjs').Machine} machine
 * @property {import('./chart.mjs').Panel} [panel]
 */

/**
 * Keeps a section for a later `writeResults`.
 * @param {string} records   a directory
 * @param {string} topic
 * @param {Section} section
 */
export function record(records, topic, section) {
  fs.mkdirSync(records, { recursive: true });
  fs.writeFileSync(path.join(records, `${topic}.json`), `${JSON.stringify(section, null, 2)}\n`);
}

/**
 * Writes RESULTS.md and chart.svg of all that is recorded, in the order of `topics`.
 * @param {string} records
 * @param {readonly string[]} topics
 * @param {string} target   a directory
 */
export function writeResults(records, topics, target) {
  const sections = topics.flatMap((topic) => {
    const file = path.join(records, `${topic}.json`);
    return fs.existsSync(file) ? [/** @type {Section} */ (JSON.parse(fs.readFileSync(file, 'utf8')))] : [];
  });
  fs.mkdirSync(target, { recursive: true });
  fs.writeFileSync(path.join(target, 'RESULTS.md'), markdown(sections));
  const panels = sections.flatMap(({ panel }) => (panel && panel.bars.length > 0 ? [panel] : []));
  const first = sections.find(({ panel }) => panel);
  if (first)
    fs.writeFileSync(
      path.join(target, 'chart.svg'),
      chart(panels, `${first.machine.date.slice(0, 10)}, ${first.machine.hardware}. Longer is faster.`),
    );
}

/** @param {readonly Section[]} sections */
export function markdown(sections) {
  return [
    '# Results',
    'Written by `pnpm bench`; [README.md](README.md) says how to read it. Each section is one run: only figures of one table are compared.',
    ...(sections.some(({ panel }) => panel) ? ['![MB/s by tool](chart.svg)'] : []),
    ...sections.flatMap(({ title, text, command, minutes, machine }) => [
      `## ${title}`,
      `_${inWords(machine)}; \`${command}\`, ${minutes < 1 ? 'less than a minute' : `${Math.round(minutes)} min`}._`,
      text,
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}
