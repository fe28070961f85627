/** `staunch state`: to what each of its commands is. */
import { UserError } from '@staunch/core';
import type { Input } from '../arguments.ts';
import { runList } from '../state/list.ts';
import { runScan } from '../state/scan.ts';
import { runRedact } from '../state/redact.ts';
import { runUndo } from '../state/undo.ts';
import { runWatch } from '../state/watch.ts';

/** Flags that some of the commands know alone. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  'dry-run': ['redact'],
  yes: ['redact', 'undo', 'watch'],
  irreversible: ['redact', 'watch'],
  'keep-days': ['redact', 'watch'],
  list: ['undo'],
  purge: ['undo'],
  'passphrase-file': ['undo'],
  interval: ['watch'],
  once: ['watch'],
  print: ['watch'],
  'min-confidence': ['scan'],
  'exit-code': ['scan'],
  strict: ['scan'],
};

/** Throws UserError for what the command does not take: a flag without effect would be believed. */
function check({ action = '', operands, flags }: Input): void {
  for (const [name, actions] of Object.entries(ONLY)) {
    if (!flags.has(name) || actions.includes(action)) continue;
    throw new UserError(`staunch state ${action} takes no --${name}`, { hint: 'see staunch state --help' });
  }
  if (operands.length > 0 && action !== 'undo') throw new UserError(`usage: staunch state ${action}`);
}

export async function runState(input: Input): Promise<number> {
  check(input);
  switch (input.action) {
    case 'list':
      return runList(input);
    case 'redact':
      return runRedact(input);
    case 'undo':
      return runUndo(input);
    case 'watch':
      return runWatch(input);
    default:
      return runScan(input);
  }
}
