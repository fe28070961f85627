/** Hook files that are ours as a whole. What stood in their place is kept beside them, and runs first. */
import fs from 'node:fs';
import path from 'node:path';
import type { HookName } from '../hook-names.ts';
import type { Form, HookState, Installed, Removed } from './form.ts';
import { isExecutable, isThere, readLatin1, writeLatin1 } from './hook-file.ts';
import { keptTwice } from './messages.ts';
import { calls, writerOf } from './other-tools.ts';
import { hookIdFor } from './pre-commit-config.ts';
import { isOurs, keptName, recordedTool, type Tool } from './script.ts';

export interface Scripts {
  readonly directory: string;
  /** The top of the work tree, where there is one that the hooks belong to. */
  readonly topLevel?: string;
  /** The text of a hook file; with a tool, what would have been written for that one. */
  readonly text: (hook: HookName, tool?: Tool) => string;
}

export function scriptForm(scripts: Scripts): Form {
  const file = (hook: HookName): string => path.join(scripts.directory, hook);
  return {
    path: file,
    check: (hook) => void takesPlaceOf(file(hook)),
    install: (hook) => install(hook, file(hook), scripts),
    state: (hook) => stateOf(hook, file(hook), scripts),
    uninstall: (hook) => uninstall(file(hook)),
  };
}

/** What pre-commit (pre-commit.com) calls a hook that was there before it, and runs before its own. */
const legacyName = (file: string): string => `${file}.legacy`;
/** What lefthook calls it, and does not run. */
const pushedAside = (file: string): string => `${file}.old`;

/** What stands in our place and has to move; throws UserError when it cannot. */
function takesPlaceOf(file: string): 'nothing' | 'ours' | 'other' {
  const standing = readLatin1(file);
  if (standing !== undefined && isOurs(standing)) return 'ours';
  if (!isThere(file)) return 'nothing';
  const kept = keptName(file);
  if (isThere(kept) && !isWrittenAnew(standing, readLatin1(kept))) throw keptTwice(file, kept);
  return 'other';
}

/** Whether a tool has written the same hook once more over ours: the one that we keep is out of date then. */
function isWrittenAnew(standing: string | undefined, kept: string | undefined): boolean {
  const writer = standing === undefined ? undefined : writerOf(standing);
  return writer !== undefined && kept !== undefined && writerOf(kept) === writer;
}

function install(hook: HookName, file: string, { text, directory, topLevel }: Scripts): Installed {
  const script = text(hook);
  const standing = readLatin1(file);
  if (standing !== undefined && !isOurs(standing)) {
    if (callOf(hook, standing, topLevel) && isExecutable(file)) return { outcome: 'called' };
    const legacy = readLatin1(legacyName(file));
    if (writerOf(standing) === 'pre-commit' && legacy !== undefined && isOurs(legacy)) {
      if (legacy === script && isExecutable(legacyName(file))) return { outcome: 'unchanged' };
      writeLatin1(legacyName(file), script, { executable: true });
      return { outcome: 'updated' };
    }
  }
  const place = takesPlaceOf(file);
  const kept = keptName(file);
  const installed = (outcome: Installed['outcome']): Installed => ({
    outcome,
    ...(isThere(kept) ? { kept } : {}),
  });
  if (standing === script && isExecutable(file)) return installed('unchanged');
  fs.mkdirSync(directory, { recursive: true });
  // by its name, as git would run it: a symlink stays one, the mode and the times stay
  if (place === 'other') fs.renameSync(file, kept);
  try {
    writeLatin1(file, script, { executable: true });
  } catch (error) {
    if (place === 'other') fs.renameSync(kept, file);
    throw error;
  }
  return installed(place === 'ours' ? 'updated' : 'installed');
}

function stateOf(hook: HookName, file: string, scripts: Scripts): HookState {
  const text = readLatin1(file);
  if (text !== undefined && isOurs(text)) return ownState(hook, file, text, scripts);
  const call = text === undefined ? undefined : callOf(hook, text, scripts.topLevel);
  if (call) return isExecutable(file) ? call : { state: 'not-executable' };
  const legacy = readLatin1(legacyName(file));
  if (legacy !== undefined && isOurs(legacy) && text !== undefined && writerOf(text) === 'pre-commit') {
    if (!isExecutable(file)) return { state: 'not-executable' };
    const state = ownState(hook, legacyName(file), legacy, scripts);
    return state.state === 'installed' ? { ...state, through: 'legacy' } : state;
  }
  if (isThere(file) && isThere(keptName(file))) return { state: 'shadowed', by: 'other-hook' };
  return { state: 'missing' };
}

/** How a hook that is not ours comes to call the gate. */
function callOf(
  hook: HookName,
  text: string,
  topLevel: string | undefined,
): Extract<HookState, { state: 'installed' }> | undefined {
  if (calls(text, hook)) return { state: 'installed', through: 'call' };
  if (topLevel === undefined || writerOf(text) !== 'pre-commit') return undefined;
  const id = hookIdFor(hook, text, topLevel);
  return id === undefined ? undefined : { state: 'installed', through: 'pre-commit', id };
}

function ownState(hook: HookName, file: string, text: string, scripts: Scripts): HookState {
  if (!isExecutable(file)) return { state: 'not-executable' };
  const tool = recordedTool(text);
  if (scripts.text(hook, tool) !== text) return { state: 'stale', why: 'older-text' };
  if (tool && !fs.existsSync(tool.entry)) return { state: 'stale', why: 'tool-gone' };
  if (tool && !fs.existsSync(tool.node)) return { state: 'stale', why: 'node-gone' };
  return { state: 'installed', through: 'script' };
}

function uninstall(file: string): Removed {
  // where other tools have put ours, or what we keep for them
  const aside = [legacyName(file), pushedAside(file)].map(takeOut).filter((outcome) => outcome !== 'absent');
  const outcome = takeOut(file);
  return outcome === 'absent' && aside.length > 0 ? aside[0]! : outcome;
}

function takeOut(file: string): Removed {
  const standing = readLatin1(file);
  const kept = keptName(file);
  const ours = standing !== undefined && isOurs(standing);
  if (!ours && isThere(file)) {
    if (!isThere(kept)) return 'absent';
    if (!isWrittenAnew(standing, readLatin1(kept))) return 'foreign';
    fs.unlinkSync(kept);
    return 'removed';
  }
  if (isThere(kept)) {
    // over ours in one step; without ours, an installation was cut short
    fs.renameSync(kept, file);
    return 'restored';
  }
  if (!ours) return 'absent';
  fs.unlinkSync(file);
  return 'removed';
}
