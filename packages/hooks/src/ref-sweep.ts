/** What every look at refs shares: whose configuration judges which of them, what is remembered, the names themselves. */
import path from 'node:path';
import {
  bytesFragment,
  CONFIG_FILES,
  machineKey,
  type ManagedSource,
  UserError,
  type PolicyData,
  type Scanner,
} from '@staunch/core';
import { BUILD } from './build.ts';
import type { MemoryFile } from './clean-memory.ts';
import { commonDirOf } from './common-dir.ts';
import { treeName, type Git } from './git.ts';
import type { Tip } from './history.ts';
import { pathText } from './path-text.ts';
import { policyOf, type Configuration } from './policy.ts';
import { refLabel, type PushedRef } from './push-refs.ts';
import { sweptNothing, type Swept } from './swept.ts';

/** Where a look at a ref begins. */
export function tipOf(ref: PushedRef): Tip {
  return { id: ref.id!, ...(ref.name === '' ? {} : { label: labelOf(ref) }) };
}

function labelOf({ name }: PushedRef): string {
  return refLabel(pathText(Buffer.from(name, 'latin1')));
}

/** The names that refs will have elsewhere, where they are new there. */
export function lookAtNames(refs: readonly PushedRef[], scanner: Scanner): Swept {
  const swept = sweptNothing();
  for (const ref of refs) {
    if (ref.before !== undefined) continue;
    const { findings, suppressed } = scanner.scan(bytesFragment({ path: labelOf(ref) }, new Uint8Array(0)));
    for (const finding of findings) swept.findings.push(finding);
    for (const finding of suppressed) swept.suppressed.push(finding);
  }
  return swept;
}

export interface PolicyGroup {
  readonly policy: PolicyData;
  readonly refs: PushedRef[];
}

/**
 * Each ref is judged by the configuration that it brings itself; one that has none, as notes and tags of files have
 * not, by that of HEAD. Throws UserError for a broken configuration, and GitError.
 */
export function byPolicy(git: Git, refs: readonly PushedRef[]): PolicyGroup[] {
  const groups = new Map<string, { readonly tip: Configured; readonly refs: PushedRef[] }>();
  const head = git.commit('HEAD');
  const ids = [...new Set([...refs.map(({ id }) => id!), ...(head === undefined ? [] : [head])])];
  const all = configured(git, ids);
  const fallback = head === undefined ? { id: undefined, files: new Map() } : all.get(head)!;
  for (const ref of refs) {
    const own = all.get(ref.id!)!;
    const tip = own.files.size > 0 ? own : fallback;
    const files = CONFIG_FILES.map((name) => tip.files.get(name)?.toString('base64') ?? '-');
    // these may name further files, which differ from tip to tip
    const mayExtend = ['.gitleaks.toml', '.betterleaks.toml'].some((name) => tip.files.has(name));
    const key = [...files, mayExtend ? tip.id : ''].join(' ');
    const group = groups.get(key) ?? { tip, refs: [] as PushedRef[] };
    groups.set(key, group);
    group.refs.push(ref);
  }
  return [...groups.values()].map(({ tip, refs: own }) => ({ policy: policyAt(git, tip), refs: own }));
}

/** All by the configuration of HEAD. */
export function byHead(git: Git, refs: readonly PushedRef[]): PolicyGroup[] {
  const head = git.commit('HEAD');
  const tip = head === undefined ? undefined : configured(git, [head]).get(head);
  return [{ policy: policyAt(git, tip ?? { id: undefined, files: new Map() }), refs: [...refs] }];
}

interface Configured {
  /** Of a commit, a tag or a tree. */
  readonly id: string | undefined;
  readonly files: Configuration;
}

function policyAt(git: Git, { id, files }: Configured): PolicyData {
  return policyOf(git, files, (name) => (id === undefined ? NO_NAME : treeName(id, name)));
}

/** Names no object. */
const NO_NAME = ':0:.';

/** One question for all: a push may have thousands of tags. */
function configured(git: Git, ids: readonly string[]): Map<string, Configured> {
  const blobs = git.readBlobs(ids.flatMap((id) => CONFIG_FILES.map((name) => treeName(id, name))));
  const all = new Map<string, Configured>();
  for (const id of ids) {
    const files = new Map<string, Buffer>();
    for (const name of CONFIG_FILES) {
      const blob = blobs.next().value;
      if (blob && 'bytes' in blob) files.set(name, blob.bytes);
    }
    all.set(id, { id, files });
  }
  return all;
}

/** Where the repository keeps what is no object: its common git directory, and the files of git-lfs. */
export function placeOf(
  git: Git,
  repository: string | undefined,
): { readonly commonDir: string; readonly lfsStorage: string | undefined } {
  const commonDir = commonDirOf(repository) ?? git.commonDir();
  return { commonDir, lfsStorage: git.configMatching('^lfs\\.storage$').get('lfs.storage')?.at(-1) };
}

/** Undefined where nothing is remembered: the code that looks must be known, and the machine must have a key. */
export function memoryFile(
  commonDir: string,
  policy: PolicyData,
  managed: ManagedSource | undefined,
): MemoryFile | undefined {
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
