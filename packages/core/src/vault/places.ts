/** What stands where in Staunch's directory, and that all of it is the user's alone. */
import { UserError } from '../errors.ts';
import { checkHome, checkPrivate, listNames, vaultPath } from '../platform/vault-files.ts';

/** The values, sealed. */
export const VAULT = 'vault.staunch';
/** What is known of them while the vault is locked. */
export const INDEX = 'vault.index';
export const CUSTODY = 'vault.custody';
/** Opens a vault that has no passphrase. */
export const KEY_FILE = 'vault.key';
/** What waits to be put into the vault. */
export const INBOX = 'inbox';

const FILES: readonly string[] = [VAULT, INDEX, CUSTODY, KEY_FILE];

/** The version before the last write. */
export function previous(name: string): string {
  return `${name}.prev`;
}

/** The names of what is there of a vault: none when there has never been one. */
export function traces(): readonly string[] {
  const known = [...FILES, ...FILES.map(previous), INBOX];
  return listNames().filter((name) => known.includes(name));
}

/** Throws UserError for whatever of the vault others could read or change, or have put there. */
export function checkPlaces(): void {
  const own = (name: string): boolean =>
    name.startsWith('vault.') || name === 'fingerprint.key' || name === INBOX;
  const names = listNames().filter(own);
  if (names.length === 0) return;
  checkHome();
  // a lock comes and goes
  for (const name of names) if (!name.startsWith('vault.lock')) checkPrivate(name);
  for (const name of inboxNames()) checkPrivate(name);
}

const INBOX_NAME = /^(\d{16})-[0-9a-f]{16}$/;

export function inboxName(generation: number, random: string): string {
  return `${INBOX}/${String(generation).padStart(16, '0')}-${random}`;
}

/** The files that wait, the oldest first. */
export function inboxNames(): readonly string[] {
  return listNames(INBOX)
    .filter((name) => INBOX_NAME.test(name))
    .map((name) => `${INBOX}/${name}`);
}

/** The generation of the index that knows what is in the file. */
export function inboxGeneration(name: string): number {
  return Number(INBOX_NAME.exec(name.slice(INBOX.length + 1))?.[1] ?? Number.NaN);
}

const UNLOCK_HINT = 'staunch vault unlock makes it anew from the vault';

/** An error about a file of the vault, with the way out. */
export function aboutFile(name: string, what: string, hint = UNLOCK_HINT): UserError {
  return new UserError(`${vaultPath(name)} ${what}`, { hint });
}

export function noVault(): UserError {
  return new UserError('there is no vault yet', { hint: 'staunch vault init' });
}
