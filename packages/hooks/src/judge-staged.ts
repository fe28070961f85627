/** What the next commit would bring, whole; less what the versions that it replaces held already. */
import { createScanner, type Finding, type PolicyData, type Scanner } from '@staunch/core';
import { GitError } from './git-output.ts';
import { Git, indexName } from './git.ts';
import type { Mask } from './gate.ts';
import { managedValues } from './managed.ts';
import { blobProblem, UNMERGED } from './messages.ts';
import { policyOf } from './policy.ts';
import { BlobError, BlobSource, stagedChange, type StagedChange } from './staged.ts';
import { keyOf, sweptNothing, type Swept } from './swept.ts';
import { isUnread, type Seen } from './verdict.ts';

export interface StagedRequest {
  readonly what?: 'staged';
  /**
   * A directory of the repository. Without it, the repository and index that the environment or the current directory
   * name: what a hook wants.
   */
  readonly repository?: string;
  /** In place of the configuration in the index. */
  readonly policy?: PolicyData;
}

/** Throws what git and the scanner throw. */
export function judgeStaged({ repository, policy: given }: StagedRequest, mask: Mask): Seen {
  const git = new Git(repository);
  const change = stagedChange(git);
  // from the index, as the commit will hold it: what lies in the work tree alone decides nothing
  const policy = given ?? policyOf(git, change.configuration, indexName);
  const scanner = createScanner({ policy, managed: managedValues(git, repository) });
  mask.scanner = scanner;
  const seen = judge(change, sweep(change.fresh, scanner), scanner, policy);
  if (seen.findings.length === 0 && !isUnread(seen)) return seen;
  return withoutMerged(git, change, seen, scanner, policy);
}

function judge(
  change: StagedChange,
  swept: Swept,
  scanner: Scanner,
  policy: Pick<PolicyData, 'strict' | 'fingerprintKey'>,
): Seen {
  const { known, unread } = held(change.old, scanner, swept.findings);
  const isKnown = (finding: Finding): boolean => known.has(keyOf(finding));
  return {
    ...swept,
    findings: swept.findings.filter((finding) => !isKnown(finding)),
    known: swept.findings.filter(isKnown),
    notScanned: [
      ...swept.notScanned,
      ...change.unmerged.map((path) => ({ path: scanner.maskText(path), reason: UNMERGED, error: true })),
    ],
    submodules: change.submodules,
    firstCommit: change.firstCommit,
    oldUnread: unread,
    strict: policy.strict,
    hasProjectKey: policy.fingerprintKey !== undefined,
  };
}

/** A merge would be blocked: what it takes over from what is published is no reason to. */
function withoutMerged(
  git: Git,
  change: StagedChange,
  seen: Seen,
  scanner: Scanner,
  policy: PolicyData,
): Seen {
  const merged = change.merged();
  if (merged.length === 0) return seen;
  const ids = new Set(merged.map(({ side }) => side.id));
  const own = change.fresh.blobs.filter(({ side }) => !ids.has(side.id));
  const again = judge(change, sweep(new BlobSource(git, own), scanner), scanner, policy);
  const { known, unread } = held(new BlobSource(git, merged), scanner, again.findings);
  const findings = again.findings.filter((finding) => !known.has(keyOf(finding)));
  const left = new Set(findings);
  return {
    ...seen,
    findings,
    known: [...seen.known, ...[...seen.findings, ...again.findings].filter((finding) => !left.has(finding))],
    notScanned: again.notScanned,
    oldUnread: again.oldUnread || unread,
  };
}

function sweep(source: BlobSource, scanner: Scanner): Swept {
  const seen = sweptNothing();
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
