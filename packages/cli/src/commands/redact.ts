import type { Command } from '../arguments.ts';

export const redact: Command = {
  name: 'redact',
  usage: '< INPUT > OUTPUT',
  summary: 'Copy standard input to standard output with marks in place of secrets',
  operands: [0, 0],
  flags: [
    { name: 'no-managed', help: 'do not look for the values of the vault' },
    { name: 'no-patterns', help: 'look for the values of the vault alone' },
    { name: 'config', value: 'FILE', help: 'use FILE instead of .staunch.toml' },
  ],
  run: async (input) => (await import('./run-redact.ts')).runRedact(input),
};
