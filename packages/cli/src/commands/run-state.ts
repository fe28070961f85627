/** `staunch state`: to what each of its commands is. */
import type { Input } from '../arguments.ts';
import { runList } from '../state/list.ts';
import { runScan } from '../state/scan.ts';
import { runRedact } from '../state/redact.ts';
import { runUndo } from '../state/undo.ts';
import { runWatch } from '../state/watch.ts';

export async function runState(input: Input): Promise<number> {
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
