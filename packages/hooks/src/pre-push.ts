import fs from 'node:fs';
import { gate } from './gate.ts';
import { Git } from './git.ts';
import type { HookInput } from './hook-names.ts';
import type { Verdict } from './verdict.ts';

/** git gives it the remote's name and address, and on standard input what it is about to change there. */
export async function prePush({ args, stdin }: HookInput): Promise<Verdict> {
  const { PRE_COMMIT_REMOTE_NAME: framework = '', PRE_COMMIT_REMOTE_URL } = process.env;
  const [name = framework, url = PRE_COMMIT_REMOTE_URL ?? name] = args;
  const given = stdin ?? fs.readFileSync(0);
  const refs = given.length > 0 ? given : fromPreCommit();
  // where git says nothing, as everything is up to date, our scripts say a line feed; what somebody has read is empty
  return gate({ what: 'push', remote: { name, url }, ...(refs.length > 0 ? { refs } : {}) });
}

/** The framework of pre-commit.com has read standard input itself, and says the first of the refs in the environment. */
function fromPreCommit(): Buffer {
  const {
    PRE_COMMIT_TO_REF: to,
    PRE_COMMIT_LOCAL_BRANCH: local,
    PRE_COMMIT_REMOTE_BRANCH: branch,
    PRE_COMMIT_FROM_REF: from,
  } = process.env;
  const id = to ?? (local ? new Git().commit(local) : undefined);
  if (!id || !branch) return Buffer.alloc(0);
  return Buffer.from(`${local ?? id} ${id} ${branch} ${from ?? '0'.repeat(id.length)}\n`);
}
