/**
 * The file of an index: a header that everybody can read and nobody can change (it is authenticated with the rest), and
 * its content under AES-256-GCM. The content is padded, so that its length does not tell how many values there are.
 *
 *   magic 8 · vault id 16 · generation 8 · nonce 12 · content … · tag 16
 *   content: length 4 · head as JSON · items as JSON · entries of 32 bytes (windows), 32 (tokens), 20 (weak) ·
 *   the finished look-up tables (table.ts) · zeros
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { UserError } from '../errors.ts';
import type { FormKind } from './forms.ts';
import { TAG_BYTES, type IndexKeys } from './keys.ts';
import { ANY_LASTS, lastBytes, type Lasts } from './lasts.ts';
import type { IndexData, StoredItem, TokenEntry, WeakEntry, WindowEntry } from './managed-index.ts';
import { tablesOf, type ManagedTables, type TokenTable, type WindowTable } from './table.ts';

const MAGIC = Buffer.from('STAUNCHI');
const HEADER = 44;
const KINDS: readonly FormKind[] = ['raw', 'plain', 'alnum', 'binary'];
const WINDOW_BYTES = 32;
const TOKEN_BYTES = 32;
const WEAK_BYTES = 20;

export interface IndexContent {
  readonly vaultId: Buffer;
  readonly generation: number;
  readonly entries: StoredEntries;
}

export function sealIndexFile(
  { vaultId, generation, data }: Omit<IndexContent, 'entries'> & { readonly data: IndexData },
  keys: IndexKeys,
): Buffer {
  const content = encodeEntries(data, tablesOf(data, keys));
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
    content = decipher.update(bytes.subarray(HEADER, -TAG_BYTES));
    // a stream cipher has nothing left to say; it is the proof that counts
    decipher.final();
  } catch {
    throw damaged('it is damaged, or it belongs to another vault');
  }
  return {
    vaultId: Buffer.from(bytes.subarray(8, 24)),
    generation: Number(bytes.readBigUInt64LE(24)),
    entries: new StoredEntries(content),
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

/** Numbers of what the file holds; what they count follows behind, in this order. */
interface Head {
  /** Bytes of the items' JSON. Older files have the items here. */
  readonly itemBytes?: number;
  readonly items?: readonly ItemRecord[];
  /** Windows, tokens, weak values. */
  readonly counts: readonly [number, number, number];
  readonly lasts?: Lasts;
  readonly forms?: number;
  /** The finished tables stand behind everything else, from a multiple of 4 on; older files have none. */
  readonly tables?: {
    readonly windows: Pick<WindowTable, 'valueBits' | 'bitmapBits' | 'slotBits'>;
    readonly tokens: Pick<TokenTable, 'slotBits' | 'lengths'>;
  };
}

const aligned = (size: number): number => (size + 3) & ~3;

