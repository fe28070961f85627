import type { Agent } from './agent.ts';
import { opencode } from './opencode/locate.ts';

/** Every agent whose state is known: one line each. */
export const agents: readonly Agent[] = [opencode];
