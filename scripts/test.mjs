// `pnpm test`: builds, checks, and runs every test. The last line is `N passed, N failed`, from the real counts. Tests that
// are silent for ten minutes (STAUNCH_TEST_SILENCE, in seconds) are stuck: they are killed, and their files count as failed.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, declarations } from './build.mjs';
import { buildNative } from './natives.mjs';
import { progressOf } from './progress.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const report = path.join(os.tmpdir(), `staunch-vitest-${process.pid}.json`);
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');

const LONGEST_SILENCE = Number(process.env['STAUNCH_TEST_SILENCE'] ?? 600) * 1000;

await bundle();
declarations();
const re2 = buildNative('re2');
console.log(
  re2 ? "users' rules: on re2 and on re2js" : "users' rules: on re2js only, since re2 cannot be built here",
);

const progress = path.join(os.tmpdir(), `staunch-progress-${process.pid}`);
fs.writeFileSync(progress, '');
const args = [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--reporter=${path.join(root, 'scripts', 'progress.mjs')}`,
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
];
// a group of its own: what a test started ends with it
const child = spawn(process.execPath, [vitest, ...args], {
  cwd: root,
  stdio: 'inherit',
  detached: true,
  env: {
    ...process.env,
    STAUNCH_TEST_PROGRESS: progress,
    ...(re2 ? { STAUNCH_TEST_RE2: '1' } : {}),
  },
});
function endGroup() {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    endGroup();
    fs.rmSync(progress, { force: true });
    process.exit(1);
  });
}

// no timeout of vitest's ends a test that never gives back control
let isStuck = false;
let size = 0;
let since = Date.now();
const watch = setInterval(() => {
  const now = fs.statSync(progress).size;
  if (now !== size) [size, since] = [now, Date.now()];
  else if (Date.now() - since > LONGEST_SILENCE) {
    isStuck = true;
    endGroup();
  }
}, 1000);
const status = await new Promise((resolve) => child.once('exit', resolve));
clearInterval(watch);
const known = progressOf(fs.readFileSync(progress, 'utf8'));
fs.rmSync(progress);
if (isStuck) {
  console.log(`\nno test has ended for ${LONGEST_SILENCE / 1000} seconds; these files were not finished:`);
  for (const [file, isStarted] of known.unfinished) {
    console.log(`  ${path.relative(root, file)}${isStarted ? '' : ' (not started)'}`);
  }
  fs.rmSync(report, { force: true });
  end(known.passed, known.failed + Math.max(1, known.unfinished.size), known.skipped);
}
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
end(counts.numPassedTests, failed, skipped);

function end(passed, failures, left) {
  if (left > 0) console.log(`${left} skipped`);
  console.log(`${passed} passed, ${failures} failed`);
  process.exit(failures > 0 || status !== 0 || passed === 0 ? 1 : 0);
}
