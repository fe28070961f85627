// `pnpm test`: builds, checks, and runs every test. The last line is `N passed, N failed`, from the real counts.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, declarations } from './build.mjs';
import { buildNative } from './natives.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = path.join(os.tmpdir(), `staunch-vitest-${process.pid}.json`);
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');

await bundle();
declarations();
const re2 = buildNative('re2');
console.log(
  re2 ? "users' rules: on re2 and on re2js" : "users' rules: on re2js only, since re2 cannot be built here",
);

const args = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, [vitest, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...(re2 ? { STAUNCH_TEST_RE2: '1' } : {}) },
});
let counts;
try {
  counts = JSON.parse(fs.readFileSync(report, 'utf8'));
  fs.rmSync(report);
} catch {
  console.log('the tests did not run to their end');
  process.exit(2);
}
// a file that could not be loaded holds tests that did not run: it counts as a failure
const broken = counts.testResults.filter(
  ({ status: state, assertionResults }) => state === 'failed' && assertionResults.length === 0,
);
const failed = counts.numFailedTests + broken.length;
const skipped = counts.numPendingTests + (counts.numTodoTests ?? 0);
console.log(`${counts.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 || status !== 0 || counts.numPassedTests === 0 ? 1 : 0);
