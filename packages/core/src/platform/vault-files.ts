/**
 * The files of the vault, below Staunch's own directory: the only place that touches them. They are its owner's alone,
 * whatever the umask, and regular files: a link, another owner and loose modes are refused, and nothing is half
 * written, whenever the process or the machine dies.
 */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { homeDirectory, makeDirectory } from './home.ts';
import { loadBuiltIn } from './library.ts';
import { syncDirectory } from './whole-file.ts';

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
const TEMPORARY = '.tmp-';
/** More than any vault has; less than what a Buffer holds. */
const MOST_BYTES = 1 << 30;

/** Where a file of the vault stands; names may lead into a folder: `inbox/…`. */
export function vaultPath(name: string): string {
  return path.join(homeDirectory(), name);
}

/** The names in the directory, or in a folder of it; none when it is not there. */
export function listNames(folder = '.'): readonly string[] {
  const directory = vaultPath(folder);
  try {
    return fs.readdirSync(directory).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw failure(directory, 'read', error);
  }
}

/** Throws UserError when the file is a link, not the user's own, or open to others; false when it is not there. */
export function checkPrivate(name: string): boolean {
  const file = vaultPath(name);
  let stats: fs.Stats;
  try {
    stats = fs.lstatSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw failure(file, 'read', error);
  }
  if (stats.isDirectory()) checkDirectory(file, stats);
  else checkStats(file, stats);
  return true;
}

/** Throws UserError when others may put files into Staunch's directory. */
export function checkHome(): void {
  const directory = homeDirectory();
  try {
    checkDirectory(directory, fs.statSync(directory));
  } catch (error) {
    throw failure(directory, 'read', error);
  }
}

function checkDirectory(directory: string, stats: fs.Stats): void {
  if (!stats.isDirectory()) throw new UserError(`${directory} is not a directory`);
  checkOwner(directory, stats);
  if (process.platform !== 'win32' && (stats.mode & 0o022) !== 0) {
    throw new UserError(`${directory} can be changed by others`, { hint: `chmod 700 ${directory}` });
  }
}

function checkStats(file: string, stats: fs.Stats): void {
  if (stats.isSymbolicLink()) {
    throw new UserError(`${file} is a symbolic link`, { hint: 'the file itself must stand there' });
  }
  if (!stats.isFile()) throw new UserError(`${file} is not a regular file`);
  checkOwner(file, stats);
  if (process.platform !== 'win32' && (stats.mode & 0o077) !== 0) {
    throw new UserError(`${file} is open to others`, { hint: `chmod 600 ${file}` });
  }
}

function checkOwner(file: string, { uid }: fs.Stats): void {
  if (process.getuid && uid !== process.getuid()) {
    throw new UserError(`${file} belongs to another user`, {
      hint: 'run as its owner, or set STAUNCH_HOME to a directory of your own',
    });
  }
}

/** All of a file; undefined when it is not there. */
export function readPrivate(name: string): Buffer | undefined {
  const file = vaultPath(name);
  let handle: number | undefined;
  try {
    handle = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stats = fs.fstatSync(handle);
    checkStats(file, stats);
    if (stats.size > MOST_BYTES) throw new UserError(`${file} is too large to be Staunch's`);
    // unpooled: what is wiped is nobody else's
    const bytes = Buffer.alloc(stats.size);
    for (let at = 0; at < bytes.length;) {
      const length = fs.readSync(handle, bytes, at, bytes.length - at, at);
      if (length === 0) throw new UserError(`${file} was changed while it was read`);
      at += length;
    }
    return bytes;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    // what O_NOFOLLOW answers to a link
    if (code === 'ELOOP' || code === 'EMLINK') checkStats(file, fs.lstatSync(file));
    throw failure(file, 'read', error);
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

/** Aside, fsync, rename, fsync of the directory. With `keep` the version before stays as `NAME.prev`. */
export function writePrivate(name: string, bytes: Uint8Array, keep: 'keep' | 'drop' = 'drop'): void {
  const file = vaultPath(name);
  const temporary = temporaryBeside(file);
  try {
    const handle = fs.openSync(temporary, 'wx', 0o600);
    try {
      // a umask may have taken the owner's own bits
      fs.fchmodSync(handle, 0o600);
      for (let at = 0; at < bytes.length;) at += fs.writeSync(handle, bytes, at, bytes.length - at);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    if (keep === 'keep') keepPrevious(file);
    fs.renameSync(temporary, file);
    syncDirectory(path.dirname(file));
  } catch (error) {
    removeQuietly(temporary);
    throw failure(file, 'written', error);
  }
}

/** A second name for what stands there now, so that the file itself is never gone for a moment. */
function keepPrevious(file: string): void {
  const link = temporaryBeside(file);
  try {
    fs.linkSync(file, link);
    fs.renameSync(link, `${file}.prev`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // nothing there yet, or a file system without hard links
    if (!['ENOENT', 'EPERM', 'ENOTSUP', 'ENOSYS'].includes(code ?? '')) throw error;
  } finally {
    // a rename between two names of one file leaves both
    removeQuietly(link);
  }
}

function temporaryBeside(file: string): string {
  const { randomBytes } = loadBuiltIn<typeof import('node:crypto')>('crypto');
  return path.join(path.dirname(file), TEMPORARY + randomBytes(8).toString('hex'));
}

function removeQuietly(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // the next writer tries again
  }
}

export function removePrivate(name: string): void {
  const file = vaultPath(name);
  try {
    fs.rmSync(file, { force: true });
    syncDirectory(path.dirname(file));
  } catch (error) {
    throw failure(file, 'removed', error);
  }
}

/** Staunch's directory, or a folder of it, made when it is not there. */
export function makeFolder(folder = '.'): void {
  const directory = vaultPath(folder);
  try {
    if (!fs.existsSync(directory)) {
      makeDirectory(directory);
      fs.chmodSync(directory, 0o700);
    }
    checkDirectory(directory, fs.statSync(directory));
  } catch (error) {
    throw failure(directory, 'made', error);
  }
}

/** What writers left that died. Only who holds the lock may do it. */
export function clearTemporaries(folder = '.'): void {
  for (const name of listNames(folder)) {
    if (name.startsWith(TEMPORARY)) removeQuietly(vaultPath(path.join(folder, name)));
  }
}

/** One line that names the file, with the way out where there is one. */
export function failure(
  file: string,
  what: 'read' | 'written' | 'removed' | 'made',
  error: unknown,
): UserError {
  if (error instanceof UserError) return error;
  const { code } = error as NodeJS.ErrnoException;
  const hint = {
    ENOSPC: 'the disk is full: free some space and run it again',
    EDQUOT: 'your quota is used up: free some space and run it again',
    EROFS: 'the file system is read-only: set STAUNCH_HOME to a directory that you can write to',
    EACCES: 'give yourself access, or set STAUNCH_HOME to a directory of your own',
    EPERM: 'give yourself access, or set STAUNCH_HOME to a directory of your own',
  }[code ?? ''];
  return new UserError(`${file} cannot be ${what} (${code ?? 'unknown error'})`, hint ? { hint } : {});
}
