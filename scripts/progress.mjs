// A reporter of vitest: one line in the file that STAUNCH_TEST_PROGRESS names for all that happens. `test.mjs` sees by it
// that the tests go on, and what was not finished when they do not.
import fs from 'node:fs';

const file = process.env['STAUNCH_TEST_PROGRESS'];
const note = (what, name = '') => fs.appendFileSync(file, `${what} ${name}\n`);

export default class Progress {
  onTestRunStart(specifications) {
    for (const { moduleId } of specifications) note('queued', moduleId);
  }

  onTestModuleStart({ moduleId }) {
    note('started', moduleId);
  }

  onTestModuleEnd({ moduleId }) {
    note('finished', moduleId);
  }

  onTestCaseResult(test) {
    note(test.result().state);
  }

  onUserConsoleLog() {
    note('printed');
  }
}

/** What the lines of such a file say so far. */
export function progressOf(lines) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  /** By file: whether it was started. */
  const unfinished = new Map();
  for (const line of lines.split('\n')) {
    const at = line.indexOf(' ');
    const what = line.slice(0, at);
    const name = line.slice(at + 1);
    if (what in counts) counts[what]++;
    else if (what === 'queued') unfinished.set(name, false);
    else if (what === 'started') unfinished.set(name, true);
    else if (what === 'finished') unfinished.delete(name);
  }
  return { ...counts, unfinished };
}
