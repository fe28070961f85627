/**
 * Custody: what is needed while the vault is locked. From its secret come the keys of the index, of marks and of
 * fingerprints; beside it stand the public half of the inbox, which opens nothing, and the highest generations that
 * were seen, so that older files put back are refused. All of it follows from the master key but the generations: a
 * custody that is lost is made anew by `unlock`.
 */
import { ByteReader, Damaged, magic, u64 } from './bytes.ts';
import { ID_BYTES } from './container.ts';
import { hmac, publicKeyOf, same, subKey, wipe } from './sealing.ts';

export interface Custody {
  readonly vaultId: Buffer;
  readonly secret: Buffer;
  readonly inboxPublic: Buffer;
  readonly indexGeneration: number;
  readonly vaultGeneration: number;
}

const MAGIC = magic('STCUSTO');

/** The private half of the inbox. The caller wipes it. */
export function inboxSecret(master: Buffer): Buffer {
  return subKey(master, 'inbox');
}

export function custodyOf(
  master: Buffer,
  vaultId: Buffer,
  generations: Pick<Custody, 'indexGeneration' | 'vaultGeneration'>,
): Custody {
  const inbox = inboxSecret(master);
  try {
    return { vaultId, secret: subKey(master, 'custody'), inboxPublic: publicKeyOf(inbox), ...generations };
  } finally {
    wipe(inbox);
  }
}

export function encodeCustody(custody: Custody): Buffer {
  const { vaultId, secret, inboxPublic, indexGeneration, vaultGeneration } = custody;
  const content = Buffer.concat([
    MAGIC,
    vaultId,
    secret,
    inboxPublic,
    u64(indexGeneration),
    u64(vaultGeneration),
  ]);
  return Buffer.concat([content, checksum(secret, content)]);
}

/** Throws Damaged. */
export function decodeCustody(file: Buffer): Custody {
  const reader = new ByteReader(file);
  reader.expect(MAGIC);
  const vaultId = reader.take(ID_BYTES);
  const secret = reader.take(32);
  const inboxPublic = reader.take(32);
  const indexGeneration = reader.u64();
  const vaultGeneration = reader.u64();
  const content = file.subarray(0, reader.at);
  if (!same(checksum(secret, content), reader.take(32))) throw new Damaged('checksum');
  reader.end();
  return { vaultId, secret, inboxPublic, indexGeneration, vaultGeneration };
}

function checksum(secret: Buffer, content: Buffer): Buffer {
  return hmac(subKey(secret, 'custody file'), content);
}

export interface LockedKeys {
  readonly indexKey: Buffer;
  readonly pseudonymKey: Buffer;
  readonly fingerprintKey: Buffer;
}

export function lockedKeys({ secret }: Custody): LockedKeys {
  return {
    indexKey: subKey(secret, 'index'),
    pseudonymKey: subKey(secret, 'pseudonym'),
    fingerprintKey: subKey(secret, 'fingerprint'),
  };
}
