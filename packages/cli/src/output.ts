/** Everything that the command line writes goes through here: whole, or with a clear error. */
import fs from 'node:fs';
import { pause, UserError, writeWhole } from '@staunch/core';

/** Writes all of it, also to a pipe that is full for a moment. Throws what the system throws. */
function writeAll(handle: number, text: string | Uint8Array): void {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length;) {
    try {
      at += fs.writeSync(handle, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      pause(5);
    }
  }
}

/** To standard output. Throws UserError when the reader has gone or the disk is full: the report is lost then. */
export function writeOut(text: string | Uint8Array): void {
  try {
    writeAll(1, text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      code === 'EPIPE'
        ? 'standard output was closed before everything was written'
        : `standard output cannot be written (${code ?? 'unknown error'})`,
    );
  }
}

/** To standard error; if that is gone there is nobody to tell. */
export function writeError(text: string): void {
  try {
    writeAll(2, text);
  } catch {
    // nobody reads it
  }
}

/** To a file, whole or not at all; to a device or a pipe directly. Throws UserError naming the file as `shown`. */
export function writeFile(file: string, shown: string, text: string): void {
  try {
    const target = fs.statSync(file, { throwIfNoEntry: false });
    if (target && !target.isFile() && !target.isDirectory()) fs.writeFileSync(file, text);
    else writeWhole(file, text);
  } catch (error) {
    throw new UserError(
      `${shown} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
    );
  }
}
