/** A commit's message, and who will be named in it. */
import fs from 'node:fs';
import { bytesFragment, createScanner } from '@staunch/core';
import { keptMessage } from './commit-message.ts';
import type { Mask } from './gate.ts';
import { Git, indexName, MESSAGE_SETTINGS } from './git.ts';
import { managedValues } from './managed.ts';
import { configurationOf, policyOf } from './policy.ts';
import { sweptNothing } from './swept.ts';
import type { Seen } from './verdict.ts';

export interface MessageRequest {
  readonly what: 'message';
  /** As in a request for what is staged. */
  readonly repository?: string;
  /** The file with the message, as git gives it to commit-msg; or the message itself, all of which is kept. */
  readonly message: string | Uint8Array;
}

/** Throws what git, the scanner and the platform throw. */
export function judgeMessage({ repository, message }: MessageRequest, mask: Mask): Seen {
  const git = new Git(repository);
  const policy = policyOf(git, configurationOf(git, indexName), indexName);
  const scanner = createScanner({ policy, managed: managedValues(git, repository) });
  mask.scanner = scanner;
  const config = git.configMatching(MESSAGE_SETTINGS);
  const last = (key: string): string | undefined => config.get(key)?.at(-1);
  const { GIT_EDITOR } = process.env;
  const text =
    typeof message === 'string'
      ? keptMessage(fs.readFileSync(message), {
          cleanup: last('commit.cleanup'),
          comment: last('core.commentstring') ?? last('core.commentchar'),
          // what git says to a hook where nobody was asked
          wasEdited: GIT_EDITOR !== ':',
        })
      : Buffer.from(message);
  const seen = {
    ...sweptNothing(),
    firstCommit: false,
    strict: policy.strict,
    hasProjectKey: policy.fingerprintKey !== undefined,
  };
  const look = (path: string, bytes: Uint8Array): void => {
    const { findings, suppressed, notScanned, bytes: length } = scanner.scan(bytesFragment({ path }, bytes));
    seen.findings.push(...findings);
    seen.suppressed.push(...suppressed);
    seen.notScanned.push(...notScanned);
    seen.bytes += length;
  };
  look('<message>', text);
  for (const who of ['author', 'committer'] as const) look(`<${who}>`, Buffer.from(identity(who, last)));
  return seen;
}

/** Name and address, as git will take them: from the environment, else from the configuration. */
function identity(who: 'author' | 'committer', last: (key: string) => string | undefined): string {
  const environment = (what: string): string | undefined => process.env[`GIT_${who.toUpperCase()}_${what}`];
  const name = environment('NAME') ?? last(`${who}.name`) ?? last('user.name') ?? '';
  const email =
    environment('EMAIL') ?? last(`${who}.email`) ?? last('user.email') ?? process.env['EMAIL'] ?? '';
  return `${name} <${email}>`;
}
