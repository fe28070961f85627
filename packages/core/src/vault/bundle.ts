/**
 * Undo bundles: what a redaction took away, sealed to the inbox's public key. So they are made while the vault is
 * locked, and only who unlocks it can read them.
 *
 *   undo/ID.json     what can be told without a key: when, until when, whether it came to its end, counts
 *   undo/ID.bundle   a head, and blocks sealed one by one: a bundle that was cut short can be read as far as it goes
 */
import { UserError } from '../errors.ts';
import { freeAtHome, PrivateReader, PrivateWriter, privateSize } from '../platform/private-stream.ts';
import { listNames, makeFolder, readPrivate, removePrivate, writePrivate } from '../platform/vault-files.ts';
import { ByteReader, Damaged, magic, u32 } from './bytes.ts';
import { ID_BYTES } from './container.ts';
import { inboxSecret } from './custody.ts';
import type { Opener } from './opener.ts';
import { traces } from './places.ts';
import { agree, crypto, nonceOf, publicKeyOf, seal, subKey, TAG_BYTES, unseal, wipe } from './sealing.ts';
import { readLocked, readVault } from './state.ts';

const FOLDER = 'undo';
const MAGIC = magic('STUNDO');
const HEAD_BYTES = MAGIC.length + ID_BYTES + 32;
/** Records are sealed together up to so many bytes. */
const BLOCK = 1 << 20;
/** A record is no longer than this. */
export const MOST_RECORD_BYTES = 4 << 20;
const BUNDLE_ID = /^\d{8}-\d{6}-[0-9a-f]{6}$/;
const DAY_MS = 86_400_000;

/**
 * `running`: it was begun and, if nobody is at it any more, interrupted. `whole`: it came to its end. `undone`: all that
 * is in it was put back.
 */
export type BundleState = 'running' | 'whole' | 'undone';

/** What can be told of a bundle without a key: nothing that was redacted is in it. */
export interface BundleAbout {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly made: string;
  readonly expires: string;
  readonly state: BundleState;
  /** Of the redaction that made it. */
  readonly pid: number;
  /** Whatever else the redaction wants to know of itself: paths, counts. */
  readonly notes: Readonly<Record<string, string | number | readonly string[]>>;
}

const aboutName = (id: string): string => `${FOLDER}/${id}.json`;
const bundleName = (id: string): string => `${FOLDER}/${id}.bundle`;

/** Throws UserError when there is no vault, or what is known of it while it is locked cannot be relied on. */
export class BundleWriter {
  private current: BundleAbout;
  private readonly writer: PrivateWriter;
  private readonly key: Buffer;
  private readonly head: Buffer;
  private held: Buffer[] = [];
  private size = 0;
  private blocks = 0;

  constructor(pid: number, days: number, now = Date.now()) {
    const { custody } = readLocked();
    const stamp = new Date(now).toISOString();
    const id = `${stamp.slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}-${crypto().randomBytes(3).toString('hex')}`;
    const secret = crypto().randomBytes(32);
    const own = publicKeyOf(secret);
    const shared = agree(secret, custody.inboxPublic);
    this.key = subKey(shared, 'undo bundle', Buffer.concat([own, custody.inboxPublic]));
    wipe(secret, shared);
    this.head = Buffer.concat([MAGIC, custody.vaultId, own]);
    const expires = new Date(now + days * DAY_MS).toISOString();
    this.current = { id, made: stamp, expires, state: 'running', pid, notes: {} };
    makeFolder(FOLDER);
    this.note({});
    this.writer = new PrivateWriter(bundleName(id));
    this.writer.write(this.head);
  }

  get about(): BundleAbout {
    return this.current;
  }

  /** Keeps what can be told of it without a key; `undefined` takes a note away. */
  note(notes: BundleAbout['notes'], state: BundleState = this.current.state): void {
    this.current = { ...this.current, state, notes: { ...this.current.notes, ...notes } };
    writeAbout(this.current);
  }

  /** Adds a record, which is wiped once it is sealed. It counts from the next `sync` on. Throws UserError. */
  write(record: Buffer): void {
    if (record.length > MOST_RECORD_BYTES) throw new RangeError('a record is too long');
    this.held.push(u32(record.length), record);
    this.size += record.length + 4;
    if (this.size >= BLOCK) this.flush();
  }

  /** All records so far are on the disk after this. Throws UserError. */
  sync(): void {
    this.flush();
    this.writer.sync();
  }

  private flush(): void {
    if (this.size === 0) return;
    const plain = Buffer.concat(this.held);
    const sealed = seal(this.key, nonceOf(this.blocks++), this.head, plain);
    wipe(plain, ...this.held);
    this.held = [];
    this.size = 0;
    this.writer.write(Buffer.concat([u32(sealed.length), sealed]));
  }

