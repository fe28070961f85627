/** What a file has besides mode, owner and times, and node cannot reach: extended attributes and access lists. */
import { findProgram, onSystem, runProgramNow } from './program.ts';
import { UserError } from '../errors.ts';

/** Asked once: whether `cp` is one that does it (GNU's; BusyBox' does not). */
let isThere: boolean | undefined;

/**
 * Gives `to` those of `from`, and its mode: both are files, absolute. Where this system has nothing that can do it, `to` stays
 * as it is; of several, those that only root may set are left out.
 */
export function copyExtendedAttributes(from: string, to: string): void {
  isThere ??= onSystem() === 'linux' && findProgram('cp') !== undefined;
  if (!isThere) return;
  try {
    runProgramNow({
      program: 'cp',
      args: ['--attributes-only', '--no-dereference', '--preserve=mode,xattr', '--', from, to],
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    isThere = false;
  }
}
