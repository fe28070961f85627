/**
 * A file of the inbox: what one command changes, sealed to the inbox's public key, so that a vault whose key is not at
 * hand takes new values too, and nobody reads them until it is unlocked.
 */
import { ByteReader, Damaged, magic, u32, u64 } from './bytes.ts';
import { ID_BYTES } from './container.ts';
import { decodeChange, encodeChange, type Change } from './record.ts';
import { agree, crypto, nonceOf, publicKeyOf, seal, sha256, subKey, unseal, wipe } from './sealing.ts';

const MAGIC = magic('STINBOX');
const CHECKSUM_BYTES = 32;

export interface ChangesHead {
  readonly vaultId: Buffer;
  /** The generation of the index that knows these changes. */
  readonly generation: number;
}

export function sealChanges(head: ChangesHead, inboxPublic: Buffer, changes: readonly Change[]): Buffer {
  // the other half of the agreement, for this file alone
  const secret = crypto().randomBytes(32);
  const own = publicKeyOf(secret);
  const headBytes = Buffer.concat([MAGIC, head.vaultId, u64(head.generation), own, u32(changes.length)]);
  const shared = agree(secret, inboxPublic);
  const key = subKey(shared, 'inbox file', Buffer.concat([own, inboxPublic]));
  try {
    const sealed = changes.flatMap((change, number) => {
      const plain = encodeChange(change);
      const bytes = seal(key, nonceOf(number), headBytes, plain);
      wipe(plain);
      return [u32(bytes.length), bytes];
    });
    const content = Buffer.concat([headBytes, ...sealed]);
    return Buffer.concat([content, sha256(content)]);
  } finally {
    wipe(secret, shared, key);
  }
}

/** Throws Damaged when it is cut, changed, another vault's or another generation's. */
export function openChanges(file: Buffer, head: ChangesHead, inboxSecret: Buffer): Change[] {
  if (file.length < CHECKSUM_BYTES) throw new Damaged('cut');
  const content = file.subarray(0, -CHECKSUM_BYTES);
  if (!sha256(content).equals(file.subarray(-CHECKSUM_BYTES))) throw new Damaged('checksum');
  const reader = new ByteReader(content);
  reader.expect(MAGIC);
  if (!reader.take(ID_BYTES).equals(head.vaultId) || reader.u64() !== head.generation)
    throw new Damaged('head');
  const other = reader.take(32);
  const count = reader.u32();
  const headBytes = content.subarray(0, reader.at);
  const shared = agree(inboxSecret, other);
  const key = subKey(shared, 'inbox file', Buffer.concat([other, publicKeyOf(inboxSecret)]));
  const changes: Change[] = [];
  try {
    for (let number = 0; number < count; number++) {
      const plain = unseal(key, nonceOf(number), headBytes, reader.take(reader.u32()));
      try {
        changes.push(decodeChange(plain));
      } finally {
        wipe(plain);
      }
    }
    reader.end();
    return changes;
  } catch (error) {
    wipeChanges(changes);
    throw error;
  } finally {
    wipe(shared, key);
  }
}

export function wipeChanges(changes: readonly Change[]): void {
  for (const change of changes) if (change.kind === 'add') wipe(change.record.value);
}
