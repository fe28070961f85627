import { gate, type Verdict } from './gate.ts';
import type { HookInput } from './hook-names.ts';

/** git runs it before each commit, from the top of the work tree, with the index that it will commit. */
export function preCommit({ asked }: HookInput): Promise<Verdict> {
  return gate(asked ? { asked } : {});
}
