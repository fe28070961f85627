import type { Command } from '../arguments.ts';
import { explain } from './explain.ts';
import { hooks } from './hooks.ts';
import { ignore } from './ignore.ts';
import { redact } from './redact.ts';
import { rules } from './rules.ts';
import { scan } from './scan.ts';
import { state } from './state.ts';
import { vault } from './vault.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [scan, state, vault, redact, hooks, explain, ignore, rules];
