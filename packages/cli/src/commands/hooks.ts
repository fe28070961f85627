import type { Command } from '../arguments.ts';

export const hooks: Command = {
  name: 'hooks',
  usage: 'install | uninstall | status | run NAME',
  summary: 'The git gate: no commit and no push with a secret in it',
  operands: [0, Number.POSITIVE_INFINITY],
  actions: [
    { name: 'install', help: 'put the gate into this repository, beside what is there' },
    { name: 'uninstall', help: 'take it out again; what was there before comes back' },
    { name: 'status', help: 'say whether it is installed and effective' },
    { name: 'run', usage: 'NAME', help: 'what an installed hook calls' },
  ],
  flags: [
    { name: 'global', help: 'install, uninstall, status: for all repositories of this user' },
    { name: 'format', value: 'FORMAT', choices: ['text', 'json'], help: 'status: how it is said' },
    {
      name: 'print',
      value: 'SERVICE',
      choices: ['github', 'gitlab'],
      help: 'install: print what to put into CI, and install nothing',
    },
  ],
  run: async (input) => (await import('./run-hooks.ts')).runHooks(input),
};
