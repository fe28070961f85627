/** Where the key of the index is: in its file, or with a keeper that every reader asks, a hook too. */
import { UserError } from '../errors.ts';
import { readPrivate } from '../platform/vault-files.ts';
import { Damaged } from './bytes.ts';
import { custodyOf, decodeCustody, keeperOf, KeeperAway, keptBy, type Custody } from './custody.ts';
import type { Opener } from './opener.ts';
import { aboutFile, CUSTODY } from './places.ts';
import { readCustody } from './read-managed.ts';
import { same, wipe } from './sealing.ts';
import { heldSlotType, HELD_SLOTS } from './slots/index.ts';
import type { SlotChoice } from './slots/slot-type.ts';
import { readVault } from './state.ts';
import { withVaultLock } from '../platform/vault-lock.ts';
import { writeCustody } from './write.ts';

const FILE = 'file';
/** Where it can be. */
export const CUSTODY_PLACES: readonly string[] = [
  FILE,
  ...HELD_SLOTS.filter(({ readNow }) => readNow).map(({ kind }) => kind),
];

export interface CustodyInfo {
  readonly place: string;
  /** What tells the keeper from others of its kind; '' where nothing does. */
  readonly detail: string;
  /** How long it takes to have the key, in milliseconds: what every hook and scan waits. */
  readonly ms: number;
}

/** Asks the keeper. Throws UserError when it does not answer. */
export function custodyInfo(): CustodyInfo {
  const kept = keeperIn(custodyFile());
  const started = performance.now();
  if (!kept) {
    readCustody();
    return { place: FILE, detail: '', ms: performance.now() - started };
  }
  const type = heldSlotType(kept.kind)!;
  // what readCustody knows already would cost nothing
  wipe(type.readNow!(kept.parameters));
  return { place: kept.kind, detail: type.describe(kept.parameters), ms: performance.now() - started };
}

function custodyFile(): Buffer {
  const file = readPrivate(CUSTODY);
  if (!file) throw aboutFile(CUSTODY, 'is missing');
  return file;
}

function keeperIn(file: Buffer): Custody['kept'] {
  try {
    return keeperOf(file);
  } catch (error) {
    if (error instanceof Damaged) throw aboutFile(CUSTODY, 'is damaged');
    throw error;
  }
}

/**
 * Puts the index's key elsewhere. Where its keeper does not answer any more, `opener` makes the key anew from the
 * vault's own; it is asked for only then. Throws UserError, and then nothing is changed.
 */
export async function moveCustody(
  place: string,
  choice: SlotChoice,
  openerIfNeeded: () => Promise<Opener>,
): Promise<void> {
  const type = place === FILE ? undefined : heldSlotType(place);
  if (place !== FILE && !type?.readNow) {
    throw new UserError('the key cannot be kept there', { hint: `one of ${CUSTODY_PLACES.join(', ')}` });
  }
  const secret = await custodySecret(openerIfNeeded);
  const made = await type?.create(choice);
  const before = keeperIn(custodyFile());
  try {
    withVaultLock(() => {
      const custody = decodeNow(secret);
      writeCustody({ ...custody, kept: made && keptBy(place, made, custody) });
    });
  } finally {
    wipe(secret, made?.secret);
  }
  try {
    if (before) heldSlotType(before.kind)?.forget?.(before.parameters);
  } catch {
    // an entry of the keychain that opens nothing any more
  }
}

function decodeNow(secret: Buffer): Custody {
  try {
    return decodeCustody(custodyFile(), Buffer.from(secret));
  } catch (error) {
    if (error instanceof Damaged) throw aboutFile(CUSTODY, 'is damaged, or of another vault');
    throw error;
  }
}

/** A copy, to be wiped. */
async function custodySecret(openerIfNeeded: () => Promise<Opener>): Promise<Buffer> {
  try {
    return Buffer.from(readCustody().secret);
  } catch (error) {
    if (!(error instanceof KeeperAway)) throw error;
  }
  const opener = await openerIfNeeded();
  const vault = readVault();
  const master = opener.masterKey(vault);
  try {
    const { secret } = custodyOf(master, vault.vaultId, { indexGeneration: 0, vaultGeneration: 0 });
    const { vaultId } = decodeNow(secret);
    if (!same(vaultId, vault.vaultId)) throw aboutFile(CUSTODY, 'is of another vault');
    return secret;
  } finally {
    wipe(master);
    opener.wipe();
  }
}
