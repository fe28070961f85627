import fs from 'node:fs';
import type { Descriptor, Fragment } from '@staunch/core';

const { O_RDONLY, O_NONBLOCK = 0 } = fs.constants;

/**
 * A file that was a regular one when it was listed: should it be a pipe by now, it is not waited for. Throws the
 * system's error when it cannot be opened.
 */
export function openFile(descriptor: Descriptor, path: string | Buffer): Fragment {
  const handle = fs.openSync(path, O_RDONLY | O_NONBLOCK);
  const stats = fs.fstatSync(handle);
  if (!stats.isFile()) {
    fs.closeSync(handle);
    throw Object.assign(new Error('not a regular file any more'), { code: 'ESTALE' });
  }
  return {
    size: stats.size,
    descriptor,
    read: (into, position) => fs.readSync(handle, into, 0, into.length, position),
    isSeekable: true,
    close: () => fs.closeSync(handle),
  };
}

/** The size of a file in bytes. */
export function sizeOf(path: string | Buffer): number {
  return fs.statSync(path).size;
}
