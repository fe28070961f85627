/** Where values and passphrases come from: standard input, a terminal, a file. Never an argument. */
import fs from 'node:fs';
import { printable, UserError } from '@staunch/core';
import { MOST_VALUE_BYTES } from '@staunch/core/vault';
import { openStdin } from '../sources/stdin.ts';
import { askSecret, inTerminal } from './ask.ts';

/** Byte for byte, less one final newline unless `raw`. Throws UserError when it is larger than a value can be. */
export async function readValue(raw: boolean): Promise<Buffer> {
  if (inTerminal()) return askSecret('Value');
  // room for the newline that is taken off, and for one byte that says there is more
  const bytes = Buffer.alloc(MOST_VALUE_BYTES + 3);
  // what is too much is read all the same, so that the writer ends well
  const excess = Buffer.alloc(1 << 16);
  const stdin = openStdin();
  let length = 0;
  try {
    for (;;) {
      const isFull = length === bytes.length;
      const count = stdin.read(isFull ? excess : bytes.subarray(length), 0);
      if (count === 0) break;
      if (!isFull) length += count;
    }
    const end = raw ? length : length - finalNewline(bytes.subarray(0, length));
    // a copy of its own, unpooled
    const value = Buffer.alloc(end);
    bytes.copy(value, 0, 0, end);
    return value;
  } catch (error) {
    throw new UserError(
      `standard input cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
    );
  } finally {
    bytes.fill(0);
    excess.fill(0);
  }
}

/** The length of the newline at the end. */
function finalNewline(bytes: Buffer): number {
  if (bytes.at(-1) !== 0x0a) return 0;
  return bytes.at(-2) === 0x0d ? 2 : 1;
}

const MOST_PASSPHRASE_BYTES = 1 << 16;

/** The passphrase in a file, or what a process substitution gives. Throws UserError. */
export function readPassphrase(file: string): Buffer {
  const bytes = readWhole(file, 'the passphrase file', MOST_PASSPHRASE_BYTES);
  const passphrase = Buffer.from(bytes.subarray(0, bytes.length - finalNewline(bytes)));
  bytes.fill(0);
  if (passphrase.length === 0) throw new UserError(`the passphrase file ${printable(file)} is empty`);
  return passphrase;
}

/** All of a file, at most `most` bytes. Throws UserError. */
export function readWhole(file: string, what: string, most: number): Buffer {
  let bytes: Buffer;
  try {
    const { size } = fs.statSync(file);
    if (size > most) throw new UserError(`${what} ${printable(file)} is larger than ${most} bytes`);
    bytes = fs.readFileSync(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`${what} ${printable(file)} cannot be read (${code ?? 'unknown error'})`);
  }
  if (bytes.length <= most) return bytes;
  bytes.fill(0);
  throw new UserError(`${what} ${printable(file)} is larger than ${most} bytes`);
}
