/**
 * The vault's file: a header, a tag over all of it, the records sealed one by one, a checksum.
 *
 * Every write takes a fresh salt, so fresh keys for tag and records: a record, a tag and a header of two writes never
 * fit together. The checksum proves nothing to an attacker; it tells a damaged file from a wrong passphrase.
 */
import { ByteReader, Damaged, magic, u16, u32, u64, u8 } from './bytes.ts';
import { decodeRecord, encodeRecord, type VaultRecord } from './record.ts';
import { crypto, nonceOf, seal, sha256, subKey, TAG_BYTES, unseal, wipe } from './sealing.ts';
import { decodeSlot, encodeSlot, type KeySlot } from './slot.ts';

export interface VaultHeader {
  readonly vaultId: Buffer;
  readonly generation: number;
  /** Inbox files of this generation and older are in the vault. */
  readonly drained: number;
  readonly slots: readonly KeySlot[];
}

export interface SealedVault extends VaultHeader {
  readonly count: number;
  readonly salt: Buffer;
  readonly headerBytes: Buffer;
  readonly tag: Buffer;
  readonly body: Buffer;
}

const MAGIC = magic('STVAULT');
const SALT_BYTES = 32;
const CHECKSUM_BYTES = 32;
export const ID_BYTES = 16;

/** What can be read without a key. Throws Damaged. */
export function parseVault(file: Buffer): SealedVault {
  if (file.length < CHECKSUM_BYTES) throw new Damaged('cut');
  const content = file.subarray(0, -CHECKSUM_BYTES);
  if (!sha256(content).equals(file.subarray(-CHECKSUM_BYTES))) throw new Damaged('checksum');
  const reader = new ByteReader(content);
  reader.expect(MAGIC);
  const vaultId = reader.take(ID_BYTES);
  const generation = reader.u64();
  const drained = reader.u64();
  const salt = reader.take(SALT_BYTES);
  const count = reader.u32();
  const slots = Array.from({ length: reader.u8() }, () => decodeSlot(reader));
  const headerBytes = content.subarray(0, reader.at);
  const tag = reader.take(TAG_BYTES);
  return {
    vaultId,
    generation,
    drained,
    salt,
    slots,
    count,
    headerBytes,
    tag,
    body: content.subarray(reader.at),
  };
}

/** Throws Damaged when a bit of the header is not what the holder of the master key wrote. */
export function proveHeader(vault: SealedVault, master: Buffer): void {
  const key = subKey(master, 'header', vault.salt);
  try {
    unseal(key, nonceOf(0), vault.headerBytes, vault.tag);
  } finally {
    wipe(key);
  }
}

/** The records, each opened when it is asked for; who takes one wipes its value. Throws Damaged. */
export function* openRecords(vault: SealedVault, master: Buffer): Generator<VaultRecord> {
  const key = subKey(master, 'records', vault.salt);
  const reader = new ByteReader(vault.body);
  const seen = new Set<string>();
  try {
    for (let number = 0; number < vault.count; number++) {
      const id = reader.take(8);
      const sealed = reader.take(reader.u32());
      const plain = unseal(key, nonceOf(number), recordAad(vault.vaultId, id, number), sealed);
      try {
        const record = decodeRecord(id.toString('hex'), plain);
        if (seen.has(record.id)) throw new Damaged('twice');
        seen.add(record.id);
        yield record;
      } finally {
        wipe(plain);
      }
    }
    reader.end();
  } finally {
    wipe(key);
  }
}

const RECORD_VERSION = 1;

function recordAad(vaultId: Buffer, id: Buffer, number: number): Buffer {
  return Buffer.concat([vaultId, id, u16(RECORD_VERSION), u32(number)]);
}

/** The file. Every record's value is wiped as soon as it is sealed. */
export function sealVault(header: VaultHeader, master: Buffer, records: Iterable<VaultRecord>): Buffer {
  const { vaultId, generation, drained, slots } = header;
  const salt = crypto().randomBytes(SALT_BYTES);
  const recordKey = subKey(master, 'records', salt);
  const headerKey = subKey(master, 'header', salt);
  try {
    const sealed: Buffer[] = [];
    let count = 0;
    for (const record of records) {
      const plain = encodeRecord(record);
      const id = Buffer.from(record.id, 'hex');
      const bytes = seal(recordKey, nonceOf(count), recordAad(vaultId, id, count), plain);
      wipe(plain, record.value);
      sealed.push(id, u32(bytes.length), bytes);
      count++;
    }
    const headerBytes = Buffer.concat([
      MAGIC,
      vaultId,
      u64(generation),
      u64(drained),
      salt,
      u32(count),
      u8(slots.length),
      ...slots.map(encodeSlot),
    ]);
    const tag = seal(headerKey, nonceOf(0), headerBytes, Buffer.alloc(0));
    const content = Buffer.concat([headerBytes, tag, ...sealed]);
    return Buffer.concat([content, sha256(content)]);
  } finally {
    wipe(recordKey, headerKey);
  }
}
