// Texts that are searched in memory.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { typicalSources } from './corpus.mjs';
import { MB } from './table.mjs';

const SOURCE_BYTES = 24 * MB;
const LOG_BYTES = 8 * MB;
const QUICK_BYTES = 2 * MB;

/** Whole files, one behind the other. @param {boolean} quick */
export function sourceText(quick) {
  const parts = [];
  let length = 0;
  for (const file of typicalSources(3000)) {
    const bytes = fs.readFileSync(file);
    parts.push(bytes);
    length += bytes.length;
    if (length >= (quick ? QUICK_BYTES : SOURCE_BYTES)) break;
  }
  return Buffer.concat(parts);
}

/** Lines such as agents write: text in JSON, with line feeds and quotes escaped. @param {boolean} quick */
export function agentLog(quick) {
  const lines = [];
  let length = 0;
  for (let i = 0; length < (quick ? QUICK_BYTES : LOG_BYTES); i++) {
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
