/** What the gate answers. No value is in any of it, also none that is the name of a file. */
import type { Finding, NotScanned, Suppressed } from '@staunch/core';

/** What was judged: the index before a commit, a commit's message, or what a push would send. */
export type Judged = 'staged' | 'message' | 'push';

/** What was looked at, whatever came of it. */
export interface Considered {
  readonly judged: Judged;
  /** Found, and held already by a version that the change replaces: it is in history, and does not block. */
  readonly known: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly notScanned: readonly NotScanned[];
  readonly blobs: number;
  readonly bytes: number;
  /** Counted, and looked at by their name only: their content is another repository's. */
  readonly submodules: number;
  /** Of a push: how many of each are new. */
  readonly commits: number;
  readonly tags: number;
  /** Fingerprints mean the same to the whole team, so that one alone can be written into `.staunchignore`. */
  readonly hasProjectKey: boolean;
  /** Of a push: the remote's branches are not what they were, so that more was looked at than git will send. */
  readonly staleRemote?: string;
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
  /** Values of a vault were looked for in this repository, and now there is no vault. */
  | { readonly kind: 'vault-missing'; readonly marker: string }
  | { readonly kind: 'user'; readonly message: string; readonly hint: string | undefined }
  /** A bug of Staunch, or an installation that is not whole. */
  | {
      readonly kind: 'internal';
      readonly name: string;
      readonly message: string;
      readonly at: string | undefined;
    };

/** What a judge has seen. */
export interface Seen extends Omit<Considered, 'judged'> {
  readonly findings: readonly Finding[];
  readonly firstCommit: boolean;
  readonly oldUnread: boolean;
  /** What was left out by decision blocks too. */
  readonly strict: boolean;
}

/** Findings block, and so does whatever should have been read and was not. */
export function verdictOf(judged: Judged, seen: Seen): Verdict {
  const { findings, firstCommit, oldUnread, staleRemote } = seen;
  const considered: Considered = {
    judged,
    known: seen.known,
    suppressed: seen.suppressed,
    notScanned: seen.notScanned,
    blobs: seen.blobs,
    bytes: seen.bytes,
    submodules: seen.submodules,
    commits: seen.commits,
    tags: seen.tags,
    hasProjectKey: seen.hasProjectKey,
    ...(staleRemote === undefined ? {} : { staleRemote }),
  };
  if (findings.length > 0)
    return { decision: 'block', reason: 'findings', findings, firstCommit, oldUnread, ...considered };
  if (isUnread(seen))
    return { decision: 'block', reason: 'could-not-scan', obstacle: { kind: 'unreadable' }, ...considered };
  return { decision: 'allow', ...considered };
}

/** Whether something blocks that is no finding. */
export function isUnread({ notScanned, strict }: Pick<Seen, 'notScanned' | 'strict'>): boolean {
  return notScanned.some(({ error, cause }) => error || cause === 'budget' || strict);
}
