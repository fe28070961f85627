/**
 * The file of an index: a header that everybody can read and nobody can change (it is authenticated with the rest), and
 * its content under AES-256-GCM. The content is padded, so that its length does not tell how many values there are.
 *
 *   magic 8 · vault id 16 · generation 8 · nonce 12 · content … · tag 16
 *   content: length 4 · items as JSON · entries of 32 bytes (windows), 32 (tokens), 20 (weak) · zeros
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { FormKind } from './forms.ts';
import { TAG_BYTES, type IndexKeys } from './keys.ts';
import { ANY_LASTS, type Lasts } from './lasts.ts';
import type { IndexData, StoredItem, TokenEntry, WeakEntry, WindowEntry } from './managed-index.ts';

const MAGIC = Buffer.from('STAUNCHI');
const HEADER = 44;
const KINDS: readonly FormKind[] = ['raw', 'plain', 'alnum', 'binary'];
const WINDOW_BYTES = 32;
const TOKEN_BYTES = 32;
const WEAK_BYTES = 20;

export interface IndexContent {
  readonly vaultId: Buffer;
  readonly generation: number;
  readonly data: IndexData;
}

export function sealIndexFile({ vaultId, generation, data }: IndexContent, keys: IndexKeys): Buffer {
  const content = encodeEntries(data);
  const header = Buffer.alloc(HEADER);
  MAGIC.copy(header);
  vaultId.copy(header, 8);
  header.writeBigUInt64LE(BigInt(generation), 24);
  randomBytes(12).copy(header, 32);
  const cipher = createCipheriv('aes-256-gcm', keys.file, header.subarray(32, HEADER));
  cipher.setAAD(header.subarray(0, 32));
  return Buffer.concat([header, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Throws UserError when the file is damaged, cut short, or of another key. */
export function openIndexFile(file: Uint8Array, keys: IndexKeys): IndexContent {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < HEADER + TAG_BYTES || !bytes.subarray(0, 8).equals(MAGIC))
    throw damaged('it is cut short or no index');
  const decipher = createDecipheriv('aes-256-gcm', keys.file, bytes.subarray(32, HEADER));
  decipher.setAAD(bytes.subarray(0, 32));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  let content: Buffer;
  try {
    content = Buffer.concat([decipher.update(bytes.subarray(HEADER, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw damaged('it is damaged, or it belongs to another vault');
  }
  return {
    vaultId: Buffer.from(bytes.subarray(8, 24)),
    generation: Number(bytes.readBigUInt64LE(24)),
    data: decodeEntries(content),
  };
}

function damaged(why: string): UserError {
  return new UserError(`the index of managed values cannot be used: ${why}`, {
    hint: 'staunch vault unlock makes it anew',
  });
}

/** The item as JSON, its tag as base64. */
type ItemRecord = readonly [
  id: string,
  name: string,
  policy: StoredItem['policy'],
  reason: string,
  retired: 0 | 1,
  exact: string,
  source?: string,
];

/** What the file holds of values, as bytes. */
export function encodeEntries({ items, windows, tokens, weak, lasts }: IndexData): Buffer {
  const records = items.map(({ id, name, policy, reason, retired, exact, source }): ItemRecord => {
    const tag = exact?.toString('base64') ?? '';
    return source === undefined
      ? [id, name, policy, reason, retired ? 1 : 0, tag]
      : [id, name, policy, reason, retired ? 1 : 0, tag, source];
  });
  const head = Buffer.from(
    JSON.stringify({ items: records, counts: [windows.length, tokens.length, weak.length], lasts }),
  );
  const length =
    4 + head.length + windows.length * WINDOW_BYTES + tokens.length * TOKEN_BYTES + weak.length * WEAK_BYTES;
  const content = Buffer.alloc(padded(length));
  content.writeUInt32LE(head.length);
  head.copy(content, 4);
  let at = 4 + head.length;
  for (const { item, kind, hash, anchor, edges, length: size, tag } of windows) {
    content.writeUInt32LE(hash, at);
    content.writeUInt32LE(item, at + 4);
    content.writeUInt32LE(size * 4 + KINDS.indexOf(kind), at + 8);
    content.writeUInt16LE(anchor, at + 12);
    content[at + 14] = edges.before;
    content[at + 15] = edges.behind;
    tag.copy(content, at + 16);
    at += WINDOW_BYTES;
  }
  for (const { item, hash, check, length: size, tag } of tokens) {
    content.writeUInt32LE(hash, at);
    content.writeUInt32LE(item, at + 4);
    content.writeUInt32LE(size, at + 8);
    content.writeUInt32LE(check, at + 12);
    tag.copy(content, at + 16);
    at += TOKEN_BYTES;
  }
  for (const { item, tag } of weak) {
    content.writeUInt32LE(item, at);
    tag.copy(content, at + 4);
    at += WEAK_BYTES;
  }
  return content;
}

/** To the next eighth of a power of two: at most an eighth more, and no length tells more than three bits a doubling. */
function padded(length: number): number {
  const step = Math.max(512, 2 ** (Math.ceil(Math.log2(length)) - 3));
  return Math.ceil(length / step) * step;
}

/** The same back: bytes that were authenticated. */
export function decodeEntries(content: Buffer): IndexData {
  const headLength = content.readUInt32LE();
  const head = JSON.parse(content.toString('utf8', 4, 4 + headLength)) as {
    items: ItemRecord[];
    counts: [number, number, number];
    lasts?: Lasts;
  };
  const items = head.items.map(([id, name, policy, reason, retired, exact, source]): StoredItem => {
    return {
      id,
      name,
      policy,
      reason,
      retired: retired === 1,
      exact: exact ? Buffer.from(exact, 'base64') : undefined,
      ...(source === undefined ? {} : { source }),
    };
  });
  let at = 4 + headLength;
  const entries = <T>(count: number, size: number, read: (at: number) => T): T[] =>
    Array.from({ length: count }, () => {
      at += size;
      return read(at - size);
    });
  const [windowCount, tokenCount, weakCount] = head.counts;
  const windows = entries(windowCount, WINDOW_BYTES, (from): WindowEntry => {
    const sizeAndKind = content.readUInt32LE(from + 8);
    return {
      hash: content.readUInt32LE(from),
      item: content.readUInt32LE(from + 4),
      length: sizeAndKind >>> 2,
      kind: KINDS[sizeAndKind & 3]!,
      anchor: content.readUInt16LE(from + 12),
      edges: { before: content[from + 14]!, behind: content[from + 15]! },
      tag: content.subarray(from + 16, from + 32),
    };
  });
  const tokens = entries(tokenCount, TOKEN_BYTES, (from): TokenEntry => {
    return {
      hash: content.readUInt32LE(from),
      item: content.readUInt32LE(from + 4),
      length: content.readUInt32LE(from + 8),
      check: content.readUInt32LE(from + 12),
      tag: content.subarray(from + 16, from + 32),
    };
  });
  const weak = entries(weakCount, WEAK_BYTES, (from): WeakEntry => {
    return { item: content.readUInt32LE(from), tag: content.subarray(from + 4, from + 20) };
  });
  return { items, windows, tokens, weak, lasts: head.lasts ?? ANY_LASTS };
}
