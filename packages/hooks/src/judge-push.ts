/** What a push would send that the other side does not have. */
import {
  bytesFragment,
  CONFIG_FILES,
  createScanner,
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
import { Git, treeName } from './git.ts';
import { sweepHistory, type Tip } from './history.ts';
import { managedValues } from './managed.ts';
import { pathText } from './path-text.ts';
import { configurationOf, policyOf, type Configuration } from './policy.ts';
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
  const groups = new Map<string, { readonly tip: Configured; readonly refs: PushedRef[] }>();
  const fallback = configured(git, head);
  for (const ref of refs) {
    const own = configured(git, git.commit(ref.id!));
    const tip = own.files.size > 0 ? own : fallback;
    const files = CONFIG_FILES.map((name) => tip.files.get(name)?.toString('base64') ?? '-');
    // these may name further files, which differ from tip to tip
    const mayExtend = ['.gitleaks.toml', '.betterleaks.toml'].some((name) => tip.files.has(name));
    const key = [...files, mayExtend ? tip.commit : ''].join(' ');
    const group = groups.get(key) ?? { tip, refs: [] as PushedRef[] };
    groups.set(key, group);
    group.refs.push(ref);
  }
  return [...groups.values()].map(({ tip, refs: own }) => ({
    policy: policyOf(git, tip.files, (name) =>
      tip.commit === undefined ? NO_NAME : treeName(tip.commit, name),
    ),
    refs: own,
  }));
}

interface Configured {
  readonly commit: string | undefined;
  readonly files: Configuration;
}

/** Names no object. */
const NO_NAME = ':0:.';

function configured(git: Git, commit: string | undefined): Configured {
  if (commit === undefined) return { commit, files: new Map() };
  return { commit, files: configurationOf(git, (name) => treeName(commit, name)) };
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
