/** Whether git will run the gate, hook by hook, as data. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { HOOK_NAMES, type HookName } from '../hook-names.ts';
import { notReadable } from './messages.ts';
import { findPlaces, isHuskyRunner, type Place, type Places } from './place.ts';
import {
  findBlock,
  isOurs,
  keptName,
  privateScript,
  recordedTool,
  sharedScript,
  withBlock,
} from './script.ts';
import { isExecutable, isThere, readLatin1 } from './hook-file.ts';

export interface StatusOptions {
  readonly repository?: string;
}

/** Only `installed` is effective. */
export type HookState =
  | { readonly state: 'installed' | 'missing' | 'not-executable' }
  /** It is there, and git does not come to it, or may not. */
  | { readonly state: 'shadowed'; readonly by: 'hooks-path' | 'other-hook' | 'husky-runner' }
  /** It blocks every commit, or is not what this version would write. */
  | { readonly state: 'stale'; readonly why: 'tool-gone' | 'node-gone' | 'older-text' };

export type HookStatus = HookState & { readonly hook: HookName; readonly path: string };

export interface StatusResult {
  readonly place: Place;
  readonly hooks: readonly HookStatus[];
  /** All hooks are installed and will run. */
  readonly effective: boolean;
}

/** Changes nothing. Throws UserError outside of a repository, and where a hook cannot be looked at. */
export function status({ repository }: StatusOptions = {}): StatusResult {
  const places = findPlaces(repository);
  const place = places.effective;
  const hooks = HOOK_NAMES.map((hook) => {
    const file = path.join(place.directory, hook);
    try {
      const state = place.kind === 'husky' ? huskyState(hook, place, places) : scriptState(hook, places);
      return { ...state, hook, path: file };
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // a directory in the hook's place, or one that is not ours to look into
      if (code === undefined) throw error;
      throw new UserError(notReadable(file, code));
    }
  });
  return { place, hooks, effective: hooks.every(({ state }) => state === 'installed') };
}

function scriptState(hook: HookName, places: Places): HookState {
  const { directory, kind } = places.effective;
  const file = path.join(directory, hook);
  const text = readLatin1(file);
  if (text === undefined || !isOurs(text)) {
    if (isThere(file) && isThere(path.join(directory, keptName(hook))))
      return { state: 'shadowed', by: 'other-hook' };
    return missing(hook, places);
  }
  if (!isExecutable(file)) return { state: 'not-executable' };
  if (kind === 'shared')
    return text === sharedScript(hook) ? { state: 'installed' } : { state: 'stale', why: 'older-text' };
  const tool = recordedTool(text);
  if (!tool || privateScript(hook, tool) !== text) return { state: 'stale', why: 'older-text' };
  if (!fs.existsSync(tool.entry)) return { state: 'stale', why: 'tool-gone' };
  if (!fs.existsSync(tool.node)) return { state: 'stale', why: 'node-gone' };
  return { state: 'installed' };
}

function huskyState(
  hook: HookName,
  { directory, runner, project }: Extract<Place, { kind: 'husky' }>,
  places: Places,
): HookState {
  const text = readLatin1(path.join(directory, hook));
  const block = text === undefined ? undefined : findBlock(text);
  if (text === undefined || !block) return missing(hook, places);
  // husky does not commit it: a fresh clone and a linked worktree are without until husky ran there
  const called = path.join(runner, hook);
  if (!isHuskyRunner(runner) || !fs.existsSync(called)) return { state: 'shadowed', by: 'husky-runner' };
  if (!isExecutable(called)) return { state: 'not-executable' };
  return withBlock(text, hook, project) === text
    ? { state: 'installed' }
    : { state: 'stale', why: 'older-text' };
}

/** Where git looks there is none; it may stand where git looked before core.hooksPath was set. */
function missing(hook: HookName, { effective, standard }: Places): HookState {
  const elsewhere = effective.directory === standard ? undefined : readLatin1(path.join(standard, hook));
  return elsewhere !== undefined && isOurs(elsewhere)
    ? { state: 'shadowed', by: 'hooks-path' }
    : { state: 'missing' };
}
