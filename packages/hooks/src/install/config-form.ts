/**
 * Hooks in git's configuration (git 2.54 and later; `git help hook`): they run whatever core.hooksPath says, before the
 * hook of the hooks directory, and other tools' hooks are not touched.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { ConfigScope, Git } from '../git.ts';
import type { HookName } from '../hook-names.ts';
import type { Form } from './form.ts';
import { scriptForm, type Scripts } from './script-form.ts';

export interface ConfigHooks extends Scripts {
  readonly git: Git;
  readonly scope: ConfigScope;
}

export function canConfigureHooks(git: Git): boolean {
  const [major, minor] = git.version();
  return major > 2 || (major === 2 && minor >= 54);
}

/** How our entry is called: the name of an event itself is not allowed. */
export function entryName(hook: HookName): string {
  return `staunch-${hook}`;
}

export function configForm({ git, scope, ...scripts }: ConfigHooks): Form {
  const script = scriptForm(scripts);
  const key = (hook: HookName, variable: string): string => `hook.${entryName(hook)}.${variable}`;
  const command = (hook: HookName): string => `'${script.path(hook).replaceAll("'", "'\\''")}'`;
  const isSet = (hook: HookName): boolean =>
    git.setting(key(hook, 'command'), { scope }) === command(hook) &&
    (git.settings(key(hook, 'event'), { scope }) ?? []).includes(hook);
  return {
    path: script.path,
    install: (hook) => {
      const written = script.install(hook);
      if (isSet(hook)) return written;
      git.writeSetting(scope, key(hook, 'command'), command(hook));
      git.writeSetting(scope, key(hook, 'event'), hook);
      return { ...written, outcome: written.outcome === 'unchanged' ? 'updated' : written.outcome };
    },
    state: (hook) => {
      if (!isSet(hook)) return { state: 'missing' };
      const state = script.state(hook);
      return state.state === 'installed' ? { state: 'installed', through: 'config' } : state;
    },
    uninstall: (hook) => {
      const was = git.setting(key(hook, 'command'), { scope }) !== undefined;
      git.removeSetting(scope, 'section', `hook.${entryName(hook)}`);
      const removed = script.uninstall(hook);
      removeEmpty(scripts.directory);
      return removed === 'absent' && was ? 'removed' : removed;
    },
  };
}

/** A directory of ours, and the one around it, once nothing is in them. */
export function removeEmpty(directory: string): void {
  for (const each of [directory, path.dirname(directory)]) {
    try {
      fs.rmdirSync(each);
    } catch {
      return; // it is not empty, or not there
    }
  }
}
