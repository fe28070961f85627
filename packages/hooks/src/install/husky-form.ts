/** Lines in the files that husky 9 runs. */
import fs from 'node:fs';
import path from 'node:path';
import type { HookName } from '../hook-names.ts';
import type { Form, HookState, Installed, Removed } from './form.ts';
import { isExecutable, readLatin1, writeLatin1 } from './hook-file.ts';
import { calls } from './other-tools.ts';
import { findBlock, withBlock } from './script.ts';

export interface Husky {
  /** What husky runs, such as `.husky`. */
  readonly directory: string;
  /** What git runs, such as `.husky/_`; husky writes it anew at will, and nobody commits it. */
  readonly runner: string;
  /** Where husky's project lies in the repository, `/`-separated; empty when at its top. */
  readonly project: string;
}

export function huskyForm(husky: Husky): Form {
  const file = (hook: HookName): string => path.join(husky.directory, hook);
  return {
    path: file,
    install: (hook) => install(hook, file(hook), husky),
    state: (hook) => stateOf(hook, file(hook), husky),
    uninstall: (hook) => uninstall(file(hook)),
  };
}

/** What husky 9's hooks in `_` all call. */
export function isHuskyRunner(directory: string): boolean {
  return fs.existsSync(path.join(directory, 'h'));
}

function install(hook: HookName, file: string, { project }: Husky): Installed {
  const standing = readLatin1(file);
  const block = standing === undefined ? undefined : findBlock(standing);
  if (standing !== undefined && !block && calls(standing, hook)) return { outcome: 'called' };
  const text = withBlock(standing, hook, project);
  if (standing === text) return { outcome: 'unchanged' };
  writeLatin1(file, text);
  return { outcome: block ? 'updated' : 'installed' };
}

function stateOf(hook: HookName, file: string, { runner, project }: Husky): HookState {
  const text = readLatin1(file);
  const block = text === undefined ? undefined : findBlock(text);
  const called = text !== undefined && !block && calls(text, hook);
  if (text === undefined || !(block || called)) return { state: 'missing' };
  // a fresh clone and a linked worktree are without until husky ran there
  const run = path.join(runner, hook);
  if (!isHuskyRunner(runner) || !fs.existsSync(run)) return { state: 'shadowed', by: 'husky-runner' };
  if (!isExecutable(run)) return { state: 'not-executable' };
  if (called) return { state: 'installed', through: 'call' };
  return withBlock(text, hook, project) === text
    ? { state: 'installed', through: 'husky' }
    : { state: 'stale', why: 'older-text' };
}

function uninstall(file: string): Removed {
  const block = findBlock(readLatin1(file) ?? '');
  if (!block) return 'absent';
  if (block.without === undefined) fs.unlinkSync(file);
  else writeLatin1(file, block.without);
  return 'removed';
}
