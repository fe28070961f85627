import { agents } from '../agents/index.ts';
import type { Command } from '../arguments.ts';

export const state: Command = {
  name: 'state',
  usage: 'list|scan|redact|watch|undo [ID] [--agent NAME…]',
  summary: 'What agents left on this machine: where it is, and which secrets are in it',
  operands: [0, 1],
  actions: [
    { name: 'list', help: 'every place where an agent keeps text, and who has it open' },
    { name: 'scan', help: 'find secrets in all of it; nothing is changed, not even a time' },
    { name: 'redact', help: 'put marks in their place, keep what was there sealed, prove that none is left' },
    { name: 'watch', help: 'redact after each session, of whatever no process has open any more' },
    { name: 'undo', usage: '[ID]', help: 'take the last redaction back, or the one that is named' },
  ],
  flags: [
    {
      name: 'agent',
      value: 'NAME',
      choices: agents.map(({ name }) => name),
      help: 'this agent only (again for more)',
    },
    { name: 'home', value: 'DIR', help: 'the home directory to look at; the environment is ignored then' },
    {
      name: 'project',
      value: 'DIR',
      help: 'a project with state of its own (again for more; default: here)',
    },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json', 'jsonl', 'gitleaks', 'sarif'],
      help: 'how to report; list knows text and json',
    },
    { name: 'output', short: 'o', value: 'FILE', help: 'write the report to FILE' },
    {
      name: 'min-confidence',
      value: 'LEVEL',
      choices: ['low', 'medium', 'high'],
      help: 'report from here on (medium)',
    },
    { name: 'dry-run', help: 'redact: show what would change, and change nothing' },
    { name: 'yes', short: 'y', help: 'redact, undo: do not ask' },
    { name: 'irreversible', help: 'redact: keep nothing of what was there' },
    { name: 'keep-days', value: 'N', help: 'redact: it can be taken back for N days (30)' },
    { name: 'list', help: 'undo: what can be taken back' },
    { name: 'purge', help: 'undo: forget a bundle for good, or all of them' },
    { name: 'interval', value: 'SECONDS', help: 'watch: between two looks (20)' },
    { name: 'once', help: 'watch: one look, for timers of your own' },
    {
      name: 'print',
      value: 'FORMAT',
      choices: ['systemd', 'launchd'],
      help: 'watch: print a user unit or a plist that starts it, and do nothing',
    },
    { name: 'passphrase-file', value: 'FILE', help: 'undo: read the passphrase of the vault there' },
    { name: 'config', value: 'FILE', help: 'use FILE instead of .staunch.toml' },
    { name: 'no-managed', help: 'do not look for the values of the vault' },
    { name: 'no-patterns', help: 'look for the values of the vault only' },
    { name: 'exit-code', value: 'N', help: 'exit with N instead of 1 when something is found' },
    { name: 'strict', help: 'exit with 2 when anything was left out' },
  ],
  run: async (input) => (await import('./run-state.ts')).runState(input),
};
