/** Proves the key, puts what waits into the vault, and mends what follows from it: custody and index. */
import { UserError } from '../errors.ts';
import { ManagedIndex } from '../managed/managed-index.ts';
import { clearTemporaries, readPrivate, writePrivate } from '../platform/vault-files.ts';
import { withVaultLock } from '../platform/vault-lock.ts';
import type { SealedVault } from './container.ts';
import { custodyOf, lockedKeys, type Custody } from './custody.ts';
import { clearInbox, mergedRecords, provenRecords, readInbox } from './merge.ts';
import type { Opener } from './opener.ts';
import { checkPlaces, INBOX, INDEX, inboxGeneration, inboxNames } from './places.ts';
import { indexHead } from './read-managed.ts';
import { wipeChanges } from './sealed-changes.ts';
import { same, wipe } from './sealing.ts';
import { checkVault, custodyIfSound, readLocked, readVault, type LockedState } from './state.ts';
import { drain, writeCustody, writeVault } from './write.ts';

export interface Unlocked {
  /** How many commands waited. */
  readonly drained: number;
  /** Why custody and index were made anew, if they were. */
  readonly mended: string | undefined;
  /** Names that the index knows and whose values are nowhere: a file of the inbox was lost. */
  readonly lost: readonly string[];
}

/** With `trustVault` a vault that is older, or another, than the last one that was seen is taken as it stands. */
export function unlockVault(opener: Opener, trustVault = false): Unlocked {
  const before = readVault();
  const seen = custodyIfSound();
  if (seen && !trustVault) checkVault(before, seen);
  wipe(opener.masterKey(before));
  return withVaultLock(() => {
    checkPlaces();
    const vault = readVault();
    const master = opener.masterKey(vault);
    try {
      clearTemporaries();
      clearTemporaries(INBOX);
      const custody = ownCustody(vault, master, trustVault);
      const drained = inboxNames().filter((name) => inboxGeneration(name) > vault.drained).length;
      const trouble = custody ? undefined : 'vault.custody was missing, damaged or of another vault';
      const state = trouble ?? readIndex();
      if (typeof state === 'string') {
        makeAnew(vault, master, custody);
        return { drained, mended: state, lost: [] };
      }
      clearInbox((generation) => generation > state.index.generation);
      const vaultGeneration = drain({ vault, custody }, state.index.generation, master);
      if (vaultGeneration !== state.custody.vaultGeneration) {
        writeCustody({ ...state.custody, indexGeneration: state.index.generation, vaultGeneration });
      }
      return { drained, mended: undefined, lost: lostItems(state.index, readVault(), master) };
    } finally {
      wipe(master);
    }
  });
}

/** The custody that is there, if it is this vault's. Throws UserError when the vault cannot be trusted. */
function ownCustody(vault: SealedVault, master: Buffer, trustVault: boolean): Custody | undefined {
  const custody = custodyIfSound();
  if (!custody) return undefined;
  if (!trustVault) checkVault(vault, custody);
  const own = custodyOf(master, vault.vaultId, custody);
  const fits = own.vaultId.equals(custody.vaultId) && same(own.secret, custody.secret);
  return fits && same(own.inboxPublic, custody.inboxPublic) ? custody : undefined;
}

/** What is known while locked, or why it is not. */
function readIndex(): LockedState | string {
  try {
    const state = readLocked();
    return state.index.hasAllForms ? state : 'an earlier version made it, which knew fewer forms of a value';
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** Everything but the vault and its key, from the vault and its key. */
function makeAnew(vault: SealedVault, master: Buffer, custody: Custody | undefined): void {
  const { vaultId, slots } = vault;
  const head = indexHead(readPrivate(INDEX) ?? Buffer.alloc(0));
  const seen = [
    custody?.indexGeneration ?? 0,
    vault.drained,
    head?.vaultId.equals(vaultId) ? head.generation : 0,
    ...inboxNames().map(inboxGeneration),
    // what an unproven file says of itself may be anything
  ].filter((generation) => generation < 2 ** 40);
  const indexGeneration = Math.max(...seen) + 1;
  const vaultGeneration = Math.max(vault.generation, custody?.vaultGeneration ?? 0) + 1;
  const changes = readInbox(vault, master);
  try {
    const header = { vaultId, generation: vaultGeneration, drained: indexGeneration, slots };
    writeVault(header, master, mergedRecords(vault, master, changes), 'keep');
  } finally {
    wipeChanges(changes);
  }
  const fresh = {
    ...custodyOf(master, vaultId, { indexGeneration, vaultGeneration }),
    kept: custody?.kept,
  };
  const index = ManagedIndex.empty(vaultId, lockedKeys(fresh).indexKey);
  for (const { id, name, value, retired, isLink } of provenRecords(readVault(), master)) {
    if (isLink) index.absorb(value, retired);
    else index.add(id, name, value);
    wipe(value);
    if (retired) index.retire(id);
  }
  writePrivate(INDEX, index.encode(indexGeneration));
  writeCustody(fresh);
  clearInbox(() => true);
}

function lostItems(index: ManagedIndex, vault: SealedVault, master: Buffer): string[] {
  const kept = new Set<string>();
  for (const { id, value } of provenRecords(vault, master)) {
    wipe(value);
    kept.add(id);
  }
  return index
    .items()
    .filter(({ id, retired }) => !retired && !kept.has(id))
    .map(({ name }) => name);
}
