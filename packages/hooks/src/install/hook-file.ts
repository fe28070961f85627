/** The files that git and husky run: read byte for byte, written whole or not at all. */
import fs from 'node:fs';
import path from 'node:path';

/**
 * Replaces a file whole or not at all: whoever runs it meanwhile sees the old one or the new one. A file that stood
 * there keeps its mode, and a symlink stays and has its target replaced.
 */
export function writeAtomically(
  file: string,
  content: Buffer,
  { executable }: { executable: boolean },
): void {
  const standing = fs.existsSync(file);
  const target = standing ? fs.realpathSync(file) : file;
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.staunch`);
  const handle = fs.openSync(temporary, 'wx', executable ? 0o777 : 0o666);
  try {
    try {
      fs.writeFileSync(handle, content);
      if (standing) fs.fchmodSync(handle, (fs.statSync(target).mode & 0o7777) | (executable ? 0o111 : 0));
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
  return orAbsent(() => fs.readFileSync(file, 'latin1'));
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