/** What the file holds of values, as bytes; with `tables`, what looking up needs is in it as it is used. */
export function encodeEntries(data: IndexData, tables?: ManagedTables): Buffer {
  const { items, windows, tokens, weak, lasts, forms } = data;
  const records = items.map(({ id, name, policy, reason, retired, exact, source }): ItemRecord => {
    const tag = exact?.toString('base64') ?? '';
    return source === undefined
      ? [id, name, policy, reason, retired ? 1 : 0, tag]
      : [id, name, policy, reason, retired ? 1 : 0, tag, source];
  });
  const told = Buffer.from(JSON.stringify(records));
  const head: Head = {
    itemBytes: told.length,
    counts: [windows.length, tokens.length, weak.length],
    lasts,
    forms,
    ...(tables && {
      tables: {
        windows: {
          valueBits: tables.windows.valueBits,
          bitmapBits: tables.windows.bitmapBits,
          slotBits: tables.windows.slotBits,
        },
        tokens: { slotBits: tables.tokens.slotBits, lengths: tables.tokens.lengths },
      },
    }),
  };
  const text = Buffer.from(JSON.stringify(head));
  const parts = tables ? [tables.windows.bitmap, tables.windows.slots, tables.tokens.slots] : [];
  const entriesAt = 4 + text.length + told.length;
  const tablesAt = aligned(
    entriesAt + windows.length * WINDOW_BYTES + tokens.length * TOKEN_BYTES + weak.length * WEAK_BYTES,
  );
  const length = parts.reduce((sum, { byteLength }) => sum + byteLength, tablesAt);
  const content = Buffer.alloc(padded(length));
  content.writeUInt32LE(text.length);
  text.copy(content, 4);
  told.copy(content, 4 + text.length);
  let at = entriesAt;
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
  at = tablesAt;
  for (const part of parts) {
    content.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return content;
}

/** To the next eighth of a power of two: at most an eighth more, and no length tells more than three bits a doubling. */
function padded(length: number): number {
  const step = Math.max(512, 2 ** (Math.ceil(Math.log2(length)) - 3));
  return Math.ceil(length / step) * step;
}

/** The entries as they stand in bytes that were authenticated: each is read when somebody asks for it. */
export class StoredEntries {
  readonly windowCount: number;
  readonly tokenCount: number;
  readonly weakCount: number;
  readonly lasts: Lasts;
  readonly forms: number;
  private readonly content: Buffer;
  private readonly head: Head;
  private readonly itemsAt: number;
  private readonly windowsAt: number;
  private readonly tokensAt: number;
  private readonly weakAt: number;
  private known: readonly ItemRecord[] | undefined;

  constructor(content: Buffer) {
    const headLength = content.readUInt32LE();
    this.content = content;
    this.head = JSON.parse(content.toString('utf8', 4, 4 + headLength)) as Head;
    [this.windowCount, this.tokenCount, this.weakCount] = this.head.counts;
    this.lasts = this.head.lasts ?? ANY_LASTS;
    this.forms = this.head.forms ?? 0;
    this.itemsAt = 4 + headLength;
    this.windowsAt = this.itemsAt + (this.head.itemBytes ?? 0);
    this.tokensAt = this.windowsAt + this.windowCount * WINDOW_BYTES;
    this.weakAt = this.tokensAt + this.tokenCount * TOKEN_BYTES;
  }

  private get records(): readonly ItemRecord[] {
    return (this.known ??=
      this.head.items ??
      (JSON.parse(this.content.toString('utf8', this.itemsAt, this.windowsAt)) as ItemRecord[]));
  }

  get itemCount(): number {
    return this.records.length;
  }

  item(number: number): StoredItem {
    const [id, name, policy, reason, retired, exact, source] = this.records[number]!;
    return {
      id,
      name,
      policy,
      reason,
      retired: retired === 1,
      exact: exact ? Buffer.from(exact, 'base64') : undefined,
      ...(source === undefined ? {} : { source }),
    };
  }

  window(number: number): WindowEntry {
    const { content } = this;
    const from = this.windowsAt + number * WINDOW_BYTES;
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
  }

  token(number: number): TokenEntry {
    const { content } = this;
    const from = this.tokensAt + number * TOKEN_BYTES;
    return {
      hash: content.readUInt32LE(from),
      item: content.readUInt32LE(from + 4),
      length: content.readUInt32LE(from + 8),
      check: content.readUInt32LE(from + 12),
      tag: content.subarray(from + 16, from + 32),
    };
  }

  weak(number: number): WeakEntry {
    const from = this.weakAt + number * WEAK_BYTES;
    return { item: this.content.readUInt32LE(from), tag: this.content.subarray(from + 4, from + 20) };
  }

  /** Undefined where the file has none. */
  tables(keys: IndexKeys): ManagedTables | undefined {
    if (!this.head.tables) return undefined;
    const { windows, tokens } = this.head.tables;
    let at = aligned(this.weakAt + this.weakCount * WEAK_BYTES);
    const next = (bytes: number): Uint8Array => {
      at += bytes;
      const part = this.content.subarray(at - bytes, at);
      // arrays of numbers are laid over it, which start at multiples of 4
      return part.byteOffset % 4 === 0 ? part : Uint8Array.from(part);
    };
    const numbers = (part: Uint8Array): Uint32Array =>
      new Uint32Array(part.buffer, part.byteOffset, part.length >> 2);
    return {
      windows: {
        ...windows,
        key: keys.window,
        bitmap: next(1 << (windows.bitmapBits - 3)),
        slots: numbers(next(8 << windows.slotBits)),
        lasts: lastBytes(this.lasts),
        reach: this.lasts.reach,
      },
      tokens: { ...tokens, multipliers: keys.token, slots: numbers(next(8 << tokens.slotBits)) },
    };
  }

  /** All of them, to be changed. */
  toData(): IndexData {
    const all = <T>(count: number, read: (number: number) => T): T[] =>
      Array.from({ length: count }, (_, number) => read(number));
    return {
      items: all(this.itemCount, (number) => this.item(number)),
      windows: all(this.windowCount, (number) => this.window(number)),
      tokens: all(this.tokenCount, (number) => this.token(number)),
      weak: all(this.weakCount, (number) => this.weak(number)),
      lasts: this.lasts,
      forms: this.forms,
    };
  }
}
