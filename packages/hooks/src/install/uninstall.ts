/** Takes the gate out again, and gives back byte for byte what stood there before. */
import { HOOK_NAMES, type HookName } from '../hook-names.ts';
import { Git } from '../git.ts';
import { forgetManaged } from '../managed.ts';
import type { Form, Removed } from './form.ts';
import { formsFor, globalForm } from './forms.ts';
import { about } from './install.ts';
import { findPlaces } from './place.ts';
import type { Tool } from './script.ts';

export interface UninstallOptions {
  readonly repository?: string;
  /** For all repositories of the user, not for one. */
  readonly global?: boolean;
}

export interface UninstalledHook {
  readonly hook: HookName;
  readonly path: string;
  readonly outcome: Removed;
}

export interface UninstallResult {
  readonly hooks: readonly UninstalledHook[];
  /** The gate still stands before this repository, as before all of this user. */
  readonly global: boolean;
}

/** Nothing is written that would need to know it. */
const NO_TOOL: Tool = { node: '', entry: '' };

/** Throws UserError when it cannot. */
export function uninstall({ repository, global }: UninstallOptions = {}): UninstallResult {
  if (global) return { hooks: uninstallForm(globalForm(new Git(repository), NO_TOOL)), global: false };
  const places = findPlaces(repository);
  const { effective, later, earlier } = formsFor(places, NO_TOOL);
  const isGlobal = places.effective.kind === 'own' && places.effective.scope === 'global';
  const here = isGlobal ? [] : uninstallForm(effective);
  const elsewhere = [...later, ...earlier]
    .flatMap(uninstallForm)
    .filter(({ outcome }) => outcome !== 'absent');
  if (!isGlobal) forgetManaged(new Git(repository), repository);
  return { hooks: [...here, ...elsewhere], global: isGlobal };
}

function uninstallForm(form: Form): UninstalledHook[] {
  about(form, HOOK_NAMES[0], () => form.switchOff?.());
  return HOOK_NAMES.map((hook) =>
    about(form, hook, () => ({ hook, path: form.path(hook), outcome: form.uninstall(hook) })),
  );
}
