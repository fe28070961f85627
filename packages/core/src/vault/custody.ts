/**
 * Custody: what is needed while the vault is locked. From its secret come the keys of the index, of marks and of
 * fingerprints; beside it stand the public half of the inbox, which opens nothing, and the highest generations that
 * were seen, so that older files put back are refused. All of it follows from the master key but the generations: a
 * custody that is lost is made anew by `unlock`.
 *
 * By choice the secret does not stand in the file, but is wrapped under what a keeper keeps: an ssh-agent, the system's
 * keychain, systemd-creds. Then every reader asks the keeper, a hook too.
 */
import { UserError } from '../errors.ts';
import { ByteReader, Damaged, magic, u64 } from './bytes.ts';
import { ID_BYTES } from './container.ts';
import { hmac, publicKeyOf, same, subKey, wipe } from './sealing.ts';
import { decodeSlot, encodeSlot, openSlot, wrapKey, wrappingKey, type KeySlot } from './slot.ts';
import { heldSlotType } from './slots/index.ts';
import type { NewSlot } from './slots/slot-type.ts';

export interface Custody {
  readonly vaultId: Buffer;
  readonly secret: Buffer;
  readonly inboxPublic: Buffer;
  readonly indexGeneration: number;
  readonly vaultGeneration: number;
  /** The secret as the keeper has it wrapped; undefined where it stands in the file. */
  readonly kept?: KeySlot | undefined;
}

/** The keeper does not answer: nothing is wrong with the file, and nothing is to be made anew. */
export class KeeperAway extends UserError {}

const MAGIC = magic('STCUSTO');
const MAGIC_KEPT = magic('STCUSTO', 2);

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
  const { vaultId, secret, inboxPublic, indexGeneration, vaultGeneration, kept } = custody;
  const content = Buffer.concat([
    kept ? MAGIC_KEPT : MAGIC,
    vaultId,
    kept ? encodeSlot(kept) : secret,
    inboxPublic,
    u64(indexGeneration),
    u64(vaultGeneration),
  ]);
  return Buffer.concat([content, checksum(secret, content)]);
}

/** What whoever keeps the secret has to be asked for; undefined where it stands in the file. Throws Damaged. */
export function keeperOf(file: Buffer): KeySlot | undefined {
  if (!file.subarray(0, MAGIC_KEPT.length).equals(MAGIC_KEPT)) return undefined;
  const reader = new ByteReader(file);
  reader.expect(MAGIC_KEPT);
  reader.take(ID_BYTES);
  return decodeSlot(reader);
}

/** With `known` nobody is asked. Throws Damaged; KeeperAway when the keeper of the secret does not answer. */
export function decodeCustody(file: Buffer, known?: Buffer): Custody {
  const reader = new ByteReader(file);
  const kept = keeperOf(file);
  reader.expect(kept ? MAGIC_KEPT : MAGIC);
  const vaultId = reader.take(ID_BYTES);
  const inFile = kept ? (decodeSlot(reader), undefined) : reader.take(SECRET_BYTES);
  const inboxPublic = reader.take(32);
  const indexGeneration = reader.u64();
  const vaultGeneration = reader.u64();
  const content = file.subarray(0, reader.at);
  const tag = reader.take(32);
  reader.end();
  const secret = known ?? inFile ?? askKeeper(kept!, vaultId);
  if (!same(checksum(secret, content), tag)) throw new Damaged('checksum');
  return { vaultId, secret, inboxPublic, indexGeneration, vaultGeneration, kept };
}

const SECRET_BYTES = 32;

/** Each keeper is asked once a run: it may be slow, or ask a person. */
const answers = new Map<string, Buffer>();
/** And one that did not answer is not waited for again by whoever says so. */
const away = new Map<string, { readonly error: KeeperAway; readonly until: number }>();
const AWAY_MS = 2000;

function askKeeper(kept: KeySlot, vaultId: Buffer): Buffer {
  const which = kept.parameters.toString('latin1') + kept.wrapped.toString('latin1');
  const before = answers.get(which);
  if (before) return before;
  const failed = away.get(which);
  if (failed && performance.now() < failed.until) throw failed.error;
  const readNow = heldSlotType(kept.kind)?.readNow;
  if (!readNow) throw new Damaged('keeper');
  let secret: Buffer;
  try {
    secret = readNow(kept.parameters);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const isAway = new KeeperAway(`the key of vault.index is with ${kept.kind}: ${error.message}`, {
      hint: `${error.hint ?? 'make it answer'}; or staunch vault custody file, with the vault's passphrase or another slot`,
    });
    away.set(which, { error: isAway, until: performance.now() + AWAY_MS });
    throw isAway;
  }
  const key = wrappingKey(secret, kept);
  try {
    const opened = openSlot(kept, key, custodyOwner(vaultId));
    answers.set(which, opened);
    return opened;
  } finally {
    wipe(secret, key);
  }
}

/** The custody's secret for a keeper. */
export function keptBy(kind: string, made: NewSlot, { secret, vaultId }: Custody): KeySlot {
  return wrapKey(kind, made, secret, custodyOwner(vaultId));
}

/** A wrapped secret of the custody never passes for a slot of the vault. */
function custodyOwner(vaultId: Buffer): Buffer {
  return Buffer.concat([Buffer.from('custody'), vaultId]);
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
