/** What the user opens the vault with, and the keys that were derived from it: scrypt takes its time only once. */
import { UserError } from '../errors.ts';
import { readPrivate, vaultPath } from '../platform/vault-files.ts';
import { Damaged } from './bytes.ts';
import { proveHeader, type SealedVault } from './container.ts';
import { KEY_FILE, VAULT, aboutFile } from './places.ts';
import { wipe } from './sealing.ts';
import { openSlot, wrappingKey, type KeySlot, type SlotSecret } from './slot.ts';

export class Opener {
  private readonly secret: SlotSecret;
  private readonly derived = new Map<string, Buffer>();

  /** `secret` is the opener's from now on, and wiped with it. */
  constructor(secret: SlotSecret) {
    this.secret = secret;
  }

  /** The master key of a vault whose header is proven. The caller wipes it. Throws UserError. */
  masterKey(vault: SealedVault): Buffer {
    const slots = vault.slots.filter((slot) => this.fits(slot));
    if (slots.length === 0) throw this.noSlot();
    for (const slot of slots) {
      const master = this.open(slot, vault.vaultId);
      if (!master) continue;
      try {
        proveHeader(vault, master);
        return master;
      } catch (error) {
        wipe(master);
        if (error instanceof Damaged) throw aboutFile(VAULT, 'was changed by somebody else', DAMAGED_HINT);
        throw error;
      }
    }
    if (this.secret.kind === 'passphrase')
      throw new UserError('the passphrase does not open the vault', { hint: 'nothing was changed' });
    if (this.secret.kind === 'keyfile')
      throw aboutFile(KEY_FILE, 'does not open the vault', 'put back the key file that was made with it');
    throw new UserError(`the slot of kind ${slots[0]!.kind} does not open the vault`, {
      hint: 'nothing was changed',
    });
  }

  private fits(slot: KeySlot): boolean {
    const { secret } = this;
    if (secret.kind !== 'held') return slot.kind === secret.kind;
    return slot.kind === secret.slot.kind && slot.parameters.equals(secret.slot.parameters);
  }

  private open(slot: KeySlot, vaultId: Buffer): Buffer | undefined {
    const which = slot.kind + slot.parameters.toString('latin1');
    let key = this.derived.get(which);
    if (!key) this.derived.set(which, (key = wrappingKey(bytesOf(this.secret), slot)));
    try {
      return openSlot(slot, key, vaultId);
    } catch (error) {
      if (error instanceof Damaged) return undefined;
      throw error;
    }
  }

  private noSlot(): UserError {
    if (this.secret.kind === 'passphrase')
      return new UserError('this vault has no passphrase', {
        hint: 'leave it out; staunch vault slots list shows what opens it, staunch vault passphrase sets one',
      });
    if (this.secret.kind === 'keyfile')
      return new UserError('this vault does not open with a key file', { hint: 'give its passphrase' });
    return new UserError('this slot was removed from the vault');
  }

  wipe(): void {
    wipe(bytesOf(this.secret));
    for (const key of this.derived.values()) wipe(key);
    this.derived.clear();
  }
}

function bytesOf(secret: SlotSecret): Buffer {
  if (secret.kind === 'passphrase') return secret.passphrase;
  return secret.kind === 'keyfile' ? secret.key : secret.secret;
}

export const DAMAGED_HINT =
  'put back a copy of it, such as vault.staunch.prev, then staunch vault unlock --trust-vault; or restore an export';

/** The key file's key. Throws UserError when it is missing or none. */
export function readKeyFile(): Buffer {
  const key = readPrivate(KEY_FILE);
  if (!key)
    throw aboutFile(KEY_FILE, 'is missing', 'the vault opens with nothing else: put it back from a copy');
  if (key.length !== 32)
    throw new UserError(`${vaultPath(KEY_FILE)} is damaged`, { hint: 'put it back from a copy' });
  return key;
}
