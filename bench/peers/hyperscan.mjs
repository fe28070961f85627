// Hyperscan through its Python package: a limit for searches in memory, with the same literals or the same patterns.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { environment } from '../measure.mjs';
import { pip, python } from './install.mjs';
import { placeOf } from './tool.mjs';

export const VERSION = '0.9.1';

/**
 * Something that runs once and tells seconds of searching. Throws where it cannot be had.
 * @param {string} work   a directory
 * @param {string} name
 * @param {string} text   a file
 * @param {readonly { pattern: string, caseless: boolean }[]} expressions
 */
export function hyperscan(work, name, text, expressions) {
  const folder = placeOf('hyperscan', VERSION);
  pip(folder, ['--no-deps', `hyperscan==${VERSION}`]);
  const list = path.join(work, `${name}.json`);
  fs.writeFileSync(list, JSON.stringify(expressions));
  const program = fileURLToPath(new URL('../probes/hyperscan.py', import.meta.url));
  const interpreter = python();
  return () => {
    const out = execFileSync(interpreter, [program, folder, text, list, '1'], {
      env: environment(),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { seconds, matches, compiled, refused } = JSON.parse(out);
    return { wall: /** @type {number} */ (seconds[0]), matches, compiled, refused };
  };
}
