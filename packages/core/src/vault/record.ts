/** A value in the vault, and what a command does to the vault, as bytes. Values stay in Buffers, which are wiped. */
import { ByteReader, Damaged, u16, u32, u64, u8 } from './bytes.ts';
import { wipe } from './sealing.ts';

export interface VaultRecord {
  /** 16 hex digits, random: the same in vault, inbox and index. */
  readonly id: string;
  readonly name: string;
  /** When it was added, in milliseconds since 1970. */
  readonly created: number;
  /** Replaced or removed: kept so that the index can be made anew and still knows it. */
  readonly retired: boolean;
  readonly value: Buffer;
  /** It is kept elsewhere: `value` holds what the index knows of it, its address among that, and no value. */
  readonly isLink?: boolean;
}

export type Change =
  | { readonly kind: 'add'; readonly record: VaultRecord }
  | { readonly kind: 'retire' | 'purge'; readonly id: string };

const KINDS = ['add', 'retire', 'purge'] as const;

/** A sealed record's length tells that of its value only in steps of this. */
const STEP = 64;
const RETIRED = 1;
const LINK = 2;

/** Everything of a record but its id, which stands outside. The caller wipes it. */
export function encodeRecord({ name, created, retired, value, isLink }: VaultRecord): Buffer {
  const nameBytes = Buffer.from(name);
  const head = [
    u8((retired ? RETIRED : 0) | (isLink ? LINK : 0)),
    u64(created),
    u16(nameBytes.length),
    nameBytes,
    u32(value.length),
  ];
  const length = head.reduce((sum, part) => sum + part.length, value.length);
  return Buffer.concat([...head, value], Math.ceil(length / STEP) * STEP);
}

/** The value is a copy: `plain` can be wiped. */
export function decodeRecord(id: string, plain: Buffer): VaultRecord {
  const reader = new ByteReader(plain);
  const state = reader.u8();
  if (state > (RETIRED | LINK)) throw new Damaged('state');
  const created = reader.u64();
  const name = reader.take(reader.u16()).toString();
  // unpooled, so that nothing else shares the memory
  const found = reader.take(reader.u32());
  const value = Buffer.alloc(found.length);
  found.copy(value);
  const record = { id, name, created, retired: (state & RETIRED) !== 0, value };
  return state & LINK ? { ...record, isLink: true } : record;
}

export function encodeChange(change: Change): Buffer {
  const kind = u8(KINDS.indexOf(change.kind));
  if (change.kind !== 'add') return Buffer.concat([kind, Buffer.from(change.id, 'hex')]);
  const record = encodeRecord(change.record);
  try {
    return Buffer.concat([kind, Buffer.from(change.record.id, 'hex'), record]);
  } finally {
    wipe(record);
  }
}

export function decodeChange(plain: Buffer): Change {
  const reader = new ByteReader(plain);
  const kind = KINDS[reader.u8()];
  if (!kind) throw new Damaged('kind');
  const id = reader.take(8).toString('hex');
  return kind === 'add' ? { kind, record: decodeRecord(id, plain.subarray(reader.at)) } : { kind, id };
}
