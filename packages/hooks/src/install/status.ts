/** Whether git will run the gate, hook by hook, as data. */
import { UserError } from '@staunch/core';
import { HOOK_NAMES, type HookName } from '../hook-names.ts';
import { Git } from '../git.ts';
import { bypassOf } from './bypass.ts';
import { canConfigureHooks } from './config-form.ts';
import type { Form, HookState } from './form.ts';
import { formsFor, globalForm, type Forms } from './forms.ts';
import { notReadable } from './messages.ts';
import { findPlaces, globalDirectory, type Place } from './place.ts';

export interface StatusOptions {
  readonly repository?: string;
  /** For all repositories of the user, not for one. */
  readonly global?: boolean;
}

export type HookStatus = HookState & { readonly hook: HookName; readonly path: string };

export interface StatusResult {
  readonly place: Place;
  readonly hooks: readonly HookStatus[];
  /** All hooks are installed and will run. */
  readonly effective: boolean;
}

/** Changes nothing. Throws UserError outside of a repository, and where a hook cannot be looked at. */
export function status({ repository, global }: StatusOptions = {}): StatusResult {
  if (global) {
    const git = new Git(repository);
    const place = { kind: 'own', scope: 'global', directory: globalDirectory() } as const;
    return result(place, git, { effective: globalForm(git, NO_TOOL), later: [], earlier: [] });
  }
  const places = findPlaces(repository);
  const { git, effective: place } = places;
  const forms = formsFor(places, NO_TOOL);
  // entries of git's configuration run whatever the hooks directory is
  const always = canConfigureHooks(git) ? [globalForm(git, NO_TOOL)] : [];
  return result(place, git, { ...forms, earlier: [...always, ...forms.earlier] });
}

/** A state is judged by the tool that its own file names. */
const NO_TOOL = { node: '', entry: '' };

function result(place: Place, git: Git, forms: Forms): StatusResult {
  const hooks = HOOK_NAMES.map((hook) => {
    const { form, state } = judge(hook, forms);
    const how = state.state === 'installed' ? bypassOf(hook, state, git) : undefined;
    const told: HookState = how === undefined ? state : { state: 'bypassed', how };
    return { hook, ...told, path: form.path(hook) };
  });
  return { place, hooks, effective: hooks.every(({ state }) => state === 'installed') };
}

function judge(hook: HookName, { effective, earlier }: Forms): { form: Form; state: HookState } {
  const state = look(effective, hook);
  if (state.state !== 'missing' && state.state !== 'bypassed') return { form: effective, state };
  const others = earlier.map((form) => ({ form, state: look(form, hook) }));
  const configured = others.find(
    (other) => other.state.state === 'installed' && other.state.through === 'config',
  );
  if (configured) return configured;
  const hidden = others.some((other) => !['missing', 'bypassed'].includes(other.state.state));
  return {
    form: effective,
    state: state.state === 'missing' && hidden ? { state: 'shadowed', by: 'hooks-path' } : state,
  };
}

function look(form: Form, hook: HookName): HookState {
  try {
    return form.state(hook);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // a directory in the hook's place, or one that is not ours to look into
    if (code === undefined) throw error;
    throw new UserError(notReadable(form.path(hook), code));
  }
}
