import fs from 'node:fs';
import path from 'node:path';
import { go, goModule } from './install.mjs';
import { numberAfter, placeOf, words } from './tool.mjs';

const MODULE = 'github.com/zricethezav/gitleaks/v8';
const PLAIN = words('--no-banner --no-color --exit-code 0 --max-decode-depth 0');
const REPORT = words('--report-format json --report-path');

/** Its default decodes base64, percent and hex, and takes half as long again. @type {import('./tool.mjs').Tool} */
export const gitleaks = {
  name: 'gitleaks',
  version: '8.30.1',
  install: () => [
    go(path.join(placeOf('gitleaks', gitleaks.version), 'gitleaks'), `${MODULE}@v${gitleaks.version}`),
  ],
  scan: ({ target, report }) => ['dir', ...PLAIN, ...REPORT, report, target],
  history: ({ target, report }) => ['git', ...PLAIN, ...REPORT, report, target],
  withRules: (config) => ['--config', config],
  env: (threads) => ({ GOMAXPROCS: String(threads) }),
  codes: [0],
  result: (report, { stderr }) => ({
    findings: JSON.parse(fs.readFileSync(report, 'utf8')).length,
    bytes: numberAfter(/scanned ~(\d+) bytes/, stderr),
  }),
};

/** As a user gets it who sets nothing. @type {import('./tool.mjs').Tool} */
export const gitleaksDecoding = {
  ...gitleaks,
  name: 'gitleaks decoding',
  extra: true,
  scan: (task) => [.../** @type {Function} */ (gitleaks.scan)(task), '--max-decode-depth', '5'],
};

/** The rules that it ships, which other tools read as well. Throws where the module cannot be had. */
export function gitleaksRules() {
  return path.join(goModule(`${MODULE}@v${gitleaks.version}`), 'config', 'gitleaks.toml');
}
