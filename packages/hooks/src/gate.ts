/** Source → Verdict. The gate allows only what it has looked at; any doubt blocks. */
import { createScanner, emptyPolicy, UserError, type Scanner } from '@staunch/core';
import { GitError } from './git-output.ts';
import { judgeMessage, type MessageRequest } from './judge-message.ts';
import { judgeStaged, type StagedRequest } from './judge-staged.ts';
import type { PushRequest } from './judge-push.ts';
import { VaultMissingError } from './managed.ts';
import { IndexMissingError } from './staged.ts';
import { verdictOf, type Judged, type Obstacle, type Seen, type Verdict } from './verdict.ts';

/** What is to be judged; without `what` that which is staged. */
export type GateRequest = StagedRequest | MessageRequest | PushRequest;

/** What a judge leaves behind as soon as it has one, so that an error can be told without a value. */
export interface Mask {
  scanner?: Scanner;
}

/** Judges what is staged, a commit's message, or what a push would send. Never throws or rejects. */
export async function gate(request: GateRequest = {}): Promise<Verdict> {
  const judged = request.what ?? 'staged';
  const mask: Mask = {};
  try {
    return verdictOf(judged, await look(request, mask));
  } catch (error) {
    return {
      decision: 'block',
      reason: 'could-not-scan',
      obstacle: obstacleOf(error, mask.scanner),
      ...nothing(judged),
    };
  }
}

async function look(request: GateRequest, mask: Mask): Promise<Seen> {
  if (request.what === 'message') return judgeMessage(request, mask);
  // a commit needs none of it
  if (request.what === 'push') return (await import('./judge-push.ts')).judgePush(request, mask);
  return judgeStaged(request, mask);
}

function nothing(judged: Judged) {
  const counts = { blobs: 0, bytes: 0, submodules: 0, commits: 0, tags: 0 };
  return { judged, known: [], suppressed: [], notScanned: [], hasProjectKey: false, ...counts };
}

function obstacleOf(error: unknown, scanner: Scanner | undefined): Obstacle {
  if (error instanceof IndexMissingError) return { kind: 'index-missing' };
  if (error instanceof VaultMissingError) return { kind: 'vault-missing', marker: error.marker };
  if (error instanceof UserError) return { kind: 'user', message: error.message, hint: error.hint };
  // texts of git and of the runtime may quote a file name or a line
  if (error instanceof GitError)
    return { kind: 'git', command: error.command, detail: masked(error.detail, scanner) };
  const { name, message, stack, code }: NodeJS.ErrnoException =
    error instanceof Error ? error : new Error(String(error));
  const at = /^\s+at (.*)$/m.exec(stack ?? '')?.[1];
  return { kind: 'internal', name: code ? `${name} ${code}` : name, message: masked(message, scanner), at };
}

function masked(text: string, scanner: Scanner | undefined): string {
  try {
    return (scanner ?? createScanner({ policy: emptyPolicy })).maskText(text);
  } catch {
    return ''; // not even that works: then nothing of it is shown
  }
}
