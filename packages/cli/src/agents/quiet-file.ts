/** Reads files so that nobody can tell: nothing is written, and access times stay where the system allows it. */
import fs from 'node:fs';
import type { Descriptor, Fragment } from '@staunch/core';

const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = fs.constants;
/** Linux alone has it. */
const O_NOATIME = (fs.constants as { readonly O_NOATIME?: number }).O_NOATIME ?? 0;

export interface QuietFile {
  /** In bytes, when it was opened. */
  readonly size: number;
  readonly stats: fs.Stats;
  read(into: Uint8Array, position: number): number;
  /** Whether somebody has written to it since it was opened. */
  hasChanged(): boolean;
  close(): void;
}

/** Files whose access times were changed by reading them: only an owner may read without that. */
export const touched = new Set<string>();

/** Throws the system's error where it cannot be opened; a symbolic link cannot (ELOOP), nor what is no file (ESTALE). */
export function openQuietly(path: string | Buffer): QuietFile {
  const flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW;
  let handle: number;
  let isQuiet = O_NOATIME !== 0;
  try {
    handle = fs.openSync(path, flags | O_NOATIME);
  } catch (error) {
    if (!isQuiet || (error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    // somebody else's file
    isQuiet = false;
    handle = fs.openSync(path, flags);
  }
  const stats = fs.fstatSync(handle);
  if (!stats.isFile()) {
    fs.closeSync(handle);
    throw Object.assign(new Error('not a regular file any more'), { code: 'ESTALE' });
  }
  return {
    size: stats.size,
    stats,
    read: (into, position) => fs.readSync(handle, into, 0, into.length, position),
    hasChanged() {
      const { size, mtimeMs } = fs.fstatSync(handle);
      return size !== stats.size || mtimeMs !== stats.mtimeMs;
    },
    close() {
      if (!isQuiet && fs.fstatSync(handle).atimeMs !== stats.atimeMs) touched.add(String(path));
      fs.closeSync(handle);
    },
  };
}

export function quietFragment(descriptor: Descriptor, file: QuietFile): Fragment {
  return {
    descriptor,
    size: file.size,
    read: (into, position) => file.read(into, position),
    isSeekable: true,
    close: () => file.close(),
  };
}

/** A small file as a whole. Throws as `openQuietly` does. */
export function readQuietly(path: string): Buffer {
  const file = openQuietly(path);
  try {
    const bytes = Buffer.alloc(file.size);
    return bytes.subarray(0, file.read(bytes, 0));
  } finally {
    file.close();
  }
}
