import { gate, type Verdict } from './gate.ts';

/** git runs it before each commit, from the top of the work tree, with the index that it will commit. */
export function preCommit(): Promise<Verdict> {
  return gate();
}
