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
    const slots = vault.slots.filter(({ kind }) => kind === this.secret.kind);
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
    throw this.secret.kind === 'passphrase'
      ? new UserError('the passphrase does not open the vault', { hint: 'nothing was changed' })
      : aboutFile(KEY_FILE, 'does not open the vault', 'put back the key file that was made with it');
  }

  private open(slot: KeySlot, vaultId: Buffer): Buffer | undefined {
    const which = slot.kind === 'passphrase' ? slot.salt.toString('hex') + JSON.stringify(slot.cost) : '';
    let key = this.derived.get(which);
    if (!key) this.derived.set(which, (key = wrappingKey(this.secret, slot)));
    try {
      return openSlot(slot, key, vaultId);
    } catch (error) {
      if (error instanceof Damaged) return undefined;
      throw error;
    }
  }

  private noSlot(): UserError {
    return this.secret.kind === 'passphrase'
      ? new UserError('this vault has no passphrase: it opens with its key file', {
          hint: 'leave the passphrase out; staunch vault passphrase sets one',
        })
      : new UserError('this vault does not open with a key file', { hint: 'give its passphrase' });
  }

  wipe(): void {
    wipe(this.secret.kind === 'passphrase' ? this.secret.passphrase : this.secret.key);
    for (const key of this.derived.values()) wipe(key);
    this.derived.clear();
  }
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
