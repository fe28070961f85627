/** Files of the user's that are written whole or not at all. */
import fs from 'node:fs';
import path from 'node:path';
import { loadBuiltIn } from './library.ts';

/**
 * Replaces a file, or makes it: aside, fsync, rename, so that whoever reads it meanwhile sees the old one or the new
 * one. A file that stood there keeps its mode, and a symlink stays and has its target replaced. Throws what the system
 * throws, and nothing is left behind then.
 */
export function writeWhole(
  file: string,
  content: string | Uint8Array,
  { executable = false }: { readonly executable?: boolean } = {},
): void {
  const { randomBytes } = loadBuiltIn<typeof import('node:crypto')>('crypto');
  const standing = fs.statSync(file, { throwIfNoEntry: false });
  const target = standing ? fs.realpathSync(file) : path.resolve(file);
  const name = `.${path.basename(target)}.${randomBytes(6).toString('hex')}.staunch`;
  const temporary = path.join(path.dirname(target), name);
  const handle = fs.openSync(temporary, 'wx', executable ? 0o777 : 0o666);
  try {
    try {
      fs.writeFileSync(handle, content);
      if (standing) fs.fchmodSync(handle, (standing.mode & 0o7777) | (executable ? 0o111 : 0));
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

/** So that the rename outlives a power cut. */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(directory, 'r');
  try {
    fs.fsyncSync(handle);
  } catch (error) {
    // some file systems cannot
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
  } finally {
    fs.closeSync(handle);
  }
}
