import { gate } from './gate.ts';
import type { Verdict } from './verdict.ts';

/**
 * git runs it before each commit, from the top of the work tree, with the index that it will commit; and where a merge
 * needs no hand, as pre-merge-commit.
 */
export function preCommit(): Promise<Verdict> {
  return gate();
}
