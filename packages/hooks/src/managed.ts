/** The values of the vault, as the gate needs them: there, or known not to be. */
import { UserError } from '@staunch/core';
import { readManaged, type Managed } from '@staunch/core/vault';
import { commonDirOf } from './common-dir.ts';
import type { Git } from './git.ts';
import { isMarked, mark, markerFile, unmark } from './marker.ts';

/** The repository is marked, and there is nothing of a vault. */
export class VaultMissingError extends Error {
  /** The file that says so. */
  readonly marker: string;

  constructor(marker: string) {
    super('the vault is missing');
    this.name = 'VaultMissingError';
    this.marker = marker;
  }
}

/**
 * Undefined where no vault was ever looked into for this repository. Throws VaultMissingError, and UserError where
 * there is something of a vault that cannot be used: then nothing may pass.
 */
export function managedValues(git: Git, repository: string | undefined): Managed | undefined {
  const managed = readManaged();
  const commonDir = commonDirOf(repository) ?? git.commonDir();
  if (managed) mark(commonDir);
  else if (isMarked(commonDir)) throw new VaultMissingError(markerFile(commonDir));
  return managed;
}

/** For the installer: where there is a vault, be it usable or not, its values are expected from now on. */
export function expectManaged(git: Git, repository: string | undefined): void {
  try {
    if (!readManaged()) return;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  mark(commonDirOf(repository) ?? git.commonDir());
}

/** For the uninstaller: nothing is expected any more, and what was remembered goes. */
export function forgetManaged(git: Git, repository: string | undefined): void {
  unmark(commonDirOf(repository) ?? git.commonDir());
}
