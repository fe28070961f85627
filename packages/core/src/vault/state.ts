/** The vault as its files tell it: the part that needs no key, and the part that does. */
import { UserError } from '../errors.ts';
import { ManagedIndex } from '../managed/managed-index.ts';
import { readPrivate } from '../platform/vault-files.ts';
import { Damaged } from './bytes.ts';
import { parseVault, type SealedVault } from './container.ts';
import { KeeperAway, lockedKeys, type Custody } from './custody.ts';
import { DAMAGED_HINT } from './opener.ts';
import { aboutFile, checkPlaces, CUSTODY, INDEX, noVault, previous, traces, VAULT } from './places.ts';
import { readCustody, readIndexFile } from './read-managed.ts';

/** What is known while the vault is locked. */
export interface LockedState {
  readonly custody: Custody;
  readonly index: ManagedIndex;
}

/** Throws UserError when there is no vault, or custody or index cannot be relied on. */
export function readLocked(): LockedState {
  if (traces().length === 0) throw noVault();
  checkPlaces();
  const custody = readCustody();
  return { custody, index: decodeIndex(readIndexFile(custody), custody) };
}

function decodeIndex(file: Buffer, custody: Custody): ManagedIndex {
  try {
    return ManagedIndex.decode(file, lockedKeys(custody).indexKey);
  } catch (error) {
    if (error instanceof UserError) throw aboutFile(INDEX, 'is damaged');
    throw error;
  }
}

/** The vault's file without its records. Throws UserError when it is missing or damaged. */
export function readVault(): SealedVault {
  const file = readPrivate(VAULT);
  if (!file) {
    if (traces().length === 0) throw noVault();
    throw aboutFile(VAULT, 'is missing', traces().includes(previous(VAULT)) ? DAMAGED_HINT : LOST_HINT);
  }
  try {
    return parseVault(file);
  } catch (error) {
    if (error instanceof Damaged) throw aboutFile(VAULT, 'is damaged', DAMAGED_HINT);
    throw error;
  }
}

const LOST_HINT = 'put it back from a copy, or move the directory away and restore an export';

/** Throws UserError when the vault's file is another vault's, or older than one that was seen here. */
export function checkVault({ vaultId, generation }: SealedVault, custody: Custody): void {
  if (!vaultId.equals(custody.vaultId)) {
    throw aboutFile(VAULT, 'belongs to another vault than vault.custody', TRUST_HINT);
  }
  if (generation < custody.vaultGeneration) {
    throw aboutFile(
      VAULT,
      'is older than the last one that was written here: an older file was put back',
      TRUST_HINT,
    );
  }
}

const TRUST_HINT =
  'put the right one back; if this one is to be used: staunch vault unlock --trust-vault (what it does not hold is lost)';

/** Undefined when it is missing or damaged. Throws KeeperAway. */
export function custodyIfSound(): Custody | undefined {
  if (!traces().includes(CUSTODY)) return undefined;
  try {
    return readCustody();
  } catch (error) {
    if (error instanceof UserError && !(error instanceof KeeperAway)) return undefined;
    throw error;
  }
}
