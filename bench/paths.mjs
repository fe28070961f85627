// Where the bench keeps things. Everything lies under .cache/bench, which git ignores.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const cache = path.join(root, '.cache', 'bench');
/** The executable under test. */
export const staunch = path.join(root, 'packages', 'cli', 'bin', 'staunch.js');
