/** The files of a store: links are not followed, and what cannot be listed is said. */
import fs from 'node:fs';
import path from 'node:path';
import { readError } from '@staunch/core';
import type { Store } from './agent.ts';
import { companions } from './stores.ts';

/** `object`: a loose object of git; `pack`: many of them. `text` is anything, binaries too. */
type Format = 'sqlite' | 'json' | 'jsonl' | 'text' | 'object' | 'pack';

export interface StoreFile {
  readonly kind: 'file';
  /** For `fs`: text where the name is UTF-8. */
  readonly path: string | Buffer;
  readonly format: Format;
  readonly stats: fs.Stats;
}

/** Something in a store that is no file that can be read. */
export interface Unlisted {
  readonly kind: 'unlisted';
  readonly path: string | Buffer;
  readonly reason: string;
  /** It should have been readable. */
  readonly error: boolean;
}

/** Of a database its own file alone, which may be missing; `companions` tells the others. In the same order every time. */
export function* filesOf(store: Store): Iterable<StoreFile | Unlisted> {
  if (store.problem !== undefined) {
    return yield { kind: 'unlisted', path: store.path, reason: store.problem, error: true };
  }
  if (store.isDirectory) yield* walk(store, store.path);
  else yield* entry(store, store.path);
}

function* entry(store: Store, file: string | Buffer): Iterable<StoreFile | Unlisted> {
  let stats: fs.Stats;
  try {
    stats = fs.lstatSync(file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // a log without its database is a store too
    if (code !== 'ENOENT' || store.kind !== 'sqlite')
      yield { kind: 'unlisted', path: file, reason: readError(code), error: true };
    return;
  }
  if (stats.isFile()) yield { kind: 'file', path: file, format: formatOf(store, String(file)), stats };
  else if (stats.isDirectory()) yield* walk(store, file);
  else if (stats.isSymbolicLink()) yield* link(store, file);
  else yield { kind: 'unlisted', path: file, reason: 'it is not a regular file', error: false };
}

/** What it leads to is not looked at through it: nothing is lost where that is looked at for itself, or is not there. */
function* link({ covered = [] }: Store, file: string | Buffer): Iterable<Unlisted> {
  const target = targetOf(file);
  if (target === undefined)
    return yield { kind: 'unlisted', path: file, reason: 'a symbolic link to nothing', error: false };
  const isCovered = covered.some((directory) => {
    const own = targetOf(directory);
    return own !== undefined && target.startsWith(own + path.sep);
  });
  if (!isCovered)
    yield { kind: 'unlisted', path: file, reason: 'a symbolic link; it is not followed', error: true };
}

/** Undefined where it leads to nothing. */
function targetOf(file: string | Buffer): string | undefined {
  try {
    return fs.realpathSync(file);
  } catch (error) {
    // a loop, or a directory that may not be entered, is no end
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : '';
  }
}

function* walk(store: Store, directory: string | Buffer): Iterable<StoreFile | Unlisted> {
  let names: (string | Buffer)[];
  try {
    names = fs.readdirSync(directory).sort();
    // names that are not UTF-8 stay the bytes that they are
    if (typeof directory !== 'string' || names.some((name) => name.includes('\ufffd')))
      names = fs.readdirSync(directory, { encoding: 'buffer' }).map(asText);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return yield { kind: 'unlisted', path: directory, reason: readError(code), error: true };
  }
  for (const name of names) {
    const file =
      typeof directory === 'string' && typeof name === 'string'
        ? path.join(directory, name)
        : Buffer.concat([Buffer.from(directory), Buffer.from('/'), Buffer.from(name)]);
    if (typeof file === 'string' && store.except?.includes(file)) continue;
    if (typeof file === 'string' && isCompanion(file)) continue;
    yield* entry(store, file);
  }
}

function asText(name: Buffer): string | Buffer {
  const text = name.toString();
  return text.includes('\ufffd') ? name : text;
}

export const DATABASE = /\.(?:db|sqlite3?|vscdb)$/;

/** A file that belongs to the database beside it. */
function isCompanion(file: string): boolean {
  const database = file.replace(/-(?:wal|shm|journal)$/, '');
  return (
    database !== file &&
    DATABASE.test(database) &&
    companions(database).includes(file) &&
    fs.existsSync(database)
  );
}

function formatOf({ kind }: Store, file: string): Format {
  if (kind === 'snapshot') {
    const [, folder = '', name = ''] = /[/\\]objects[/\\]([^/\\]+)[/\\]([^/\\]+)$/.exec(file) ?? [];
    if (/^[0-9a-f]{2}$/.test(folder) && /^[0-9a-f]{38,62}$/.test(name)) return 'object';
    return folder === 'pack' && name.endsWith('.pack') ? 'pack' : 'text';
  }
  if (kind !== 'files') return kind;
  if (DATABASE.test(file)) return 'sqlite';
  if (/\.jsonl(?:\.superseded[^/\\]*)?$/.test(file)) return 'jsonl';
  return /\.jsonc?(?:\.[^/\\]*backup[^/\\]*)?$/.test(file) ? 'json' : 'text';
}
