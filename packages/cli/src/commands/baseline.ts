import type { Command } from '../arguments.ts';

export const baseline: Command = {
  name: 'baseline',
  usage: 'create | update | prune  [PATH…]',
  summary: 'What is known already: scans and the gate leave it out, and tell of what is new',
  operands: [0, Number.POSITIVE_INFINITY],
  actions: [
    { name: 'create', usage: '[PATH…]', help: 'write down what is found now' },
    { name: 'update', usage: '[PATH…]', help: 'add what is found now to what is known' },
    { name: 'prune', usage: '[PATH…]', help: 'take out what is not found any more' },
  ],
  flags: [
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      help: 'the baseline (.staunchbaseline at the top of the project)',
    },
    { name: 'config', value: 'FILE', help: 'use FILE instead of .staunch.toml or .gitleaks.toml' },
    {
      name: 'min-confidence',
      value: 'LEVEL',
      choices: ['low', 'medium', 'high'],
      help: 'from here on (medium)',
    },
    { name: 'threads', value: 'N', help: 'scan with N threads (default: one a core)' },
    { name: 'no-managed', help: 'do not look for the values of the vault' },
  ],
  run: async (input) => (await import('./run-baseline.ts')).runBaseline(input),
};