  /** Everything is in it. */
  finish(notes: BundleAbout['notes']): void {
    this.sync();
    this.close();
    this.note(notes, 'whole');
  }

  /** Nothing more will be written; what is in it stays. */
  close(): void {
    wipe(this.key);
    this.writer.close();
  }
}

function writeAbout(about: BundleAbout): void {
  writePrivate(aboutName(about.id), Buffer.from(JSON.stringify(about)));
}

/** All that are there, the oldest first. */
export function listBundles(): readonly BundleAbout[] {
  const ids = listNames(FOLDER).flatMap((name) => /^(.*)\.json$/.exec(name)?.[1] ?? []);
  const all = ids.filter((id) => BUNDLE_ID.test(id)).flatMap((id) => readAbout(id) ?? []);
  // an id tells seconds only
  return all.sort((a, b) => (a.made < b.made ? -1 : a.made > b.made ? 1 : 0));
}

function readAbout(id: string): BundleAbout | undefined {
  const file = readPrivate(aboutName(id));
  if (!file) return undefined;
  try {
    const about = JSON.parse(file.toString()) as BundleAbout;
    return about.id === id ? about : undefined;
  } catch {
    throw new UserError(`what is told of the undo bundle ${id} is damaged`, {
      hint: `staunch state undo --purge ${id} removes it`,
    });
  }
}

/** Of the sealed file, in bytes. */
export function bundleSize(id: string): number {
  return privateSize(bundleName(id));
}

export function setBundleState(about: BundleAbout, state: BundleState): void {
  writeAbout({ ...about, state });
}

/** Whether it is an id of a bundle, whether or not one is there. */
export function isBundleId(text: string): boolean {
  return BUNDLE_ID.test(text);
}

/** Removes it for good. False when there was none. */
export function removeBundle(id: string): boolean {
  if (!BUNDLE_ID.test(id)) return false;
  const there = listNames(FOLDER).filter((name) => name === `${id}.json` || name === `${id}.bundle`);
  // what tells of it goes last: until then it is listed
  removePrivate(bundleName(id));
  removePrivate(aboutName(id));
  return there.length > 0;
}

/** Bytes that bundles can still take on the disk. */
export function roomForBundles(): number {
  return freeAtHome();
}

/** Whether there is a vault to seal bundles to. */
export function hasVault(): boolean {
  return traces().length > 0;
}

/**
 * The records, in the order of writing, each good until the next one is asked for. Answers whether the bundle ends where
 * it was cut. Throws UserError when the vault is not the one that it is sealed to, or it was changed.
 */
export function* readBundle(opener: Opener, id: string): Generator<Buffer, { readonly isCut: boolean }> {
  const vault = readVault();
  const master = opener.masterKey(vault);
  const secret = inboxSecret(master);
  wipe(master);
  const reader = new PrivateReader(bundleName(id));
  let key: Buffer | undefined;
  try {
    const head = reader.take(HEAD_BYTES);
    if (head.length < HEAD_BYTES) return { isCut: true };
    const parts = new ByteReader(head);
    parts.expect(MAGIC);
    if (!parts.take(ID_BYTES).equals(vault.vaultId)) {
      throw new UserError(`the undo bundle ${id} is sealed to another vault`, {
        hint: 'put back the vault that was there when it was made',
      });
    }
    const own = Buffer.from(parts.take(32));
    const shared = agree(secret, own);
    key = subKey(shared, 'undo bundle', Buffer.concat([own, publicKeyOf(secret)]));
    wipe(shared);
    for (let block = 0; ; block++) {
      const length = reader.take(4);
      if (length.length === 0) return { isCut: false };
      const size = length.length === 4 ? length.readUInt32BE() : 0;
      const sealed = size <= MOST_RECORD_BYTES + BLOCK + 64 ? reader.take(size) : undefined;
      if (!sealed) throw new Damaged('length');
      // a block that was being written when the redaction died
      if (size < TAG_BYTES || sealed.length < size) return { isCut: true };
      const plain = unseal(key, nonceOf(block), head, sealed);
      try {
        const records = new ByteReader(plain);
        while (records.at < plain.length) yield records.take(records.u32());
      } finally {
        wipe(plain);
      }
    }
  } catch (error) {
    if (error instanceof Damaged)
      throw new UserError(`the undo bundle ${id} is damaged`, {
        hint: 'what stands before that was put back',
      });
    throw error;
  } finally {
    wipe(secret, key);
    reader.close();
  }
}
