/** What a push would send that the other side does not have. */
import { createScanner } from '@staunch/core';
import { CleanMemory } from './clean-memory.ts';
import type { Mask } from './gate.ts';
import { Git } from './git.ts';
import { sweepHistory } from './history.ts';
import { managedValues } from './managed.ts';
import { NOT_TOLD } from './messages.ts';
import { parsePushedRefs, type PushedRef } from './push-refs.ts';
import { byPolicy, lookAtNames, memoryFile, placeOf, tipOf } from './ref-sweep.ts';
import { heldBy, type Destination } from './remote.ts';
import { addSwept, sweptNothing } from './swept.ts';
import type { Seen } from './verdict.ts';

export interface PushRequest {
  readonly what: 'push';
  /** As in a request for what is staged. */
  readonly repository?: string;
  readonly remote: Destination;
  /**
   * What git writes to pre-push's standard input: `<local ref> <local id> <remote ref> <remote id>`, a line each. Without
   * it, as where another program has read that, HEAD is judged, by what is known of the remote's branches.
   */
  readonly refs?: Uint8Array;
}

/** Throws what git and the scanner throw. */
export async function judgePush({ repository, remote, refs: input }: PushRequest, mask: Mask): Promise<Seen> {
  const git = new Git(repository);
  const managed = managedValues(git, repository);
  const refs = input ? parsePushedRefs(Buffer.from(input)).filter(({ id }) => id !== undefined) : headOf(git);
  const all = sweptNothing();
  let strict = false;
  let hasProjectKey = false;
  let isStale = false;
  if (refs.length > 0) {
    const place = placeOf(git, repository);
    const held = heldBy(git, remote, refs, place.commonDir);
    isStale = held.isStale;
    // of a remote that nothing is known of, HEAD is not new as a whole
    const isKnown = input !== undefined || held.ids.length > 0;
    if (!isKnown) all.notScanned.push({ path: '<push>', reason: NOT_TOLD, error: false });
    for (const { policy, refs: own } of isKnown ? byPolicy(git, refs) : []) {
      const scanner = createScanner({ policy, managed });
      mask.scanner = scanner;
      strict ||= policy.strict;
      hasProjectKey ||= policy.fingerprintKey !== undefined;
      const memory = new CleanMemory(memoryFile(place.commonDir, policy, managed));
      const { ids, absentIsHeld } = held;
      const tips = own.map(tipOf);
      addSwept(all, lookAtNames(own, scanner));
      addSwept(all, await sweepHistory({ git, scanner, tips, held: ids, memory, ...place, absentIsHeld }));
      memory.save();
    }
  }
  return {
    ...all,
    firstCommit: false,
    strict,
    hasProjectKey,
    ...(isStale ? { staleRemote: mask.scanner?.maskText(remote.name) ?? '' } : {}),
  };
}

function headOf(git: Git): PushedRef[] {
  const id = git.commit('HEAD');
  return id === undefined ? [] : [{ name: 'HEAD', id, before: undefined }];
}
