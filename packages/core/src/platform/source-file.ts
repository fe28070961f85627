/** Files that values are read from: the user's own, anywhere, and never changed. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { printable } from '../report/escape.ts';

/** As it is kept, whatever the working directory is when it is read again. */
export function absolutePath(file: string): string {
  return path.resolve(file.startsWith('~/') ? path.join(process.env['HOME'] ?? '~', file.slice(2)) : file);
}

export function baseName(file: string): string {
  return path.basename(file);
}

function unreadable(what: string, file: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const { code } = error as NodeJS.ErrnoException;
  return new UserError(`${what} ${printable(file)} cannot be read (${code ?? 'unknown error'})`);
}

/**
 * All of a file, at most `most` bytes. The caller wipes it. A pipe is read only where a shell made it (`<(…)`): another
 * one might never end. Throws UserError.
 */
export function readSourceFile(file: string, what: string, most: number): Buffer {
  const tooLarge = (): UserError =>
    new UserError(`${what} ${printable(file)} is larger than ${most} bytes`, { hint: 'nothing was changed' });
  let bytes: Buffer;
  try {
    const stats = fs.statSync(file);
    if (!stats.isFile() && !/^\/(?:dev|proc\/self)\/fd\/\d+$|^\/dev\/stdin$/.test(file)) {
      throw new UserError(`${what} ${printable(file)} is not a regular file`);
    }
    if (stats.size > most) throw tooLarge();
    bytes = fs.readFileSync(file);
  } catch (error) {
    throw unreadable(what, file, error);
  }
  if (bytes.length <= most) return bytes;
  bytes.fill(0);
  throw tooLarge();
}

/**
 * The files below a directory whose names end so, without that ending, in order. Hidden files and folders are left out;
 * a link to a folder is followed, but not into a folder that it stands in. Throws UserError when a folder cannot be
 * read, or there are more than `most`.
 */
export function namesBelow(directory: string, ending: string, most: number): string[] {
  const names: string[] = [];
  const walk = (folder: string, above: readonly string[]): void => {
    let entries: fs.Dirent[];
    let real: string;
    try {
      real = fs.realpathSync(path.join(directory, folder));
      if (above.includes(real)) return;
      entries = fs.readdirSync(real, { withFileTypes: true });
    } catch (error) {
      throw unreadable('the directory', path.join(directory, folder), error);
    }
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const name = folder ? `${folder}/${entry.name}` : entry.name;
      const isLinked = entry.isSymbolicLink() && isDirectory(path.join(real, entry.name));
      if (entry.isDirectory() || isLinked) walk(name, [...above, real]);
      else if (entry.name.endsWith(ending)) names.push(name.slice(0, -ending.length));
      if (names.length > most) throw new UserError(`there are more than ${most} values at this address`);
    }
  };
  walk('', []);
  return names.sort();
}

export function exists(file: string): boolean {
  return statsOf(file) !== undefined;
}

export function isFile(file: string): boolean {
  return statsOf(file)?.isFile() ?? false;
}

export function isDirectory(file: string): boolean {
  return statsOf(file)?.isDirectory() ?? false;
}

/** Undefined also where nobody can tell: behind a closed folder, a link to itself, a name that is too long. */
function statsOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file);
  } catch {
    return undefined;
  }
}

export function homePath(name: string): string {
  return absolutePath(`~/${name}`);
}
