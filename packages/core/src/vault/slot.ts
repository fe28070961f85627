/**
 * Key slots in the vault's file: the master key is random, and each slot holds it wrapped under something that the user
 * has. A slot's parameters are checked before anything is derived from them, and are authenticated by what it wraps.
 *
 *   code 1 · parameters, as the kind writes them · nonce 12 · wrapped key 32 · tag 16
 */
import { Damaged, u8, type ByteReader } from './bytes.ts';
import { crypto, seal, TAG_BYTES, unseal, wipe } from './sealing.ts';
import { slotType, slotTypeByCode } from './slots/index.ts';
import { passphraseParameters, type ScryptCost } from './slots/passphrase.ts';
import type { NewSlot, SlotType } from './slots/slot-type.ts';

export type { ScryptCost } from './slots/passphrase.ts';

export interface KeySlot {
  readonly kind: string;
  readonly parameters: Buffer;
  readonly nonce: Buffer;
  readonly wrapped: Buffer;
}

/** What opens a slot. */
export type SlotSecret =
  | { readonly kind: 'passphrase'; readonly passphrase: Buffer }
  | { readonly kind: 'keyfile'; readonly key: Buffer }
  /** What a keeper answered for this one slot. */
  | { readonly kind: 'held'; readonly slot: KeySlot; readonly secret: Buffer };

export const MASTER_BYTES = 32;
const NONCE_BYTES = 12;

function typeOf({ kind }: Pick<KeySlot, 'kind'>): SlotType {
  const type = slotType(kind);
  if (!type) throw new Damaged('slot');
  return type;
}

export function encodeSlot(slot: KeySlot): Buffer {
  return Buffer.concat([u8(typeOf(slot).code), slot.parameters, slot.nonce, slot.wrapped]);
}

/** Throws Damaged, also for parameters that nobody should derive a key with. */
export function decodeSlot(reader: ByteReader): KeySlot {
  const type = slotTypeByCode(reader.u8());
  if (!type) throw new Damaged('slot');
  return {
    kind: type.kind,
    parameters: type.take(reader),
    nonce: reader.take(NONCE_BYTES),
    wrapped: reader.take(MASTER_BYTES + TAG_BYTES),
  };
}

/** The key that wraps. Takes its time for a passphrase. The caller wipes it. */
export function wrappingKey(secret: Buffer, slot: Pick<KeySlot, 'kind' | 'parameters'>): Buffer {
  return typeOf(slot).derive(slot.parameters, secret);
}

/** What authenticates a slot: whose it is, and every bit of its parameters. */
function aadOf(slot: Pick<KeySlot, 'kind' | 'parameters'>, owner: Buffer): Buffer {
  return Buffer.concat([owner, u8(typeOf(slot).code), slot.parameters]);
}

/** `content`, 32 bytes, wrapped for `owner`: the vault's id, or what names another thing that is kept so. */
export function wrapKey(
  kind: string,
  { parameters, secret }: NewSlot,
  content: Buffer,
  owner: Buffer,
): KeySlot {
  const nonce = crypto().randomBytes(NONCE_BYTES);
  const key = wrappingKey(secret, { kind, parameters });
  try {
    const wrapped = seal(key, nonce, aadOf({ kind, parameters }, owner), content);
    return { kind, parameters, nonce, wrapped };
  } finally {
    wipe(key);
  }
}

/** A slot of a passphrase or of the key file. */
export function makeSlot(
  secret: Exclude<SlotSecret, { kind: 'held' }>,
  master: Buffer,
  vaultId: Buffer,
  cost?: ScryptCost,
): KeySlot {
  return secret.kind === 'keyfile'
    ? wrapKey('keyfile', { parameters: Buffer.alloc(0), secret: secret.key }, master, vaultId)
    : wrapKey(
        'passphrase',
        { parameters: passphraseParameters(cost), secret: secret.passphrase },
        master,
        vaultId,
      );
}

/** What was wrapped. Throws Damaged when the key is another, or a bit of slot or owner was changed. */
export function openSlot(slot: KeySlot, key: Buffer, owner: Buffer): Buffer {
  return unseal(key, slot.nonce, aadOf(slot, owner), slot.wrapped);
}
