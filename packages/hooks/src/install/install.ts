/** Puts the gate where git looks for it. What stood there before is kept, and runs first. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { HOOK_NAMES, type HookName } from '../hook-names.ts';
import { foreignHooksPath, HUSKY_ASLEEP, keptTwice, NOT_BUILT, notWritable } from './messages.ts';
import { findPlaces, type Place } from './place.ts';
import { isOurs, keptName, findBlock, privateScript, sharedScript, withBlock, type Tool } from './script.ts';
import { isExecutable, isThere, readLatin1, writeAtomically } from './hook-file.ts';

export interface InstallOptions {
  /** A directory of the repository; without it, the one that the environment or the current directory names. */
  readonly repository?: string;
  /** What private hooks start; this node and the hook of this package unless said. */
  readonly tool?: Tool;
}

export interface InstalledHook {
  readonly hook: HookName;
  readonly path: string;
  readonly outcome: 'installed' | 'updated' | 'unchanged';
  /** Where the hook is kept that stood there before, and now runs first. */
  readonly kept?: string;
}

export interface InstallResult {
  readonly place: Place;
  readonly hooks: readonly InstalledHook[];
}

/** Installs every hook; once more changes nothing. Throws UserError when it cannot, and then has changed nothing. */
export function install({ repository, tool = ownTool() }: InstallOptions = {}): InstallResult {
  const { effective: place } = findPlaces(repository);
  if (place.kind === 'husky-asleep') throw userError(HUSKY_ASLEEP);
  if (place.kind === 'foreign') throw userError(foreignHooksPath(place.directory));
  return { place, hooks: HOOK_NAMES.map((hook) => installOne(hook, place, tool)) };
}

function installOne(hook: HookName, place: Place, tool: Tool): InstalledHook {
  const file = path.join(place.directory, hook);
  try {
    fs.mkdirSync(place.directory, { recursive: true });
    if (place.kind === 'husky') return installBlock(hook, file, place.project);
    return installScript(
      hook,
      file,
      place.kind === 'private' ? privateScript(hook, tool) : sharedScript(hook),
    );
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(notWritable(file, code));
  }
}

function installScript(hook: HookName, file: string, script: string): InstalledHook {
  const kept = path.join(path.dirname(file), keptName(hook));
  const standing = readLatin1(file);
  const ours = standing !== undefined && isOurs(standing);
  const moves = !ours && isThere(file);
  if (moves && isThere(kept)) throw userError(keptTwice(file, kept));
  const installed = (outcome: InstalledHook['outcome']): InstalledHook => ({
    hook,
    path: file,
    outcome,
    ...(isThere(kept) ? { kept } : {}),
  });
  if (standing === script && isExecutable(file)) return installed('unchanged');
  // by its name, as git would run it: a symlink stays one, the mode and the times stay
  if (moves) fs.renameSync(file, kept);
  try {
    writeAtomically(file, Buffer.from(script, 'latin1'), { executable: true });
  } catch (error) {
    if (moves) fs.renameSync(kept, file);
    throw error;
  }
  return installed(ours ? 'updated' : 'installed');
}

function installBlock(hook: HookName, file: string, project: string): InstalledHook {
  const standing = readLatin1(file);
  const text = withBlock(standing, hook, project);
  if (standing === text) return { hook, path: file, outcome: 'unchanged' };
  writeAtomically(file, Buffer.from(text, 'latin1'), { executable: false });
  const updated = standing !== undefined && findBlock(standing) !== undefined;
  return { hook, path: file, outcome: updated ? 'updated' : 'installed' };
}

function ownTool(): Tool {
  try {
    // by the package's own name: from its bundle and from its source it is the same file
    const entry = createRequire(import.meta.url).resolve('@staunch/hooks/hook');
    return { node: process.execPath, entry };
  } catch {
    throw userError(NOT_BUILT);
  }
}

function userError({ message, hint }: { message: string; hint: string }): UserError {
  return new UserError(message, { hint });
}
