/** A hook's name and arguments → exit code. The hook file and `staunch hooks run NAME` both end here. */
import type { ExitCode } from '@staunch/core';
import type { Verdict } from './gate.ts';
import { describeVerdict, unexpectedError, unknownHook } from './messages.ts';
import { HOOK_NAMES, type HookInput, type HookName } from './hook-names.ts';
import { preCommit } from './pre-commit.ts';

const NOTHING_TO_JUDGE: Verdict = {
  decision: 'allow',
  known: [],
  suppressed: [],
  notScanned: [],
  blobs: 0,
  bytes: 0,
  submodules: 0,
};

const HOOKS: Readonly<Record<HookName, (input: HookInput) => Promise<Verdict>>> = {
  'pre-commit': preCommit,
  // the same index: git runs it in place of pre-commit where a merge needs no hand
  'pre-merge-commit': preCommit,
  'commit-msg': async () => NOTHING_TO_JUDGE,
  'pre-push': async () => NOTHING_TO_JUDGE,
};

/** 0 allows, 1 blocks, 2 says that there is no such hook. Speaks on stderr; never rejects. */
export async function main(name: string, input: HookInput): Promise<ExitCode> {
  try {
    const known = HOOK_NAMES.find((each) => each === name);
    if (!known) {
      process.stderr.write(unknownHook(name, HOOK_NAMES));
      return 2;
    }
    const verdict = await HOOKS[known](input);
    process.stderr.write(describeVerdict(verdict, display()));
    return verdict.decision === 'allow' ? 0 : 1;
  } catch (error) {
    process.stderr.write(unexpectedError(error));
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
