/** A new vault, and other keys for one that is there. */
import { UserError } from '../errors.ts';
import { ManagedIndex } from '../managed/managed-index.ts';
import { makeFolder, readPrivate, removePrivate, vaultPath, writePrivate } from '../platform/vault-files.ts';
import { withVaultLock } from '../platform/vault-lock.ts';
import { custodyOf, lockedKeys } from './custody.ts';
import { clearInbox, mergedRecords, readInbox } from './merge.ts';
import { Opener, readKeyFile } from './opener.ts';
import { checkPlaces, INBOX, INDEX, inboxNames, KEY_FILE, traces, VAULT } from './places.ts';
import { wipeChanges } from './sealed-changes.ts';
import { crypto, wipe } from './sealing.ts';
import { makeSlot, MASTER_BYTES, type KeySlot, type ScryptCost } from './slot.ts';
import { heldSlotType } from './slots/index.ts';
import { readVault } from './state.ts';
import { unlockVault } from './unlock.ts';
import { withVault, writeCustody, writeVault } from './write.ts';

/**
 * Makes a vault that opens with the passphrase, or without one with a key file of its own. `passphrase` is wiped.
 * Throws UserError when something of a vault is there.
 */
export function createVault(passphrase: Buffer | undefined, cost?: ScryptCost): void {
  makeFolder();
  const { randomBytes } = crypto();
  withVaultLock(() => {
    checkPlaces();
    // all that a killed init can have left without a vault: the key is used again
    const there = traces().filter((name) => name !== INBOX && name !== KEY_FILE);
    if (there.length > 0) {
      throw new UserError(`there is a vault already: ${vaultPath(there[0]!)}`, {
        hint: 'staunch vault status tells how it is; nothing was changed',
      });
    }
    const vaultId = randomBytes(16);
    const master = randomBytes(MASTER_BYTES);
    try {
      makeFolder(INBOX);
      const slots = [slotFor(passphrase, master, vaultId, cost)];
      writeVault({ vaultId, generation: 1, drained: 1, slots }, master, [], 'drop');
      const custody = custodyOf(master, vaultId, { indexGeneration: 1, vaultGeneration: 1 });
      const index = ManagedIndex.empty(vaultId, lockedKeys(custody).indexKey);
      writePrivate(INDEX, index.encode(1));
      writeCustody(custody);
    } finally {
      wipe(master, passphrase);
    }
  });
}

/**
 * Ends what a killed `createVault` without a passphrase began, where that has left something and nothing is in it yet. False
 * when there was nothing to end. Throws UserError.
 */
export function finishVault(): boolean {
  const there = traces();
  const own = there.filter((name) => name !== INBOX && name !== KEY_FILE);
  if (there.length === 0 || inboxNames().length > 0) return false;
  if (own.length === 0) {
    createVault(undefined);
    return true;
  }
  const isBegun = there.includes(VAULT) && own.every((name) => name === VAULT || name === INDEX);
  if (!isBegun || !there.includes(KEY_FILE) || readVault().generation !== 1) return false;
  const opener = new Opener({ kind: 'keyfile', key: readKeyFile() });
  try {
    unlockVault(opener);
    return true;
  } finally {
    opener.wipe();
  }
}

function slotFor(
  passphrase: Buffer | undefined,
  master: Buffer,
  vaultId: Buffer,
  cost?: ScryptCost,
): KeySlot {
  if (passphrase) return makeSlot({ kind: 'passphrase', passphrase }, master, vaultId, cost);
  const there = readPrivate(KEY_FILE);
  const key = there?.length === 32 ? there : crypto().randomBytes(32);
  try {
    // before the vault that needs it
    if (key !== there) writePrivate(KEY_FILE, key);
    return makeSlot({ kind: 'keyfile', key }, master, vaultId);
  } finally {
    wipe(key);
  }
}

/**
 * Another passphrase from now on, or without one a key file; slots that others keep stay, and where there is one of
 * those, no key file is made. The values stay sealed under the same master key.
 */
export function changeKey(opener: Opener, passphrase: Buffer | undefined, cost?: ScryptCost): void {
  withVault(opener, ({ vault, custody, index, master }) => {
    const changes = readInbox(vault, master!);
    try {
      const kept = vault.slots.filter(({ kind }) => heldSlotType(kind));
      const own = !passphrase && kept.length > 0 ? [] : [slotFor(passphrase, master!, vault.vaultId, cost)];
      const slots = [...own, ...kept];
      const generation = vault.generation + 1;
      const header = { vaultId: vault.vaultId, generation, drained: index.generation, slots };
      // the version before would still open with the old key
      writeVault(header, master!, mergedRecords(vault, master!, changes), 'drop');
      clearInbox((each) => each <= index.generation);
      if (!own.some(({ kind }) => kind === 'keyfile')) removePrivate(KEY_FILE);
      writeCustody({ ...custody, vaultGeneration: generation });
    } finally {
      wipe(passphrase);
      wipeChanges(changes);
    }
  });
}
