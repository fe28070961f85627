import type { Command } from '../arguments.ts';

export const man: Command = {
  name: 'man',
  usage: '',
  summary: 'Print the manual page: staunch man | man -l -',
  operands: [0, 0],
  flags: [],
  run: async () => (await import('./run-man.ts')).runMan(),
};
