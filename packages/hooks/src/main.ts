/** A hook's name and arguments → exit code. The hook file and `staunch hooks run NAME` both end here. */
import { UserError, type ExitCode } from '@staunch/core';
import { commitMsg } from './commit-msg.ts';
import { HOOK_NAMES, type HookInput, type HookName } from './hook-names.ts';
import { describeVerdict, unexpectedError, unknownHook, wrongCall } from './messages.ts';
import { preCommit } from './pre-commit.ts';
import type { Judged, Verdict } from './verdict.ts';

const HOOKS: Readonly<Record<HookName, (input: HookInput) => Promise<Verdict>>> = {
  'pre-commit': preCommit,
  'pre-merge-commit': preCommit,
  'commit-msg': commitMsg,
  // a commit needs none of it
  'pre-push': async (input) => (await import('./pre-push.ts')).prePush(input),
};

/** 0 allows, 1 blocks, 2 says that there is no such hook. Speaks on stderr; never rejects. */
export async function main(name: string, input: HookInput): Promise<ExitCode> {
  const known = HOOK_NAMES.find((each) => each === name);
  const judged: Judged = known === 'pre-push' ? 'push' : known === 'commit-msg' ? 'message' : 'staged';
  try {
    if (!known) {
      process.stderr.write(unknownHook(name, HOOK_NAMES));
      return 2;
    }
    const verdict = await HOOKS[known](input);
    process.stderr.write(describeVerdict(verdict, display()));
    return verdict.decision === 'allow' ? 0 : 1;
  } catch (error) {
    const words =
      error instanceof UserError ? wrongCall(error.message, judged) : unexpectedError(error, judged);
    process.stderr.write(words);
    return 1;
  }
}

function display(): { colour: boolean; prefix: string } {
  // a GUI's hook window is no terminal
  return {
    colour: Boolean(process.stderr.isTTY) && !process.env['NO_COLOR'],
    prefix: process.env['GIT_PREFIX'] ?? '',
  };
}
