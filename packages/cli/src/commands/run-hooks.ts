import { UserError } from '@staunch/core';
import {
  describeInstall,
  describeStatus,
  describeUninstall,
  install,
  main,
  status,
  uninstall,
} from '@staunch/hooks';
import type { Input } from '../arguments.ts';
import { masked } from '../masking.ts';
import { writeOut } from '../output.ts';

export async function runHooks({ action, operands }: Input): Promise<number> {
  const [name, ...args] = operands;
  if (action === 'run') {
    if (name === undefined) throw new UserError('usage: staunch hooks run NAME');
    return main(name, { args });
  }
  if (name !== undefined) throw new UserError(`usage: staunch hooks ${action}`);
  if (action === 'install') writeOut(masked(describeInstall(install())));
  if (action === 'uninstall') writeOut(masked(describeUninstall(uninstall())));
  if (action !== 'status') return 0;
  const result = status();
  writeOut(masked(describeStatus(result)));
  return result.effective ? 0 : 1;
}
