import type { Command } from '../arguments.ts';

export const ignore: Command = {
  name: 'ignore',
  usage: 'FINDING|FILE:LINE --reason TEXT',
  summary: 'Silence one finding for good: its fingerprint goes into .staunchignore, with the reason',
  operands: [1, 1],
  flags: [{ name: 'reason', value: 'TEXT', help: 'why this is no leak; it is written into .staunchignore' }],
  run: async (input) => (await import('./run-ignore.ts')).runIgnore(input),
};
