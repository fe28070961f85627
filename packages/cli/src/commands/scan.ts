import type { Command } from '../arguments.ts';
import { FOREIGN_PART } from './gitleaks.ts';

export const scan: Command = {
  name: 'scan',
  usage: '[PATH…|-]',
  summary: 'Find secrets in files and directories (default: here); - is standard input',
  operands: [0, Number.POSITIVE_INFINITY],
  flags: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json', 'jsonl', 'sarif', 'gitleaks', 'junit', 'csv', 'github', 'gitlab', 'html'],
      help: 'how to report',
    },
    { name: 'output', short: 'o', value: 'FILE', help: 'write the report to FILE' },
    { name: 'reveal', help: 'show raw values, in text and gitleaks: for your eyes only' },
    {
      name: 'min-confidence',
      value: 'LEVEL',
      choices: ['low', 'medium', 'high'],
      help: 'report from here on (medium)',
    },
    {
      name: 'config',
      short: 'c',
      value: 'FILE',
      help: 'use FILE instead of .staunch.toml or .gitleaks.toml',
    },
    {
      name: 'baseline',
      value: 'FILE',
      help: 'leave out what FILE knows: .staunchbaseline, or a report of gitleaks or detect-secrets',
    },
    {
      name: 'published',
      value: 'KIND',
      choices: ['npm', 'git', 'docker'],
      help: 'only what npm pack, git archive or a docker build would ship',
    },
    { name: 'shard', value: 'I/N', help: 'only the I-th of N parts, by path: for N machines at once' },
    { name: 'max-size', value: 'BYTES', help: 'leave out larger files, and say so' },
    { name: 'threads', value: 'N', help: 'scan with N threads (default: one a core)' },
    { name: 'no-managed', help: 'do not look for the values of the vault' },
    { name: 'no-patterns', help: 'look for the values of the vault only' },
    { name: 'no-decode', help: 'do not look into encoded text and archives' },
    { name: 'exit-code', value: 'N', help: 'exit with N instead of 1 when something is found' },
    { name: 'strict', help: 'exit with 2 when anything was left out' },
    ...FOREIGN_PART,
  ],
  run: async (input) => (await import('./run-scan.ts')).runScan(input),
};
