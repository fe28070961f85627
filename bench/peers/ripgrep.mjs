import fs from 'node:fs';
import path from 'node:path';
import { keywordsFile } from '../catalogue.mjs';
import { pip } from './install.mjs';
import { placeOf, words } from './tool.mjs';

/** The literals of all rules, counted and nothing else. @type {import('./tool.mjs').Tool} */
export const ripgrep = {
  name: 'ripgrep',
  version: '15.1.0',
  kind: 'limit',
  install: () => [...ripgrepProgram(), '-f', keywordsFile()],
  scan: ({ target, threads }) => [
    ...words(`--fixed-strings --ignore-case --text --hidden --no-ignore --no-messages`),
    ...words(`--count-matches --no-filename --threads ${threads}`),
    target,
  ],
  codes: [0, 1],
  result: (_report, { stdout }) => ({
    findings: stdout.split('\n').reduce((sum, line) => sum + Number(line), 0),
  }),
};

/** @returns {string[]} */
export function ripgrepProgram() {
  const folder = placeOf('ripgrep', ripgrep.version);
  pip(folder, [`ripgrep==${ripgrep.version}`]);
  const program = path.join(folder, 'bin', 'rg');
  fs.accessSync(program, fs.constants.X_OK);
  return [program];
}
