import path from 'node:path';
import { go } from './install.mjs';
import { numberAfter, placeOf, words } from './tool.mjs';

/** @param {number} threads */
const plain = (threads) => words(`--no-verification --no-update --json --concurrency ${threads}`);

/** It decodes base64 and the like and cannot be told not to. @type {import('./tool.mjs').Tool} */
export const trufflehog = {
  name: 'trufflehog',
  version: '3.97.0',
  install: () => [
    go(
      path.join(placeOf('trufflehog', trufflehog.version), 'trufflehog'),
      `github.com/trufflesecurity/trufflehog/v3@v${trufflehog.version}`,
    ),
  ],
  scan: ({ target, threads }) => ['filesystem', ...plain(threads), '--archive-max-depth', '1', target],
  history: ({ target, threads }) => ['git', ...plain(threads), `file://${target}`],
  env: (threads) => ({ GOMAXPROCS: String(threads) }),
  codes: [0],
  result: (_report, { stdout, stderr }) => ({
    findings: stdout.split('\n').filter((line) => line.includes('"DetectorName"')).length,
    bytes: numberAfter(/"bytes": ?(\d+)/, stderr),
  }),
};
