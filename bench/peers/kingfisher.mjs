import fs from 'node:fs';
import path from 'node:path';
import { pip } from './install.mjs';
import { numberAfter, placeOf, words } from './tool.mjs';

const PLAIN = words('scan --no-update-check --no-validate --no-extract-archives --no-base64 --no-dedup');

/** @param {string} history @param {import('./tool.mjs').Task} task */
const scan = (history, { target, report, threads }) => [
  ...PLAIN,
  ...words(`--git-history ${history} --commit-metadata=false --jobs ${threads} --format json --output`),
  report,
  target,
];

/** @type {import('./tool.mjs').Tool} */
export const kingfisher = {
  name: 'kingfisher',
  version: '2.14.0',
  install: () => {
    const folder = placeOf('kingfisher', kingfisher.version);
    pip(folder, ['--no-deps', `kingfisher-bin==${kingfisher.version}`]);
    // the program itself: the package's command would start Python first
    return [path.join(folder, 'kingfisher', 'bin', 'kingfisher')];
  },
  scan: (task) => scan('none', task),
  history: (task) => scan('full', task),
  codes: [0, 200, 205],
  result: (report, { stdout }) => ({
    findings: JSON.parse(fs.readFileSync(report, 'utf8')).findings.length,
    bytes: numberAfter(/"bytes_scanned":(\d+)/, stdout),
  }),
};

/** Its own fastest, without a look at a file's language. @type {import('./tool.mjs').Tool} */
export const kingfisherTurbo = {
  ...kingfisher,
  name: 'kingfisher turbo',
  extra: true,
  scan: (task) => [...scan('none', task), '--turbo'],
};
