import type { Command } from '../arguments.ts';
import { baseline } from './baseline.ts';
import { completion } from './completion.ts';
import { explain } from './explain.ts';
import { git } from './git.ts';
import { gitleaksCommands } from './gitleaks.ts';
import { hooks } from './hooks.ts';
import { ignore } from './ignore.ts';
import { man } from './man.ts';
import { merge } from './merge.ts';
import { redact } from './redact.ts';
import { rules } from './rules.ts';
import { scan } from './scan.ts';
import { state } from './state.ts';
import { vault } from './vault.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  scan,
  git,
  state,
  vault,
  redact,
  hooks,
  explain,
  ignore,
  baseline,
  merge,
  rules,
  completion,
  man,
  ...gitleaksCommands,
];
