import { UserError } from '@staunch/core';
import { gate } from './gate.ts';
import type { HookInput } from './hook-names.ts';
import type { Verdict } from './verdict.ts';

/** git gives it the file with the message, relative to the top of the work tree, when everybody has had a say. */
export async function commitMsg({ args: [message] }: HookInput): Promise<Verdict> {
  if (message === undefined) throw new UserError('usage: commit-msg FILE');
  return gate({ what: 'message', message });
}
