/** What a scan needs of the vault while it is locked: read only, and fast, for it is on the hook's way. */
import { readPrivate, checkHome } from '../platform/vault-files.ts';
import { ByteReader, Damaged } from './bytes.ts';
import { decodeCustody, keeperOf, lockedKeys, type Custody, type LockedKeys } from './custody.ts';
import { aboutFile, CUSTODY, INDEX, traces } from './places.ts';

export interface Managed extends LockedKeys {
  /** The index's file, for ManagedIndex.decode, which proves it. */
  readonly file: Buffer;
  readonly vaultId: Buffer;
}

/**
 * Undefined only where nothing of a vault is. Throws UserError when something is, and custody or index is missing,
 * damaged, older than the last one that was seen, another vault's, or open to others.
 */
export function readManaged(): Managed | undefined {
  if (traces().length === 0) return undefined;
  checkHome();
  const custody = readCustody();
  const file = readIndexFile(custody);
  return { file, vaultId: custody.vaultId, ...lockedKeys(custody) };
}

/** Whether somebody has to be asked for the index's key: an ssh-agent, a keychain, systemd-creds. Throws Damaged. */
export function hasKeeper(): boolean {
  const file = readPrivate(CUSTODY);
  return file !== undefined && keeperOf(file) !== undefined;
}

export function readCustody(): Custody {
  const file = readPrivate(CUSTODY);
  if (!file) throw aboutFile(CUSTODY, 'is missing');
  try {
    return decodeCustody(file);
  } catch (error) {
    if (error instanceof Damaged) throw aboutFile(CUSTODY, 'is damaged');
    throw error;
  }
}

/** The file, whose head fits the custody. What is behind the head is proven by whoever decodes it. */
export function readIndexFile({ vaultId, indexGeneration }: Custody): Buffer {
  const file = readPrivate(INDEX);
  if (!file) throw aboutFile(INDEX, 'is missing');
  const head = indexHead(file);
  if (!head) throw aboutFile(INDEX, 'is damaged');
  if (!head.vaultId.equals(vaultId)) throw aboutFile(INDEX, 'belongs to another vault');
  if (head.generation < indexGeneration) {
    throw aboutFile(INDEX, 'is older than the last one that was written here: an older file was put back');
  }
  return file;
}

/** What the index's file says of itself in its first bytes, which are authenticated with the rest. */
export function indexHead(file: Buffer): { vaultId: Buffer; generation: number } | undefined {
  const reader = new ByteReader(file);
  try {
    reader.expect(Buffer.from('STAUNCHI'));
    const vaultId = reader.take(16);
    return { vaultId, generation: Number(reader.take(8).readBigUInt64LE()) };
  } catch (error) {
    if (error instanceof Damaged) return undefined;
    throw error;
  }
}
