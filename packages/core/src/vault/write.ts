/**
 * How a command changes the vault, whether its key is at hand or not.
 *
 *   lock → inbox → index → (vault, if the key is at hand) → custody
 *
 * The change is sealed into the inbox first. It counts from the moment the index that knows it stands in its place:
 * what a killed command left in the inbox before that is removed by the next one. So a name that is listed is looked
 * for by every scan, and its value is kept.
 */
import { UserError } from '../errors.ts';
import type { ManagedIndex } from '../managed/managed-index.ts';
import { clearTemporaries, makeFolder, removePrivate, writePrivate } from '../platform/vault-files.ts';
import { withVaultLock } from '../platform/vault-lock.ts';
import { sealVault, type SealedVault, type VaultHeader } from './container.ts';
import { custodyOf, encodeCustody, type Custody } from './custody.ts';
import { clearInbox, mergedRecords, readInbox } from './merge.ts';
import type { Opener } from './opener.ts';
import { aboutFile, CUSTODY, INBOX, INDEX, inboxName, inboxNames, previous, VAULT } from './places.ts';
import type { Change } from './record.ts';
import { sealChanges, wipeChanges } from './sealed-changes.ts';
import { crypto, same, wipe } from './sealing.ts';
import { checkVault, custodyIfSound, readLocked, readVault, type LockedState } from './state.ts';

export interface OpenState extends LockedState {
  readonly vault: SealedVault;
  /** Undefined while the vault is locked. */
  readonly master: Buffer | undefined;
}

/** Reads everything as the only writer and hands it to `work`. Throws UserError before anything is changed. */
export function withVault<T>(opener: Opener | undefined, work: (state: OpenState) => T): T {
  // a wrong passphrase is told, and the slow derivation done, before others have to wait
  const before = readVault();
  const seen = custodyIfSound();
  if (seen) checkVault(before, seen);
  if (opener) wipe(opener.masterKey(before));
  return withVaultLock(() => {
    const { custody, index } = readLocked();
    const vault = readVault();
    checkVault(vault, custody);
    clearTemporaries();
    clearTemporaries(INBOX);
    clearInbox((generation) => generation > index.generation);
    const master = opener?.masterKey(vault);
    try {
      if (master) checkCustody(custody, master);
      return work({ custody, index, vault, master });
    } finally {
      wipe(master);
    }
  });
}

/** It holds the key that new values are sealed to: only the vault's own will do. */
function checkCustody({ vaultId, secret, inboxPublic }: Custody, master: Buffer): void {
  const own = custodyOf(master, vaultId, { indexGeneration: 0, vaultGeneration: 0 });
  if (!same(own.secret, secret) || !same(own.inboxPublic, inboxPublic)) {
    throw aboutFile(CUSTODY, 'does not belong to this vault');
  }
}

/** Makes the changes that `plan` comes to; it tells the index of them. Their values are wiped in the end. */
export function changeVault<T>(
  opener: Opener | undefined,
  plan: (index: ManagedIndex) => { readonly changes: readonly Change[]; readonly result: T },
): T {
  return withVault(opener, (state) => {
    const { changes, result } = plan(state.index);
    try {
      if (changes.length > 0) commit(state, changes);
      return result;
    } finally {
      wipeChanges(changes);
    }
  });
}

function commit(state: OpenState, changes: readonly Change[]): void {
  const { custody, index, vault } = state;
  const generation = Math.max(index.generation, vault.drained) + 1;
  const purges = changes.some(({ kind }) => kind === 'purge');
  const name = inboxName(generation, crypto().randomBytes(8).toString('hex'));
  makeFolder(INBOX);
  writePrivate(name, sealChanges({ vaultId: vault.vaultId, generation }, custody.inboxPublic, changes));
  try {
    // what is to be forgotten must not stay in the version before
    writePrivate(INDEX, index.encode(generation), purges ? 'drop' : 'keep');
  } catch (error) {
    removePrivate(name);
    throw error;
  }
  try {
    if (purges) removePrivate(previous(INDEX));
    const vaultGeneration = state.master ? drain(state, generation, state.master, purges) : vault.generation;
    writeCustody({ ...custody, indexGeneration: generation, vaultGeneration });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${error.message}, though what you asked for is done and looked for`, {
      hint: 'it waits in the inbox: when that is mended, staunch vault unlock puts it into the vault',
    });
  }
}

export function writeCustody(custody: Custody): void {
  writePrivate(CUSTODY, encodeCustody(custody));
}

/** Puts into the vault what waits, and answers the generation of the vault's file. */
export function drain(
  { vault, custody }: Pick<OpenState, 'vault'> & { readonly custody?: Custody | undefined },
  indexGeneration: number,
  master: Buffer,
  forget = false,
): number {
  const waiting = inboxNames();
  if (waiting.length === 0) return vault.generation;
  const changes = readInbox(vault, master);
  try {
    const purges = forget || changes.some(({ kind }) => kind === 'purge');
    const generation = Math.max(vault.generation, custody?.vaultGeneration ?? 0) + 1;
    const header = { vaultId: vault.vaultId, generation, drained: indexGeneration, slots: vault.slots };
    writeVault(header, master, mergedRecords(vault, master, changes), purges ? 'drop' : 'keep');
    clearInbox((each) => each <= indexGeneration);
    return generation;
  } finally {
    wipeChanges(changes);
  }
}

/** With `drop` no version before stays either. */
export function writeVault(
  header: VaultHeader,
  master: Buffer,
  records: Parameters<typeof sealVault>[2],
  keep: 'keep' | 'drop',
): void {
  writePrivate(VAULT, sealVault(header, master, records), keep);
  if (keep === 'drop') removePrivate(previous(VAULT));
}
