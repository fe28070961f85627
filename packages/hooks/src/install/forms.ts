/** Which form fits a place, and where else ours may stand from before. */
import { UserError } from '@staunch/core';
import { chainForm, isChain } from './chain.ts';
import { canConfigureHooks, configForm } from './config-form.ts';
import type { Form } from './form.ts';
import { huskyForm } from './husky-form.ts';
import { lefthookForm } from './lefthook-form.ts';
import { hooksOff } from './messages.ts';
import { globalDirectory, type Place, type Places } from './place.ts';
import { scriptForm, type Scripts } from './script-form.ts';
import { privateScript, sharedScript, type Tool } from './script.ts';
import type { Git } from '../git.ts';
import type { HookName } from '../hook-names.ts';

export interface Forms {
  /** What git comes to now. */
  readonly effective: Form;
  /** What it will come to when another tool is switched on. */
  readonly later: readonly Form[];
  /** Where an earlier installation may stand. */
  readonly earlier: readonly Form[];
}

export function formsFor(places: Places, tool: Tool): Forms {
  const { git, effective: place, standard, private: own, topLevel } = places;
  const plain = scriptForm({ ...privateScripts(standard, tool), topLevel });
  const local = [
    configForm({ git, scope: 'local', ...privateScripts(own, tool) }),
    ...(isChain(own) ? [chainForm({ git, scope: 'local', directory: own, tool })] : []),
  ];
  const earlier = [...(place.directory === standard ? [] : [plain]), ...local];
  switch (place.kind) {
    case 'private':
      return {
        effective: scriptForm({ ...privateScripts(place.directory, tool), topLevel }),
        later: [],
        earlier,
      };
    case 'shared':
      return {
        effective: scriptForm({
          directory: place.directory,
          topLevel,
          text: (hook) => sharedScript(hook),
        }),
        later: [],
        earlier,
      };
    case 'husky':
      return { effective: huskyForm(place), later: [], earlier };
    case 'husky-asleep':
      return { effective: plain, later: [huskyForm(place.husky)], earlier };
    case 'lefthook':
      return {
        effective: lefthookForm(place.file, privateScripts(place.directory, tool)),
        later: [],
        earlier,
      };
    case 'own':
      return place.scope === 'local'
        ? { effective: chainForm({ git, scope: 'local', directory: own, tool }), later: [], earlier: [plain] }
        : { effective: globalForm(git, tool), later: [], earlier };
    case 'foreign':
      return {
        effective: canConfigureHooks(git)
          ? local[0]!
          : chainForm({ git, scope: 'local', directory: own, tool }),
        later: [],
        earlier,
      };
    case 'off':
      return { effective: offForm(place, git), later: [], earlier };
  }
}

/** For all repositories of a user: git's configuration where git can, else a hooks directory of ours. */
export function globalForm(git: Git, tool: Tool): Form {
  const directory = globalDirectory();
  if (canConfigureHooks(git) && !isChain(directory)) {
    const text = (hook: HookName, other = tool): string => privateScript(hook, other, { kind: 'configured' });
    return configForm({ git, scope: 'global', directory, text });
  }
  return chainForm({ git, scope: 'global', directory, tool });
}

function privateScripts(directory: string, tool: Tool): Scripts {
  return { directory, text: (hook, other = tool) => privateScript(hook, other) };
}

/** git runs no hooks at all: somebody has said so, and it is theirs to take back. */
function offForm({ directory }: Place, git: Git): Form {
  const refuse = (): never => {
    const { message, hint } = hooksOff(directory, git.hasOwnHooksPath());
    throw new UserError(message, { hint });
  };
  return {
    path: () => directory,
    check: refuse,
    install: refuse,
    state: () => ({ state: 'bypassed', how: `core.hooksPath=${directory}` }),
    uninstall: () => 'absent',
  };
}
