import fs from 'node:fs';
import { onPath } from './install.mjs';
import { numberAfter, words } from './tool.mjs';

/** @param {string} history @param {import('./tool.mjs').Task} task */
const scan = (history, { target, report, threads }) => {
  fs.rmSync(report, { recursive: true, force: true });
  return [
    ...words(`scan --git-history ${history} --jobs ${threads} --progress never --datastore`),
    report,
    target,
  ];
};

/** It is in no package registry: it runs where the machine has it. @type {import('./tool.mjs').Tool} */
export const noseyparker = {
  name: 'noseyparker',
  version: 'of this machine',
  install: () => {
    const program = onPath('noseyparker');
    if (!program) throw new Error('not installed: it is in no package registry');
    return [program];
  },
  scan: (task) => scan('none', task),
  history: (task) => scan('full', task),
  codes: [0],
  result: (_report, { stdout, stderr }) => ({
    findings: numberAfter(/([\d,]+) (?:new )?matches/, (stdout + stderr).replaceAll(',', '')),
  }),
};
