import { readError } from '@staunch/core';

/** Why a file cannot be opened, in words; undefined where it is only not there. Throws what is no error of the system. */
export function problemOf(error: unknown): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  if (code === 'ENOENT') return undefined;
  return code === 'ELOOP' ? 'a symbolic link; it is not followed' : readError(code);
}
