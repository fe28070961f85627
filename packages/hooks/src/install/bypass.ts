/** What switches hooks off without touching them: settings of the environment, of git, and of the tools that run them. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Git } from '../git.ts';
import type { HookName } from '../hook-names.ts';
import { canConfigureHooks, entryName } from './config-form.ts';
import type { HookState } from './form.ts';
import { readLatin1 } from './hook-file.ts';

type InstalledState = Extract<HookState, { state: 'installed' }>;
type Through = InstalledState['through'];

/** The setting that keeps an installed hook from running, as one would write it; undefined when there is none. */
export function bypassOf(hook: HookName, { through, id }: InstalledState, git: Git): string | undefined {
  return ofGit(hook, through, git) ?? ofTool(through, id);
}

function ofGit(hook: HookName, through: Through, git: Git): string | undefined {
  // git before 2.54 knows none of it. What `hook.<event>.enabled` covers differs between versions: in doubt it covers all
  if (!canConfigureHooks(git)) return undefined;
  const names = through === 'config' ? [entryName(hook), hook] : [hook];
  const off = names.find((name) => git.setting(`hook.${name}.enabled`, { type: 'bool' }) === 'false');
  return off === undefined ? undefined : `hook.${off}.enabled=false`;
}

function ofTool(through: Through, id: string | undefined): string | undefined {
  const { env } = process;
  switch (through) {
    case 'husky':
      if (env['HUSKY'] === '0') return 'HUSKY=0';
      return huskyStart().find(isHuskyOff) === undefined ? undefined : 'HUSKY=0 in a start file of husky';
    case 'lefthook': {
      const { LEFTHOOK, LEFTHOOK_EXCLUDE = '' } = env;
      if (LEFTHOOK === '0' || LEFTHOOK === 'false') return `LEFTHOOK=${LEFTHOOK}`;
      return LEFTHOOK_EXCLUDE.split(',').includes('staunch') ? 'LEFTHOOK_EXCLUDE=staunch' : undefined;
    }
    case 'call':
      // the hook that calls may be one of these tools'
      return [
        ['SKIP_SIMPLE_GIT_HOOKS', '1'],
        ['HUSKY', '0'],
        ['LEFTHOOK', '0'],
      ]
        .filter(([name, value]) => env[name!] === value)
        .map(([name, value]) => `${name}=${value}`)[0];
    case 'pre-commit':
      return id !== undefined && (env['SKIP'] ?? '').split(',').includes(id) ? `SKIP=${id}` : undefined;
    case 'legacy':
    case 'script':
    case 'config':
      return undefined;
  }
}

/** What husky 9 reads before each hook. */
function huskyStart(): string[] {
  const home = os.homedir();
  const config = process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config');
  return [path.join(config, 'husky/init.sh'), path.join(home, '.huskyrc')].filter((file) =>
    fs.existsSync(file),
  );
}

function isHuskyOff(file: string): boolean {
  return /^\s*(?:export\s+)?HUSKY=["']?0\b/m.test(readLatin1(file) ?? '');
}
