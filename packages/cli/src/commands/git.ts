import type { Command } from '../arguments.ts';
import { gitleaksGitFlags, ONLY_WORDS } from './gitleaks.ts';
import { scan } from './scan.ts';

/** What a scan of files takes, and a scan of history as well. */
const SHARED = [
  'format',
  'output',
  'reveal',
  'min-confidence',
  'config',
  'baseline',
  'no-managed',
  'no-patterns',
  'no-decode',
  'exit-code',
  'strict',
];

export const git: Command = {
  name: 'git',
  usage: '[REPO]',
  summary: 'Find secrets in the history of a repository (default: all of it, here)',
  operands: [0, 1],
  flags: [
    { name: 'all', help: 'every commit that a ref reaches: the default' },
    { name: 'range', value: 'A..B', help: 'what B has and A has not: what CI checks of a push' },
    { name: 'staged', help: 'what the next commit would bring' },
    {
      name: 'stdin-refs',
      help: 'what git writes to pre-push, pre-receive or post-receive, on standard input',
    },
    ...scan.flags.filter(({ name }) => SHARED.includes(name)),
    ...gitleaksGitFlags,
  ],
  // gitleaks has a command of this name, with flags of its own
  run: async (input) =>
    ONLY_WORDS.some((name) => input.flags.has(name))
      ? (await import('./run-gitleaks.ts')).runGitleaks('git', input)
      : (await import('./run-git.ts')).runGit(input),
};
