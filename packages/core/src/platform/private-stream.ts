/** Large files below Staunch's own directory, written and read piece by piece. They are its owner's alone. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { checkPrivate, failure, vaultPath } from './vault-files.ts';
import { syncDirectory } from './whole-file.ts';

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;

/** A new file that grows. What `sync` has seen stays, whenever the process or the machine dies. */
export class PrivateWriter {
  readonly file: string;
  private readonly handle: number;

  /** Throws UserError when it cannot be made, or is there already. */
  constructor(name: string) {
    this.file = vaultPath(name);
    try {
      this.handle = fs.openSync(this.file, 'wx', 0o600);
      // a umask may have taken the owner's own bits
      fs.fchmodSync(this.handle, 0o600);
      syncDirectory(path.dirname(this.file));
    } catch (error) {
      throw failure(this.file, 'made', error);
    }
  }

  /** Throws UserError, on a full disk say: what was written before stays whole. */
  write(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length;) at += fs.writeSync(this.handle, bytes, at, bytes.length - at);
    } catch (error) {
      throw failure(this.file, 'written', error);
    }
  }

  sync(): void {
    try {
      fs.fsyncSync(this.handle);
    } catch (error) {
      throw failure(this.file, 'written', error);
    }
  }

  close(): void {
    fs.closeSync(this.handle);
  }
}

/** Reads such a file from its start to its end. */
export class PrivateReader {
  readonly file: string;
  private readonly handle: number;

  /** Throws UserError when it is not there, a link, not the user's own, or open to others. */
  constructor(name: string) {
    this.file = vaultPath(name);
    if (!checkPrivate(name)) throw new UserError(`${this.file} is missing`);
    try {
      this.handle = fs.openSync(this.file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    } catch (error) {
      throw failure(this.file, 'read', error);
    }
  }

  /** The next `length` bytes, fewer where it ends. */
  take(length: number): Buffer {
    const bytes = Buffer.alloc(length);
    let at = 0;
    try {
      while (at < length) {
        const got = fs.readSync(this.handle, bytes, at, length - at, null);
        if (got === 0) break;
        at += got;
      }
    } catch (error) {
      throw failure(this.file, 'read', error);
    }
    return bytes.subarray(0, at);
  }

  close(): void {
    fs.closeSync(this.handle);
  }
}

/** Bytes that can still be written where Staunch's own data lies. */
export function freeAtHome(): number {
  let directory = vaultPath('.');
  while (!fs.existsSync(directory) && path.dirname(directory) !== directory)
    directory = path.dirname(directory);
  const { bavail, bsize } = fs.statfsSync(directory);
  return bavail * bsize;
}

/** In bytes; 0 where it is not there. */
export function privateSize(name: string): number {
  return fs.statSync(vaultPath(name), { throwIfNoEntry: false })?.size ?? 0;
}
