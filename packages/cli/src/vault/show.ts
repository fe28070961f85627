/** `vault list` and `status`: names and counts, on standard output. */
import { count, printable, UserError } from '@staunch/core';
import { listItems, vaultStatus } from '@staunch/core/vault';
import type { Flags } from '../arguments.ts';
import { masked } from '../masking.ts';
import { writeOut } from '../output.ts';
import { nameOf, say, wayOf } from './say.ts';

export function showList(flags: Flags): number {
  const items = listItems();
  if (flags.text('format') === 'json') {
    const rows = items.map(({ name, policy, reason, retired, source = null }) => ({
      name,
      policy,
      reason,
      retired,
      source,
    }));
    writeJson({ version: 1, items: rows });
  } else {
    const lines = items.map(
      (item) =>
        `${nameOf(item)}  ${item.retired ? 'retired, ' : ''}${wayOf(item)}${item.source === undefined ? '' : `; linked to ${printable(item.source)}`}\n`,
    );
    writeOut(masked(lines.join('')));
    if (items.length === 0) say('the vault is empty: staunch vault add NAME');
  }
  return 0;
}

/** Exit code 2 when something is wrong. */
export function showStatus(flags: Flags): number {
  const status = vaultStatus();
  const isLocked = status !== undefined && status.slots.length > 0 && !status.slots.includes('keyfile');
  if (flags.text('format') === 'json') {
    const rest = status && {
      locked: isLocked,
      slots: status.slots,
      generation: status.generation,
      items: status.items ?? null,
      retired: status.retired,
      waiting: status.waiting,
      troubles: status.troubles.map(({ message, hint }) => ({ message, hint })),
    };
    writeJson({ version: 1, vault: status !== undefined, ...rest });
    return status?.troubles.length ? 2 : 0;
  }
  if (!status) {
    writeOut('There is no vault yet: staunch vault init\n');
    return 0;
  }
  const opens = status.slots.map(
    (kind) => ({ passphrase: 'a passphrase', keyfile: 'its key file' })[kind] ?? kind,
  );
  const lines = [
    `opens with   ${opens.join(', ') || 'unknown'}${isLocked ? '; locked whenever none is given' : ''}`,
    `generation   ${status.generation}`,
    ...(status.items
      ? [
          `values       ${Object.entries(status.items)
            .map(([policy, many]) => `${many} ${policy}`)
            .join(', ')}, ${status.retired} retired`,
        ]
      : []),
    `inbox        ${status.waiting === 0 ? 'empty' : `${count(status.waiting, 'command')} to be put into the vault by unlock`}`,
    `health       ${status.troubles.length === 0 ? 'all is well' : ''}`,
    ...status.troubles.flatMap(troubleLines),
  ];
  writeOut(masked(lines.map((line) => `${line.trimEnd()}\n`).join('')));
  return status.troubles.length > 0 ? 2 : 0;
}

/** On one line, and without a character that repaints a terminal: what `printable` writes is JSON's own escape. */
export function writeJson(value: unknown): void {
  writeOut(`${printable(JSON.stringify(value))}\n`);
}

function troubleLines({ message, hint }: UserError): string[] {
  return [`  ${printable(message)}`, ...(hint ? [`    ${printable(hint)}`] : [])];
}
