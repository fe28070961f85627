import { UserError } from '@staunch/core';
import { vaultStatus } from '@staunch/core/vault';
import {
  CI_SERVICES,
  ciTemplate,
  describeInstall,
  describeObstacles,
  describeStatus,
  describeUninstall,
  describeVault,
  install,
  main,
  status,
  uninstall,
} from '@staunch/hooks';
import type { Input } from '../arguments.ts';
import { masked } from '../masking.ts';
import { writeOut } from '../output.ts';
import { version } from '../version.ts';

/** The flags that each action has a meaning for. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  install: ['global', 'print'],
  uninstall: ['global'],
  status: ['global', 'format'],
  run: [],
};

export async function runHooks({ action = '', operands, flags }: Input): Promise<number> {
  const [name, ...args] = operands;
  for (const flag of ['global', 'format', 'print']) {
    if (flags.has(flag) && !FLAGS[action]!.includes(flag))
      throw new UserError(`staunch hooks ${action} has no --${flag}`, { hint: 'see staunch hooks --help' });
  }
  if (action === 'run') {
    if (name === undefined) throw new UserError('usage: staunch hooks run NAME');
    return main(name, { args });
  }
  if (name !== undefined) throw new UserError(`usage: staunch hooks ${action}`);
  const global = flags.has('global');
  const service = CI_SERVICES.find((each) => each === flags.text('print'));
  if (service) writeOut(ciTemplate(service, version()));
  else if (action === 'install') {
    writeOut(masked(describeInstall(install({ global }))));
    writeOut(masked(describeObstacles(status({ global }))));
    writeOut(describeVault(vaultStatus() !== undefined));
  } else if (action === 'uninstall') writeOut(masked(describeUninstall(uninstall({ global }))));
  if (action !== 'status') return 0;
  const result = status({ global });
  writeOut(
    masked(
      flags.text('format') === 'json'
        ? `${JSON.stringify({ version: 1, ...result })}\n`
        : describeStatus(result),
    ),
  );
  return result.effective ? 0 : 1;
}
