/** Staunch's own data on this machine: STAUNCH_HOME, else the XDG data directory. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { loadBuiltIn } from './library.ts';

export function homeDirectory(): string {
  const { STAUNCH_HOME, XDG_DATA_HOME } = process.env;
  if (STAUNCH_HOME) return path.resolve(STAUNCH_HOME);
  const data =
    XDG_DATA_HOME && path.isAbsolute(XDG_DATA_HOME) ? XDG_DATA_HOME : path.join(os.homedir(), '.local/share');
  return path.join(data, 'staunch');
}

const KEY_BYTES = 32;
/** A link is not followed, a pipe is not waited for. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;

/**
 * The machine's fingerprint key, made on first use. Throws UserError when it can be neither read nor made, or when
 * others than its owner can read it.
 */
export function machineKey(): Uint8Array {
  const directory = homeDirectory();
  const file = path.join(directory, 'fingerprint.key');
  try {
    return readKey(file) ?? makeKey(directory, file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`the fingerprint key ${file} cannot be read or made (${code ?? 'unknown error'})`, {
      hint: 'set STAUNCH_HOME to a directory that you can write to',
    });
  }
}

function readKey(file: string): Uint8Array | undefined {
  let handle: number;
  try {
    handle = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const key = new Uint8Array(KEY_BYTES);
    const stats = fs.fstatSync(handle);
    const { mode, size } = stats;
    if (!stats.isFile()) throw new UserError(`the fingerprint key ${file} is not a regular file`);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new UserError(`the fingerprint key ${file} can be read by others`, { hint: `chmod 600 ${file}` });
    }
    if (size !== KEY_BYTES || fs.readSync(handle, key, 0, KEY_BYTES, 0) !== KEY_BYTES) {
      throw new UserError(`the fingerprint key ${file} is damaged`, {
        hint: 'remove it to get a new one; fingerprints made with it are void then',
      });
    }
    return key;
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * Every directory on the way, one by one: node's own recursive mkdir tries for ever where a file system lets nobody make
 * one (`/proc`).
 */
export function makeDirectory(directory: string): void {
  try {
    fs.mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    const parent = path.dirname(directory);
    if (code !== 'ENOENT' || parent === directory || fs.existsSync(parent)) throw error;
    makeDirectory(parent);
    makeDirectory(directory);
  }
}

/** Two processes may do this at once: the one whose link comes first wins, both read the same key. */
function makeKey(directory: string, file: string): Uint8Array {
  const { randomBytes } = loadBuiltIn<typeof import('node:crypto')>('crypto');
  makeDirectory(directory);
  const temporary = path.join(directory, `.fingerprint.${randomBytes(8).toString('hex')}`);
  const handle = fs.openSync(temporary, 'wx', 0o600);
  try {
    fs.writeSync(handle, randomBytes(KEY_BYTES));
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  try {
    fs.linkSync(temporary, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.unlinkSync(temporary);
  }
  return readKey(file)!;
}
