import type { Agent } from './agent.ts';
import { claudeCode } from './claude-code/locate.ts';
import { codex } from './codex/locate.ts';
import { opencode } from './opencode/locate.ts';

/** Every agent whose state is known: one line each. */
export const agents: readonly Agent[] = [opencode, claudeCode, codex];
