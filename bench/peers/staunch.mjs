import fs from 'node:fs';
import { staunch } from '../paths.mjs';
import { words } from './tool.mjs';

/** As a user runs it, start of node included; patterns alone, as everybody else. @type {import('./tool.mjs').Tool} */
export const self = {
  name: 'Staunch',
  version: 'this tree',
  kind: 'self',
  install: () => [process.execPath, staunch],
  scan: ({ target, report, threads }) => [
    ...words(`scan --no-managed --no-decode --threads ${threads} --format json --output`),
    report,
    target,
  ],
  history: ({ target, report }) => [
    ...words('git --all --no-managed --no-decode --format json --output'),
    report,
    target,
  ],
  withRules: (config) => ['--config', config],
  codes: [0, 1],
  result: (report) => {
    const { findings, stats } = JSON.parse(fs.readFileSync(report, 'utf8'));
    return { findings: findings.length, bytes: stats.bytes };
  },
};

/** As it is without a flag: every decoder, archives too. @type {import('./tool.mjs').Tool} */
export const selfDecoding = {
  ...self,
  name: 'Staunch decoding',
  scan: (task) => /** @type {Function} */ (self.scan)(task).filter(isNotThePlainFlag),
  history: (task) => /** @type {Function} */ (self.history)(task).filter(isNotThePlainFlag),
};

/** @param {string} word */
function isNotThePlainFlag(word) {
  return word !== '--no-decode';
}
