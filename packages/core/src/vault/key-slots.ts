/** What opens the vault: listing, adding and removing. Another write of the vault, with the version before removed. */
import { UserError } from '../errors.ts';
import { removePrivate } from '../platform/vault-files.ts';
import { clearInbox, mergedRecords, readInbox } from './merge.ts';
import { Opener } from './opener.ts';
import { KEY_FILE } from './places.ts';
import { wipeChanges } from './sealed-changes.ts';
import { wipe } from './sealing.ts';
import { makeSlot, wrapKey, type KeySlot, type ScryptCost } from './slot.ts';
import { HELD_SLOTS, heldSlotType, slotType } from './slots/index.ts';
import type { NewSlot, SlotChoice } from './slots/slot-type.ts';
import { readVault } from './state.ts';
import { withVault, writeCustody, writeVault } from './write.ts';

export interface SlotInfo {
  /** From 1, in the order of the file. */
  readonly number: number;
  readonly kind: string;
  /** In words. */
  readonly title: string;
  /** What tells it from others of its kind; '' where nothing does. */
  readonly detail: string;
}

/** Kinds that `addHeldSlot` takes. */
export const HELD_KINDS: readonly string[] = HELD_SLOTS.map(({ kind }) => kind);

/** Needs no key. Throws UserError. */
export function listSlots(): readonly SlotInfo[] {
  return readVault().slots.map(({ kind, parameters }, at) => {
    const { title, describe } = slotType(kind)!;
    return { number: at + 1, kind, title, detail: describe(parameters) };
  });
}

const MOST_SLOTS = 32;

/** A slot whose secret somebody else keeps. Throws UserError, and then nothing is changed. */
export async function addHeldSlot(opener: Opener, kind: string, choice: SlotChoice): Promise<void> {
  const type = heldSlotType(kind);
  if (!type)
    throw new UserError('there is no such kind of slot', { hint: `one of ${HELD_KINDS.join(', ')}` });
  checkRoom(readVault().slots.length);
  // a wrong key is told before a keeper is asked to keep anything
  withVault(opener, () => {});
  const made: NewSlot = await type.create(choice);
  try {
    writeSlots(opener, (slots, master, vaultId) => [...slots, wrapKey(kind, made, master, vaultId)]);
  } catch (error) {
    try {
      type.forget?.(made.parameters);
    } catch {
      // what matters is why it was not added
    }
    throw error;
  } finally {
    wipe(made.secret);
  }
}

/** A passphrase besides what opens the vault already; it is wiped. Throws UserError. */
export function addPassphrase(opener: Opener, passphrase: Buffer, cost?: ScryptCost): void {
  try {
    writeSlots(opener, (slots, master, vaultId) => [
      ...slots,
      makeSlot({ kind: 'passphrase', passphrase }, master, vaultId, cost),
    ]);
  } finally {
    wipe(passphrase);
  }
}

/** Throws UserError for a number that is none, and for the last slot. */
export function removeSlot(opener: Opener, number: number): SlotInfo {
  const meant = readVault().slots[number - 1];
  const info = listSlots()[number - 1];
  if (!info || !meant)
    throw new UserError('there is no slot of this number', { hint: 'see staunch vault slots list' });
  let removed: KeySlot | undefined;
  writeSlots(opener, (slots) => {
    if (slots.length === 1) {
      throw new UserError('this is the last slot: nothing would open the vault any more', {
        hint: 'add another one first: staunch vault slots add',
      });
    }
    removed = slots[number - 1];
    // another one of its kind may have moved up
    if (!removed?.wrapped.equals(meant.wrapped))
      throw new UserError('the slots were changed meanwhile', { hint: 'run it again' });
    return slots.filter((slot) => slot !== removed);
  });
  if (info.kind === 'keyfile') removePrivate(KEY_FILE);
  // the vault has forgotten it already: that its keeper cannot is no reason to say that it failed
  try {
    heldSlotType(info.kind)?.forget?.(removed!.parameters);
  } catch {
    // an entry of the keychain that opens nothing
  }
  return info;
}

function checkRoom(count: number): void {
  if (count >= MOST_SLOTS) throw new UserError(`a vault has at most ${MOST_SLOTS} slots`);
}

/** The vault under the same master key with other slots. Throws UserError. */
function writeSlots(
  opener: Opener,
  change: (slots: readonly KeySlot[], master: Buffer, vaultId: Buffer) => readonly KeySlot[],
): void {
  withVault(opener, ({ vault, custody, index, master }) => {
    const slots = change(vault.slots, master!, vault.vaultId);
    checkRoom(slots.length - 1);
    const changes = readInbox(vault, master!);
    try {
      const generation = vault.generation + 1;
      const header = { vaultId: vault.vaultId, generation, drained: index.generation, slots };
      // the version before would still open with what was removed
      writeVault(header, master!, mergedRecords(vault, master!, changes), 'drop');
      clearInbox((each) => each <= index.generation);
      writeCustody({ ...custody, vaultGeneration: generation });
    } finally {
      wipeChanges(changes);
    }
  });
}

/** What opens the slot of that number, from whoever keeps its secret. Throws UserError. */
export async function openHeldSlot(number: number, choice: SlotChoice): Promise<Opener> {
  const slot = readVault().slots[number - 1]!;
  const secret = await heldSlotType(slot.kind)!.read(slot.parameters, choice);
  return new Opener({ kind: 'held', slot, secret });
}
