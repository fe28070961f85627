/** Puts the gate where git looks for it. What stood there before is kept, and runs first. */
import { createRequire } from 'node:module';
import { UserError } from '@staunch/core';
import { HOOK_NAMES, type HookName } from '../hook-names.ts';
import { GitError } from '../git-output.ts';
import { Git } from '../git.ts';
import { expectManaged } from '../managed.ts';
import type { Form, Installed } from './form.ts';
import { formsFor, globalForm } from './forms.ts';
import { gitRefused, NOT_BUILT, notWritable } from './messages.ts';
import { findPlaces, globalDirectory, type Place } from './place.ts';
import type { Tool } from './script.ts';

export interface InstallOptions {
  /** A directory of the repository; without it, the one that the environment or the current directory names. */
  readonly repository?: string;
  /** For all repositories of the user, not for one. */
  readonly global?: boolean;
  /** What private hooks start; this node and the hook of this package unless said. */
  readonly tool?: Tool;
}

export interface InstalledHook extends Installed {
  readonly hook: HookName;
  readonly path: string;
}

export interface InstallResult {
  readonly place: Place;
  readonly hooks: readonly InstalledHook[];
}

/** Installs every hook; once more changes nothing. Throws UserError when it cannot, and then has changed nothing. */
export function install({ repository, global, tool = ownTool() }: InstallOptions = {}): InstallResult {
  if (global) {
    const place = { kind: 'own', scope: 'global', directory: globalDirectory() } as const;
    return { place, hooks: installForms([globalForm(new Git(repository), tool)]) };
  }
  const places = findPlaces(repository);
  const { effective, later } = formsFor(places, tool);
  const hooks = installForms([effective, ...later]);
  expectManaged(new Git(repository), repository);
  return { place: places.effective, hooks };
}

function installForms(forms: readonly Form[]): InstalledHook[] {
  const undo: (() => void)[] = [];
  const all = forms.flatMap((form) => HOOK_NAMES.map((hook) => ({ form, hook })));
  try {
    for (const { form, hook } of all) about(form, hook, () => form.check?.(hook));
    const hooks = all.map(({ form, hook }) =>
      about(form, hook, () => {
        const installed = form.install(hook);
        if (installed.outcome === 'installed') undo.push(() => void form.uninstall(hook));
        return { hook, path: form.path(hook), ...installed };
      }),
    );
    for (const form of forms) {
      undo.push(() => form.switchOff?.());
      about(form, HOOK_NAMES[0], () => form.switchOn?.());
    }
    return hooks;
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** What the system refuses is said with the file's name. */
export function about<T>(form: Form, hook: HookName, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof GitError) throw new UserError(gitRefused(error.command, error.detail));
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(notWritable(form.path(hook), code));
  }
}

function ownTool(): Tool {
  try {
    // by the package's own name: from its bundle and from its source it is the same file
    const entry = createRequire(import.meta.url).resolve('@staunch/hooks/hook');
    return { node: process.execPath, entry };
  } catch {
    throw new UserError(NOT_BUILT.message, { hint: NOT_BUILT.hint });
  }
}
