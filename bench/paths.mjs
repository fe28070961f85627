// Where the bench keeps things. Everything lies under .cache/bench, which git ignores.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** STAUNCH_BENCH_CACHE names another place: several clones can share a corpus and the tools. */
export const cache = path.resolve(process.env.STAUNCH_BENCH_CACHE ?? path.join(root, '.cache', 'bench'));
/** The executable under test. */
export const staunch = path.join(root, 'packages', 'cli', 'bin', 'staunch.js');

/**
 * A directory that is gone when the process ends, interrupted or not.
 * @param {string} prefix
 * @param {boolean} keep
 */
export function temporary(prefix, keep) {
  fs.mkdirSync(path.dirname(prefix), { recursive: true });
  const made = fs.mkdtempSync(prefix);
  if (!keep) process.once('exit', () => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

/**
 * Makes what lies at `target` once: an interrupted attempt leaves nothing that would be taken for it.
 * @param {string} target
 * @param {(making: string) => void} make   writes to the path that it is given
 */
export function once(target, make) {
  if (fs.existsSync(target)) return target;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const making = `${target}.making`;
  fs.rmSync(making, { recursive: true, force: true });
  make(making);
  fs.renameSync(making, target);
  return target;
}
