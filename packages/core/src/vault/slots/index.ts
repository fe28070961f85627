/** Every kind of key slot. A new one is a file here and a line in each list. */
import { age } from './age.ts';
import { keychain } from './keychain.ts';
import { keyFile } from './key-file.ts';
import { passphrase } from './passphrase.ts';
import type { HeldSlotType, SlotType } from './slot-type.ts';
import { sshAgent } from './ssh-agent.ts';
import { systemdCreds } from './systemd-creds.ts';

export const HELD_SLOTS: readonly HeldSlotType[] = [keychain, sshAgent, age, systemdCreds];
const SLOT_TYPES: readonly SlotType[] = [passphrase, keyFile, ...HELD_SLOTS];

export function slotType(kind: string): SlotType | undefined {
  return SLOT_TYPES.find((type) => type.kind === kind);
}

export function slotTypeByCode(code: number): SlotType | undefined {
  return SLOT_TYPES.find((type) => type.code === code);
}

/** Undefined for a passphrase and the key file, which nobody else keeps. */
export function heldSlotType(kind: string): HeldSlotType | undefined {
  return HELD_SLOTS.find((type) => type.kind === kind);
}
