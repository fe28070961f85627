// Where the bench keeps things. Everything lies under .cache/bench, which git ignores.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const cache = path.join(root, '.cache', 'bench');
/** The executable under test. */
export const staunch = path.join(root, 'packages', 'cli', 'bin', 'staunch.js');

/**
 * A directory that is gone when the process ends, interrupted or not.
 * @param {string} prefix
 * @param {boolean} keep
 */
export function temporary(prefix, keep) {
  const made = fs.mkdtempSync(prefix);
  if (!keep) process.once('exit', () => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}
