/**
 * What has been looked at and held nothing, remembered between pushes by object id and path. The file stands in the
 * repository's common git directory and may be deleted at any time: it saves work, and is believed only under a key of
 * this machine, for these rules, this policy and this vault. Anything wrong with it, and all is looked at again.
 */
import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const MAGIC = Buffer.from('STAUNCHC\x01', 'latin1');
const CONTEXT_BYTES = 32;
const TAG_BYTES = 32;
const ENTRY_BYTES = 16;
/** 32 MiB; with more than this it begins anew. */
const MOST_ENTRIES = 1 << 21;

export interface MemoryFile {
  readonly file: string;
  /** 32 bytes. */
  readonly machineKey: Uint8Array;
  /** Whatever decides what is found: the build, the policy, the index of managed values. */
  readonly context: readonly (string | Uint8Array)[];
}

export class CleanMemory {
  private readonly known: Set<string>;
  private readonly before: number;
  private readonly where:
    { readonly file: string; readonly key: Buffer; readonly context: Buffer } | undefined;

  /** Without a file it lasts as long as the process. */
  constructor(memory?: MemoryFile) {
    this.where = memory && {
      file: memory.file,
      key: createHmac('sha256', memory.machineKey).update('staunch/clean/1').digest(),
      context: digestOf(memory.context),
    };
    this.known = new Set(this.where ? readEntries(this.where) : []);
    this.before = this.known.size;
  }

  /** `name` is the path under which an object was looked at: some rules and filters ask for it. */
  has(id: string, name: string): boolean {
    return this.known.has(entryOf(id, name));
  }

  add(id: string, name: string): void {
    this.known.add(entryOf(id, name));
  }

  /** Whole or not at all; that it cannot be written harms nobody. */
  save(): void {
    if (!this.where || this.known.size === this.before) return;
    const { file, key, context } = this.where;
    const entries = [...this.known];
    const kept = entries.length > MOST_ENTRIES ? entries.slice(this.before) : entries;
    const body = Buffer.concat([MAGIC, context, Buffer.from(kept.slice(-MOST_ENTRIES).join(''), 'latin1')]);
    const temporary = `${file}.${randomBytes(6).toString('hex')}`;
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(temporary, Buffer.concat([body, tagOf(key, body)]), { mode: 0o600, flag: 'wx' });
      fs.renameSync(temporary, file);
    } catch {
      removeQuietly(temporary);
    }
  }
}

function removeQuietly(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // a file system that lets nothing be written lets nothing be removed
  }
}

function entryOf(id: string, name: string): string {
  return hash('sha256', `${id} ${name}`, 'binary').slice(0, ENTRY_BYTES);
}

/** Each part with its length, so that no two lists read the same. */
function digestOf(parts: readonly (string | Uint8Array)[]): Buffer {
  const mac = createHmac('sha256', 'staunch/clean/context');
  for (const part of parts) {
    const bytes = Buffer.from(part);
    mac.update(`${bytes.length} `).update(bytes);
  }
  return mac.digest();
}

function tagOf(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest();
}

function readEntries({ file, key, context }: { file: string; key: Buffer; context: Buffer }): string[] {
  const bytes = readUpTo(file, MAGIC.length + CONTEXT_BYTES + MOST_ENTRIES * ENTRY_BYTES + TAG_BYTES);
  const least = MAGIC.length + CONTEXT_BYTES + TAG_BYTES;
  if (!bytes || bytes.length < least || (bytes.length - least) % ENTRY_BYTES !== 0) return [];
  const body = bytes.subarray(0, -TAG_BYTES);
  if (!timingSafeEqual(bytes.subarray(-TAG_BYTES), tagOf(key, body))) return [];
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) return [];
  if (!body.subarray(MAGIC.length, MAGIC.length + CONTEXT_BYTES).equals(context)) return [];
  const text = body.toString('latin1', MAGIC.length + CONTEXT_BYTES);
  return Array.from({ length: text.length / ENTRY_BYTES }, (_, at) =>
    text.slice(at * ENTRY_BYTES, (at + 1) * ENTRY_BYTES),
  );
}

function readUpTo(file: string, most: number): Buffer | undefined {
  try {
    const stats = fs.lstatSync(file);
    return stats.isFile() && stats.size <= most ? fs.readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}
