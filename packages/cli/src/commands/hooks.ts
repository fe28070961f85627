import type { Command } from '../arguments.ts';

export const hooks: Command = {
  name: 'hooks',
  usage: 'install | uninstall | status | run NAME',
  summary: 'The git gate: no commit with a secret in it',
  operands: [0, Number.POSITIVE_INFINITY],
  actions: [
    { name: 'install', help: 'put the gate into this repository (plain hooks and husky)' },
    { name: 'uninstall', help: 'take it out again; what was there before comes back' },
    { name: 'status', help: 'say whether it is installed and effective' },
    { name: 'run', usage: 'NAME', help: 'what an installed hook calls' },
  ],
  flags: [],
  run: async (input) => (await import('./run-hooks.ts')).runHooks(input),
};
