import type { Command } from '../arguments.ts';
import { scan } from './scan.ts';

const SHARED = ['format', 'output', 'exit-code'];

export const merge: Command = {
  name: 'merge',
  usage: 'REPORT…',
  summary: 'Make one report of several: JSON or JSONL reports of scans that ran with --shard',
  operands: [1, Number.POSITIVE_INFINITY],
  flags: scan.flags.filter(({ name }) => SHARED.includes(name)),
  run: async (input) => (await import('./run-merge.ts')).runMerge(input),
};
