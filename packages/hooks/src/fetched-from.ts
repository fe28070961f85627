/**
 * From which address a remote's branches came here. After `git remote set-url` they still tell of the repository that was
 * there before, and a new one has nothing of it: until they move, or a fetch from the new address has named them, they
 * excuse nothing. The addresses are kept in the common git directory (`staunch/remotes`), keyed, so that the file shows
 * neither them nor names; without it what git wrote down of the clone is asked.
 */
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { machineKey, UserError, writeWhole } from '@staunch/core';
import type { Git } from './git.ts';

/** A remote-tracking ref. */
export interface TrackedRef {
  readonly name: string;
  readonly id: string;
}

export interface Arrival {
  readonly git: Git;
  readonly commonDir: string;
  /** The remote's name, and where it is now. */
  readonly remote: string;
  readonly url: string;
  /** What two ways to write the same address have in common. */
  readonly address: (url: string) => string;
}

/** Of one remote; all of it hashes. */
interface Record {
  readonly address: string;
  readonly elsewhere: readonly string[];
}

/** Those of `tracked` that were not fetched from where the remote is now. Throws GitError. */
export function fromElsewhere(arrival: Arrival, tracked: readonly TrackedRef[]): ReadonlySet<TrackedRef> {
  const { git, commonDir, remote, url, address } = arrival;
  const key = keyOfMachine();
  const here = address(url);
  const file = path.join(commonDir, 'staunch', 'remotes');
  const all = key ? readRecords(file) : {};
  const sign = (...parts: readonly string[]): string =>
    createHmac('sha256', key ?? '')
      .update(JSON.stringify(parts))
      .digest('base64url');
  const own = sign('remote', remote);
  const record = all[own];
  const marks = new Map(tracked.map((ref) => [ref, sign('ref', ref.name, ref.id)]));
  let open: TrackedRef[] = [];
  if (record?.address === sign('address', here)) {
    const known = new Set(record.elsewhere);
    open = tracked.filter((ref) => known.has(marks.get(ref)!));
  } else if (record || wasClonedElsewhere(arrival, here)) open = [...tracked];
  if (open.length > 0) {
    const fetched = fetchedFrom(git, address, here);
    open = open.filter(({ id }) => !fetched.has(id));
  }
  const next: Record = { address: sign('address', here), elsewhere: open.map((ref) => marks.get(ref)!) };
  if (key && JSON.stringify(record) !== JSON.stringify(next)) write(file, { ...all, [own]: next });
  return new Set(open);
}

/** Undefined where this machine can have none: nothing is kept then. */
function keyOfMachine(): Uint8Array | undefined {
  try {
    return machineKey();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What is damaged says nothing. */
function readRecords(file: string): { readonly [remote: string]: Record | undefined } {
  try {
    // a pipe would be waited for
    if (!fs.lstatSync(file).isFile()) return {};
    const all = JSON.parse(fs.readFileSync(file, 'utf8')) as { [remote: string]: Record };
    const isWhole = Object.values(all).every(
      ({ address, elsewhere }) => typeof address === 'string' && Array.isArray(elsewhere),
    );
    return isWhole ? all : {};
  } catch {
    return {};
  }
}

/** That it cannot be written harms nobody now. */
function write(file: string, all: object): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    writeWhole(file, `${JSON.stringify(all)}\n`);
  } catch {
    // a full disk, a git directory of somebody else
  }
}

/** As git's log of the remote's HEAD begins: `clone: from <address>`, as it was typed. */
function wasClonedElsewhere({ git, commonDir, remote, address }: Arrival, here: string): boolean {
  let text: string;
  try {
    text = fs.readFileSync(path.join(commonDir, 'logs/refs/remotes', remote, 'HEAD'), 'utf8');
  } catch {
    return false;
  }
  const from = /^[^\n]*\tclone: from ([^\n]+)/.exec(text)?.[1];
  return from !== undefined && address(from) !== here && address(git.rewrittenUrl(from)) !== here;
}

/** What the last fetch has brought from there: lines `<id> TAB [not-for-merge] TAB branch 'main' of <address>`. */
function fetchedFrom(git: Git, address: (url: string) => string, here: string): ReadonlySet<string> {
  let text = '';
  try {
    text = fs.readFileSync(git.gitPath('FETCH_HEAD'), 'utf8');
  } catch {
    // nothing was ever fetched
  }
  const ids = text.split('\n').flatMap((line) => {
    const [id, , note = ''] = line.split('\t');
    const at = note.lastIndexOf(' of ');
    return id !== undefined && address(at < 0 ? note : note.slice(at + 4)) === here ? [id] : [];
  });
  return new Set(ids);
}
