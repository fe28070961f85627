/** What a push would send that the other side does not have. */
import { createScanner } from '@staunch/core';
import { CleanMemory } from './clean-memory.ts';
import type { Mask } from './gate.ts';
import { Git } from './git.ts';
import { sweepHistory } from './history.ts';
import { managedValues } from './managed.ts';
import { parsePushedRefs } from './push-refs.ts';
import { byPolicy, lookAtNames, memoryFile, placeOf, tipOf } from './ref-sweep.ts';
import { heldBy, type Destination } from './remote.ts';
import { addSwept, sweptNothing } from './swept.ts';
import type { Seen } from './verdict.ts';

export interface PushRequest {
  readonly what: 'push';
  /** As in a request for what is staged. */
  readonly repository?: string;
  readonly remote: Destination;
  /** What git writes to pre-push's standard input: `<local ref> <local id> <remote ref> <remote id>`, a line each. */
  readonly refs: Uint8Array;
}

/** Throws what git and the scanner throw. */
export async function judgePush({ repository, remote, refs: input }: PushRequest, mask: Mask): Promise<Seen> {
  const git = new Git(repository);
  const managed = managedValues(git, repository);
  const refs = parsePushedRefs(Buffer.from(input)).filter(({ id }) => id !== undefined);
  const all = sweptNothing();
  let strict = false;
  let hasProjectKey = false;
  let isStale = false;
  if (refs.length > 0) {
    const held = heldBy(git, remote, refs);
    isStale = held.isStale;
    const place = placeOf(git, repository);
    for (const { policy, refs: own } of byPolicy(git, refs)) {
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
