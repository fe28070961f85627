/** Source → Verdict. The gate allows only what it has looked at; any doubt blocks. */
import path from 'node:path';
import {
  CONFIG_FILES,
  createScanner,
  loadPolicy,
  nameOf,
  UserError,
  type Finding,
  type NotScanned,
  type Scanner,
  type Suppressed,
} from '@staunch/core';
import { readManaged } from '@staunch/core/vault';
import { GitError } from './git-output.ts';
import { Git, indexName } from './git.ts';
import { blobProblem, UNMERGED } from './messages.ts';
import { BlobError, IndexMissingError, stagedChange, type BlobSource, type StagedChange } from './staged.ts';

export interface GateRequest {
  /**
   * A directory of the repository. Without it, the repository and index that the environment or the current directory
   * name: what a hook wants.
   */
  readonly repository?: string;
  /** What the hook script has asked git already (git.ts, `stagedCommand`). */
  readonly asked?: Buffer;
}

/** What was looked at, whatever came of it. No value is in any of it, also none that is the name of a file. */
export interface Considered {
  /** Found, and held already by a version that the change replaces: it is in history, and does not block. */
  readonly known: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly notScanned: readonly NotScanned[];
  readonly blobs: number;
  readonly bytes: number;
  /** Counted, and looked at by their name only: their content is another repository's. */
  readonly submodules: number;
}

export interface Allow extends Considered {
  readonly decision: 'allow';
}

export interface BlockedFindings extends Considered {
  readonly decision: 'block';
  readonly reason: 'findings';
  readonly findings: readonly Finding[];
  /** There is no HEAD yet, so that there is nothing to restore a file from. */
  readonly firstCommit: boolean;
  /** Some version that the change replaces could not be read, so that what it held counts as new. */
  readonly oldUnread: boolean;
}

export interface BlockedUnread extends Considered {
  readonly decision: 'block';
  readonly reason: 'could-not-scan';
  readonly obstacle: Obstacle;
}

export type Verdict = Allow | BlockedFindings | BlockedUnread;

/** Why the gate could not look. */
export type Obstacle =
  /** Things that could not be read; `notScanned` names them. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'git'; readonly command: string; readonly detail: string }
  | { readonly kind: 'index-missing' }
  | { readonly kind: 'user'; readonly message: string; readonly hint: string | undefined }
  /** A bug of Staunch, or an installation that is not whole. */
  | {
      readonly kind: 'internal';
      readonly name: string;
      readonly message: string;
      readonly at: string | undefined;
    };

/** Judges what is staged. Never throws or rejects. */
export async function gate(request: GateRequest = {}): Promise<Verdict> {
  let scanner: Scanner | undefined;
  try {
    const git = new Git(request.repository);
    const change = stagedChange(git, request.asked);
    // from the index, as the commit will hold it: what lies in the work tree alone decides nothing
    const policy = loadPolicy({ readFile: (name) => change.configuration.get(name) ?? extended(git, name) });
    // throws where there is a vault whose index cannot be used: then nothing may pass
    const managed = readManaged();
    scanner = createScanner({ policy, managed });
    return judge(change, scanner, policy.strict);
  } catch (error) {
    return { decision: 'block', reason: 'could-not-scan', obstacle: obstacleOf(error, scanner), ...NOTHING };
  }
}

/** A file that the configuration names besides, from the index too. */
function extended(git: Git, name: string): Uint8Array | undefined {
  if ((CONFIG_FILES as readonly string[]).includes(name)) return undefined;
  const blob = git.readBlobs([indexName(path.posix.normalize(name))]).next().value;
  return blob && 'bytes' in blob ? blob.bytes : undefined;
}

const NOTHING: Considered = { known: [], suppressed: [], notScanned: [], blobs: 0, bytes: 0, submodules: 0 };

