/** What waits in the inbox, and the vault with it: records are opened and sealed again one at a time. */
import { UserError } from '../errors.ts';
import { readPrivate, removePrivate, vaultPath } from '../platform/vault-files.ts';
import { Damaged } from './bytes.ts';
import { openRecords, type SealedVault } from './container.ts';
import { inboxSecret } from './custody.ts';
import { DAMAGED_HINT } from './opener.ts';
import { aboutFile, inboxGeneration, inboxNames, VAULT } from './places.ts';
import type { Change, VaultRecord } from './record.ts';
import { openChanges, wipeChanges } from './sealed-changes.ts';
import { wipe } from './sealing.ts';

/** Everything that waits for this vault, the oldest first. The caller wipes it. Throws UserError. */
export function readInbox({ vaultId, drained }: SealedVault, master: Buffer): Change[] {
  const secret = inboxSecret(master);
  const changes: Change[] = [];
  try {
    for (const name of inboxNames()) {
      const generation = inboxGeneration(name);
      if (generation <= drained) continue;
      const file = readPrivate(name);
      if (file) changes.push(...openChanges(file, { vaultId, generation }, secret));
      else throw new UserError(`${vaultPath(name)} is gone all at once`, { hint: 'run it again' });
    }
    return changes;
  } catch (error) {
    wipeChanges(changes);
    if (error instanceof Damaged) throw damagedInbox(vaultId, drained, secret);
    throw error;
  } finally {
    wipe(secret);
  }
}

/** The same once more, to name the file. */
function damagedInbox(vaultId: Buffer, drained: number, secret: Buffer): UserError {
  const bad = inboxNames().find((name) => {
    const generation = inboxGeneration(name);
    const file = generation > drained && readPrivate(name);
    if (!file) return false;
    try {
      wipeChanges(openChanges(file, { vaultId, generation }, secret));
      return false;
    } catch {
      return true;
    }
  });
  return aboutFile(
    bad ?? inboxNames()[0] ?? VAULT,
    'is damaged, or was not written for this vault',
    'move it away, then add its values again; the index knows them still',
  );
}

/** Files of the inbox that are in the vault, or that no index has ever said yes to. Only who holds the lock may. */
export function clearInbox(isDone: (generation: number) => boolean): void {
  for (const name of inboxNames()) if (isDone(inboxGeneration(name))) removePrivate(name);
}

/** The vault's records with the changes made, each to be wiped by who takes it. Throws UserError. */
export function* mergedRecords(
  vault: SealedVault,
  master: Buffer,
  changes: readonly Change[],
): Generator<VaultRecord> {
  const ids = (kind: 'retire' | 'purge'): Set<string> =>
    new Set(changes.flatMap((change) => (change.kind === kind ? [change.id] : [])));
  const purged = ids('purge');
  const retired = ids('retire');
  const added = new Map<string, VaultRecord>();
  for (const change of changes) {
    if (change.kind === 'add' && !purged.has(change.record.id)) added.set(change.record.id, change.record);
  }
  // of two of one name, which only an interrupted command can leave, the last one counts
  const owners = new Map<string, string>();
  for (const { id, name, retired: gone } of added.values()) {
    if (!gone && !retired.has(id)) owners.set(name, id);
  }
  const settle = (record: VaultRecord): VaultRecord => {
    const owner = owners.get(record.name) ?? record.id;
    return retired.has(record.id) || owner !== record.id ? { ...record, retired: true } : record;
  };
  for (const record of provenRecords(vault, master)) {
    if (purged.has(record.id)) wipe(record.value);
    else if (!added.has(record.id)) yield settle(record);
    else wipe(record.value);
  }
  for (const record of added.values()) yield settle(record);
}

/** The records of the file. Throws UserError when one was changed by somebody who does not know the key. */
export function* provenRecords(vault: SealedVault, master: Buffer): Generator<VaultRecord> {
  try {
    yield* openRecords(vault, master);
  } catch (error) {
    if (error instanceof Damaged) throw aboutFile(VAULT, 'was changed by somebody else', DAMAGED_HINT);
    throw error;
  }
}
