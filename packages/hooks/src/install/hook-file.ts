/** The files that git and husky run: read byte for byte, written back the same. */
import fs from 'node:fs';
import { writeWhole } from '@staunch/core';

/** The text of a file, a character a byte, so that it goes back byte for byte; undefined when there is none. */
export function readLatin1(file: string): string | undefined {
  return orAbsent(() => fs.readFileSync(file, 'latin1'));
}

/** The opposite. Throws what the system throws. */
export function writeLatin1(file: string, text: string, options?: { readonly executable: boolean }): void {
  writeWhole(file, Buffer.from(text, 'latin1'), options);
}

/** Whether something has this name, be it a symlink that leads nowhere. */
export function isThere(file: string): boolean {
  return orAbsent(() => fs.lstatSync(file)) !== undefined;
}

/** Whether a file that is there may be run; on Windows every file may. */
export function isExecutable(file: string): boolean {
  return process.platform === 'win32' || (fs.statSync(file).mode & 0o111) !== 0;
}

function orAbsent<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    // a core.hooksPath of /dev/null is ENOTDIR
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
