import fs from 'node:fs';
import path from 'node:path';

/**
 * Replaces a file whole or not at all: whoever runs it meanwhile sees the old one or the new one. `mode` is less the
 * umask for a new file, and as it is for one that stood there. A symlink stays, and its target is replaced.
 */
export function writeAtomically(file: string, content: Buffer | string, mode: number): void {
  const standing = fs.existsSync(file);
  const target = standing ? fs.realpathSync(file) : file;
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.staunch`);
  const handle = fs.openSync(temporary, 'wx', mode);
  try {
    try {
      fs.writeFileSync(handle, content);
      if (standing) fs.fchmodSync(handle, mode);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(temporary, target);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

/** The text of a file, a character a byte, so that it goes back byte for byte; undefined when there is none. */
export function readLatin1(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