/** `strict`: what was left out by decision blocks too. Throws what git and the scanner throw. */
function judge(change: StagedChange, scanner: Scanner, strict: boolean): Verdict {
  const seen = sweep(change.fresh, scanner);
  const { known, unread } = held(change.old, scanner, seen.findings);
  const findings = seen.findings.filter((finding) => !known.has(keyOf(finding)));
  const considered: Considered = {
    known: seen.findings.filter((finding) => known.has(keyOf(finding))),
    suppressed: seen.suppressed,
    notScanned: [
      ...seen.notScanned,
      ...change.unmerged.map((path) => ({ path: scanner.maskText(path), reason: UNMERGED, error: true })),
    ],
    blobs: seen.blobs,
    bytes: seen.bytes,
    submodules: change.submodules,
  };
  if (findings.length > 0) {
    const { firstCommit } = change;
    return { decision: 'block', reason: 'findings', findings, firstCommit, oldUnread: unread, ...considered };
  }
  if (considered.notScanned.some(({ error, cause }) => error || cause === 'budget' || strict)) {
    return { decision: 'block', reason: 'could-not-scan', obstacle: { kind: 'unreadable' }, ...considered };
  }
  return { decision: 'allow', ...considered };
}

interface Seen {
  readonly findings: Finding[];
  readonly suppressed: Suppressed[];
  readonly notScanned: NotScanned[];
  blobs: number;
  bytes: number;
}

function sweep(source: BlobSource, scanner: Scanner): Seen {
  const seen: Seen = { findings: [], suppressed: [], notScanned: [], blobs: 0, bytes: 0 };
  for (const descriptor of source.list()) {
    try {
      const result = scanner.scan(source.open(descriptor));
      // not `push(...)`: one file may hold more findings than a call takes arguments
      for (const finding of result.findings) seen.findings.push(finding);
      for (const finding of result.suppressed) seen.suppressed.push(finding);
      for (const item of result.notScanned) seen.notScanned.push(item);
      seen.blobs += 1;
      seen.bytes += result.bytes;
    } catch (error) {
      if (!(error instanceof BlobError)) throw error;
      seen.notScanned.push({
        path: scanner.maskText(descriptor.path),
        reason: blobProblem(error.problem),
        error: true,
      });
    }
  }
  return seen;
}

interface Held {
  readonly known: ReadonlySet<string>;
  readonly unread: boolean;
}

/**
 * Which of the findings the replaced versions held, at any path: so that touching or moving a file does not block for
 * what it held before. Reads only while there is something to excuse; what cannot be read excuses nothing.
 */
function held(old: BlobSource, scanner: Scanner, findings: readonly Finding[]): Held {
  const open = new Set(findings.map(keyOf));
  const known = new Set<string>();
  let unread = false;
  if (open.size === 0) return { known, unread };
  try {
    for (const descriptor of old.list()) {
      try {
        const { findings: before, suppressed } = scanner.scan(old.open(descriptor));
        // one that a comment allowed there is in history as well
        for (const key of [...before, ...suppressed].map(keyOf)) if (open.delete(key)) known.add(key);
      } catch (error) {
        if (!(error instanceof BlobError)) throw error;
        unread = true;
      }
      if (open.size === 0) break;
    }
  } catch (error) {
    // git gives up at an object that a partial clone has not fetched
    if (!(error instanceof GitError)) throw error;
    unread = true;
  }
  return { known, unread };
}

/** The same rule and the same value. */
function keyOf(finding: Finding): string {
  return `${nameOf(finding)} ${finding.fingerprint}`;
}

function obstacleOf(error: unknown, scanner: Scanner | undefined): Obstacle {
  if (error instanceof IndexMissingError) return { kind: 'index-missing' };
  if (error instanceof UserError) return { kind: 'user', message: error.message, hint: error.hint };
  // texts of git and of the runtime may quote a file name or a line
  if (error instanceof GitError)
    return { kind: 'git', command: error.command, detail: masked(error.detail, scanner) };
  const { name, message, stack, code }: NodeJS.ErrnoException =
    error instanceof Error ? error : new Error(String(error));
  const at = /^\s+at (.*)$/m.exec(stack ?? '')?.[1];
  return { kind: 'internal', name: code ? `${name} ${code}` : name, message: masked(message, scanner), at };
}

function masked(text: string, scanner: Scanner | undefined): string {
  try {
    return (scanner ?? createScanner({ policy: loadPolicy({ readFile: () => undefined }) })).maskText(text);
  } catch {
    return ''; // not even that works: then nothing of it is shown
  }
}
