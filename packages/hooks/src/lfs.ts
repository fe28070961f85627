/** Git LFS: a small pointer stands in the history, and the file itself in the repository's own store, from where it is pushed. */
import fs from 'node:fs';
import path from 'node:path';
import type { Descriptor, Fragment } from '@staunch/core';

/** git-lfs itself takes no larger blob for a pointer. */
const LARGEST_POINTER = 1024;

/** The first line names the version; hawser and git-media are what git-lfs was called before. */
const POINTER =
  /^version https?:\/\/(?:git-lfs\.github\.com\/spec|hawser\.github\.com\/spec|git-media\.io\/v)\//;

/** The SHA-256 of the file that a pointer stands for; undefined where the blob is no pointer. */
export function lfsObject(blob: Buffer): string | undefined {
  if (blob.length > LARGEST_POINTER) return undefined;
  // as git-lfs reads it: blanks around it do not count
  const text = blob.toString('latin1').trimStart();
  return POINTER.test(text) ? /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1] : undefined;
}

/** Where it stands. `storage` is git-lfs' `lfs.storage`, relative to the common directory, where it is set. */
export function lfsFile(commonDir: string, id: string, storage = 'lfs'): string {
  return path.resolve(commonDir, storage, 'objects', id.slice(0, 2), id.slice(2, 4), id);
}

/** Throws what the platform throws: ENOENT when the file is not on this machine. */
export function lfsFragment(descriptor: Descriptor, file: string): Fragment {
  const handle = fs.openSync(file, 'r');
  return {
    descriptor,
    size: fs.fstatSync(handle).size,
    read: (into, position) => fs.readSync(handle, into, 0, into.length, position),
    isSeekable: true,
    close: () => fs.closeSync(handle),
  };
}
