/** Takes the gate out again, and gives back byte for byte what stood there before. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { HOOK_NAMES, type HookName } from '../hook-names.ts';
import { notWritable } from './messages.ts';
import { findPlaces, type Place } from './place.ts';
import { findBlock, isOurs, keptName } from './script.ts';
import { isThere, readLatin1, writeAtomically } from './hook-file.ts';

export interface UninstallOptions {
  readonly repository?: string;
}

export interface UninstalledHook {
  readonly hook: HookName;
  readonly path: string;
  /** `foreign`: ours was there once, and another hook has taken its place since; both files are left as they are. */
  readonly outcome: 'removed' | 'restored' | 'absent' | 'foreign';
}

export interface UninstallResult {
  readonly hooks: readonly UninstalledHook[];
}

/** Throws UserError when it cannot. */
export function uninstall({ repository }: UninstallOptions = {}): UninstallResult {
  const { effective, standard } = findPlaces(repository);
  const hooks = HOOK_NAMES.map((hook) => uninstallOne(hook, effective));
  if (effective.directory === standard) return { hooks };
  // core.hooksPath may have been set after an installation
  const earlier = HOOK_NAMES.map((hook) => uninstallOne(hook, { kind: 'private', directory: standard }));
  return { hooks: [...hooks, ...earlier.filter(({ outcome }) => outcome !== 'absent')] };
}

function uninstallOne(hook: HookName, place: Place): UninstalledHook {
  const file = path.join(place.directory, hook);
  try {
    const outcome =
      place.kind === 'husky'
        ? removeBlock(file)
        : removeScript(file, path.join(place.directory, keptName(hook)));
    return { hook, path: file, outcome };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(notWritable(file, code));
  }
}

function removeScript(file: string, kept: string): UninstalledHook['outcome'] {
  const standing = readLatin1(file);
  const ours = standing !== undefined && isOurs(standing);
  if (!ours && isThere(file)) return isThere(kept) ? 'foreign' : 'absent';
  if (isThere(kept)) {
    // over ours in one step; without ours, an installation was cut short
    fs.renameSync(kept, file);
    return 'restored';
  }
  if (!ours) return 'absent';
  fs.unlinkSync(file);
  return 'removed';
}

function removeBlock(file: string): UninstalledHook['outcome'] {
  const block = findBlock(readLatin1(file) ?? '');
  if (!block) return 'absent';
  if (block.without === undefined) fs.unlinkSync(file);
  else writeAtomically(file, Buffer.from(block.without, 'latin1'), { executable: false });
  return 'removed';
}
