/** Looks into directories without opening a file. */
import fs from 'node:fs';
import path from 'node:path';

export type Kind = 'file' | 'directory' | 'link' | 'other';

/** What is at a path itself: a symbolic link is not followed. Undefined where there is nothing. */
export function kindAt(file: string): Kind | undefined {
  try {
    const stats = fs.lstatSync(file);
    return stats.isFile()
      ? 'file'
      : stats.isDirectory()
        ? 'directory'
        : stats.isSymbolicLink()
          ? 'link'
          : 'other';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : 'other';
  }
}

/** Whether it is there and is the user's own: in a directory that all share, anybody may have made something of that name. */
export function isOwn(file: string): boolean {
  try {
    return fs.lstatSync(file).uid === process.getuid?.();
  } catch {
    return false;
  }
}

/** The names in a directory, sorted; none where it is not there or cannot be listed. */
export function namesIn(directory: string): string[] {
  try {
    return fs.readdirSync(directory).sort();
  } catch {
    // whoever walks it says why
    return [];
  }
}

/** The paths in a directory whose names match. */
export function pathsIn(directory: string, pattern: RegExp): string[] {
  return namesIn(directory)
    .filter((name) => pattern.test(name))
    .map((name) => path.join(directory, name));
}
