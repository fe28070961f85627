/** What a push would send that the other side does not have. */
import {
  bytesFragment,
  createScanner,
  loadPolicy,
  machineKey,
  UserError,
  type PolicyData,
  type Scanner,
} from '@staunch/core';
import type { Managed } from '@staunch/core/vault';
import path from 'node:path';
import { BUILD } from './build.ts';
import { CleanMemory } from './clean-memory.ts';
import { commonDirOf } from './common-dir.ts';
import type { Mask } from './gate.ts';
import { CONFIGURATION, Git, treeName, type ConfigurationName } from './git.ts';
import { sweepHistory, type Tip } from './history.ts';
import { managedValues } from './managed.ts';
import { pathText } from './path-text.ts';
import { parsePushedRefs, refLabel, type PushedRef } from './push-refs.ts';
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
    const commonDir = commonDirOf(repository) ?? git.commonDir();
    const lfs = { commonDir, storage: git.configMatching('^lfs\\.storage$').get('lfs.storage')?.at(-1) };
    for (const { policy, refs: own } of byPolicy(git, refs)) {
      const scanner = createScanner({ policy, managed });
      mask.scanner = scanner;
      strict ||= policy.strict;
      hasProjectKey ||= policy.fingerprintKey !== undefined;
      const memory = new CleanMemory(memoryFile(commonDir, policy, managed));
      const tips = own.map(tipOf);
      const { ids, absentIsHeld } = held;
      addSwept(all, lookAtNames(own, scanner));
      addSwept(all, await sweepHistory({ git, scanner, tips, held: ids, memory, lfs, absentIsHeld }));
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

function tipOf({ id, name }: PushedRef): Tip {
  const tag = /^refs\/tags\/(.+)$/s.exec(name)?.[1];
  return { id: id!, ...(tag === undefined ? {} : { tag: pathText(Buffer.from(tag, 'latin1')) }) };
}

/** The names that the refs will have there, where they are new. */
function lookAtNames(refs: readonly PushedRef[], scanner: Scanner) {
  const swept = sweptNothing();
  for (const { name, before } of refs) {
    if (before !== undefined) continue;
    const label = refLabel(pathText(Buffer.from(name, 'latin1')));
    const { findings, suppressed } = scanner.scan(bytesFragment({ path: label }, new Uint8Array(0)));
    swept.findings.push(...findings);
    swept.suppressed.push(...suppressed);
  }
  return swept;
}

interface PolicyGroup {
  readonly policy: PolicyData;
  readonly refs: PushedRef[];
}

/**
 * Each ref is judged by the configuration that it brings itself; one that has none, as notes and tags of files have
 * not, by that of HEAD.
 */
function byPolicy(git: Git, refs: readonly PushedRef[]): PolicyGroup[] {
  const head = git.commit('HEAD');
  const groups = new Map<string, { readonly files: Files; readonly refs: PushedRef[] }>();
  const fallback = head === undefined ? NO_FILES : configurationOf(git, head);
  for (const ref of refs) {
    const commit = git.commit(ref.id!);
    const own = commit === undefined ? NO_FILES : configurationOf(git, commit);
    const files = own.size > 0 ? own : fallback;
    const key = CONFIGURATION.map((name) => files.get(name)?.toString('base64') ?? '-').join(' ');
    const group = groups.get(key) ?? { files, refs: [] as PushedRef[] };
    groups.set(key, group);
    group.refs.push(ref);
  }
  return [...groups.values()].map(({ files, refs: own }) => ({
    policy: loadPolicy({ readFile: (name: ConfigurationName) => files.get(name) }),
    refs: own,
  }));
}

type Files = ReadonlyMap<string, Buffer>;
const NO_FILES: Files = new Map();

function configurationOf(git: Git, commit: string): Files {
  const files = new Map<string, Buffer>();
  const blobs = git.readBlobs(CONFIGURATION.map((name) => treeName(commit, name)));
  for (const name of CONFIGURATION) {
    const blob = blobs.next().value;
    if (blob && 'bytes' in blob) files.set(name, blob.bytes);
  }
  return files;
}

/** Undefined where nothing is remembered: the code that looks must be known, and the machine must have a key. */
function memoryFile(commonDir: string, policy: PolicyData, managed: Managed | undefined) {
  if (BUILD === undefined) return undefined;
  try {
    return {
      file: path.join(commonDir, 'staunch', 'clean'),
      machineKey: machineKey(),
      context: [BUILD, JSON.stringify(policy), policy.fingerprintKey ?? '', managed?.file ?? ''],
    };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
