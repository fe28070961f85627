/** Replaces what a file holds: aside, fsync, rename, with its mode, owner, times, extended attributes and access list. */
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { syncDirectory } from '@staunch/core';
import { copyExtendedAttributes } from '@staunch/core/state';
import { attributesOf, putAttributes, putTimes } from '../attributes.ts';
import type { Attributes, Imprint } from '../undo/entries.ts';

/** What a replacement that was killed leaves beside the file; it holds what is redacted already. */
export const LEFT_OVER = /^\.staunch-[0-9a-f]{12}\.tmp$/;

/** Bytes that are read at once. */
const CHUNK = 1 << 20;

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;

/** Something else has written it meanwhile, or it is no plain file. */
export class NotReplaced extends Error {}

export interface Source {
  readonly size: number;
  readonly attributes: Attributes;
  /** From its start to its end, as often as it is asked for; a chunk is good until the next one is. */
  chunks(): Iterable<Buffer>;
}

/**
 * Writes what `rewrite` makes of the file, and puts it in the file's place once `keep` has the old one: it is told what the
 * new one is known by. False when nothing was to be changed. Throws NotReplaced, and what the system throws: the file is as it
 * was then.
 */
export function replaceFile(
  file: string,
  rewrite: (source: Source, write: (bytes: Buffer) => void) => boolean,
  keep: (source: Source, after: Imprint) => void,
): boolean {
  const handle = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const before = fs.fstatSync(handle, { bigint: true });
    if (!before.isFile()) throw new NotReplaced('it is not a regular file');
    if (before.nlink > 1n)
      throw new NotReplaced('it has other names (hard links), which would keep what stands there');
    const source: Source = {
      size: Number(before.size),
      attributes: attributesOf(before),
      chunks: () => read(handle, Number(before.size)),
    };
    const directory = path.dirname(file);
    const temporary = temporaryIn(directory);
    const times = attributesOf(fs.statSync(directory, { bigint: true }));
    try {
      const imprint = write(temporary, source, rewrite, file);
      if (!imprint) return false;
      keep(source, imprint);
      const now = fs.lstatSync(file, { bigint: true });
      if (now.ino !== before.ino || now.mtimeNs !== before.mtimeNs || now.size !== before.size)
        throw new NotReplaced('it was changed while it was being redacted');
      fs.renameSync(temporary, file);
      syncDirectory(directory);
      return true;
    } finally {
      fs.rmSync(temporary, { force: true });
      putTimes(directory, times);
    }
  } finally {
    fs.closeSync(handle);
  }
}

function write(
  temporary: string,
  source: Source,
  rewrite: (source: Source, write: (bytes: Buffer) => void) => boolean,
  file: string,
): Imprint | undefined {
  const out = fs.openSync(temporary, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let size = 0;
    const isChanged = rewrite(source, (bytes) => {
      for (let at = 0; at < bytes.length;) at += fs.writeSync(out, bytes, at, bytes.length - at);
      hash.update(bytes);
      size += bytes.length;
    });
    if (!isChanged) return undefined;
    // it gives the mode as well; owner, mode and times as they were come last
    copyExtendedAttributes(path.resolve(file), path.resolve(temporary));
    putAttributes(out, source.attributes);
    fs.fsyncSync(out);
    return { size, hash: hash.digest('hex') };
  } finally {
    fs.closeSync(out);
  }
}

const temporaryIn = (directory: string): string =>
  path.join(directory, `.staunch-${randomBytes(6).toString('hex')}.tmp`);

/** A file that is not there. Whole or not at all: whoever is killed at it leaves no half of it in its place. */
export function writeNew(file: string, attributes: Attributes, chunks: Iterable<Buffer>): void {
  const temporary = temporaryIn(path.dirname(file));
  try {
    const handle = fs.openSync(temporary, 'wx', 0o600);
    try {
      for (const chunk of chunks) for (let at = 0; at < chunk.length;) at += fs.writeSync(handle, chunk, at);
      putAttributes(handle, attributes);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(temporary, file);
  } finally {
    fs.rmSync(temporary, { force: true });
  }
  syncDirectory(path.dirname(file));
}

function* read(handle: number, size: number): Generator<Buffer> {
  const chunk = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(1, size)));
  for (let at = 0; at < size;) {
    const got = fs.readSync(handle, chunk, 0, Math.min(chunk.length, size - at), at);
    if (got === 0) throw new NotReplaced('it shrank while it was read');
    at += got;
    yield chunk.subarray(0, got);
  }
}
