/**
 * Key slots: the master key is random, and each slot holds it wrapped under something that the user has. A slot's
 * parameters are checked before anything is derived from them, and are authenticated by what it wraps.
 */
import { ByteReader, Damaged, u32, u8 } from './bytes.ts';
import { crypto, seal, TAG_BYTES, subKey, unseal, wipe } from './sealing.ts';

export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** What the wrapping key follows from, besides what the user has. */
type Derivation =
  | { readonly kind: 'passphrase'; readonly cost: ScryptCost; readonly salt: Buffer }
  | { readonly kind: 'keyfile' };

export type KeySlot = Derivation & { readonly nonce: Buffer; readonly wrapped: Buffer };

/** What opens a slot. */
export type SlotSecret =
  | { readonly kind: 'passphrase'; readonly passphrase: Buffer }
  | { readonly kind: 'keyfile'; readonly key: Buffer };

/** 128 MiB and some 0.4 s a try. */
const DEFAULT_COST: ScryptCost = { N: 1 << 17, r: 8, p: 1 };

export const MASTER_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const CODES = { passphrase: 1, keyfile: 2 } as const;

/** Less would be cheap to guess, more would let a forged file take the machine's memory. */
function isBearable({ N, r, p }: ScryptCost): boolean {
  return N >= 1 << 14 && N <= 1 << 20 && (N & (N - 1)) === 0 && r === 8 && p >= 1 && p <= 4;
}

function parameters(slot: Derivation): Buffer {
  const code = u8(CODES[slot.kind]);
  if (slot.kind === 'keyfile') return code;
  const { N, r, p } = slot.cost;
  return Buffer.concat([code, u32(N), u32(r), u32(p), slot.salt]);
}

export function encodeSlot(slot: KeySlot): Buffer {
  return Buffer.concat([parameters(slot), slot.nonce, slot.wrapped]);
}

/** Throws Damaged, also for parameters that nobody should derive a key with. */
export function decodeSlot(reader: ByteReader): KeySlot {
  const code = reader.u8();
  if (code === CODES.keyfile) return { kind: 'keyfile', ...wrapping(reader) };
  if (code !== CODES.passphrase) throw new Damaged('slot');
  const cost = { N: reader.u32(), r: reader.u32(), p: reader.u32() };
  if (!isBearable(cost)) throw new Damaged('cost');
  return { kind: 'passphrase', cost, salt: reader.take(SALT_BYTES), ...wrapping(reader) };
}

function wrapping(reader: ByteReader): { nonce: Buffer; wrapped: Buffer } {
  return { nonce: reader.take(NONCE_BYTES), wrapped: reader.take(MASTER_BYTES + TAG_BYTES) };
}

/** The key that wraps the master key. Takes its time for a passphrase. */
export function wrappingKey(secret: SlotSecret, slot: Derivation): Buffer {
  if (secret.kind === 'keyfile' || slot.kind === 'keyfile') {
    return subKey(secret.kind === 'keyfile' ? secret.key : secret.passphrase, 'key file');
  }
  if (!isBearable(slot.cost)) throw new Damaged('cost');
  const { N, r, p } = slot.cost;
  const maxmem = 128 * r * (N + p) + (1 << 20);
  return crypto().scryptSync(secret.passphrase, slot.salt, 32, { N, r, p, maxmem });
}

export function makeSlot(secret: SlotSecret, master: Buffer, vaultId: Buffer, cost = DEFAULT_COST): KeySlot {
  const { randomBytes } = crypto();
  const start: Derivation =
    secret.kind === 'keyfile'
      ? { kind: 'keyfile' }
      : { kind: 'passphrase', cost, salt: randomBytes(SALT_BYTES) };
  const nonce = randomBytes(NONCE_BYTES);
  const key = wrappingKey(secret, start);
  try {
    const wrapped = seal(key, nonce, Buffer.concat([vaultId, parameters(start)]), master);
    return { ...start, nonce, wrapped };
  } finally {
    wipe(key);
  }
}

/** The master key. Throws Damaged when the key is another, or a bit of slot or vault id was changed. */
export function openSlot(slot: KeySlot, key: Buffer, vaultId: Buffer): Buffer {
  return unseal(key, slot.nonce, Buffer.concat([vaultId, parameters(slot)]), slot.wrapped);
}
