import type { Command } from '../arguments.ts';

export const explain: Command = {
  name: 'explain',
  usage: 'FINDING|FILE:LINE',
  summary: 'Why something is reported, or is not: which rule, filter, comment or ignore decided',
  operands: [1, 1],
  flags: [{ name: 'no-managed', help: 'do not look for the values of the vault' }],
  run: async (input) => (await import('./run-explain.ts')).runExplain(input),
};
