/** `vault export` and `restore`: all values into a file, and back. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { count, printable, UserError } from '@staunch/core';
import {
  addValues,
  createVault,
  exportVault,
  openExport,
  vaultStatus,
  type AgeKey,
  type AgeLock,
} from '@staunch/core/vault';
import type { Flags } from '../arguments.ts';
import { askNewPassphrase, askSecret, inTerminal } from './ask.ts';
import { readPassphrase, readWhole } from './input.ts';
import { opened, openerAtHand, openerNeeded, passphraseForNew, readIdentity } from './opening.ts';
import { say, sayAllAdded } from './say.ts';

const MOST_EXPORT_BYTES = 1 << 30;

export async function exportFile(flags: Flags): Promise<void> {
  const output = flags.text('output');
  await opened(await openerNeeded(flags), async (opener) => {
    if (!output) throw new UserError('say where to: --output FILE');
    const { file, active, linked } = await exportVault(opener, await ageLock(flags));
    writeBytes(output, file);
    say(`${count(active, 'value')} in ${printable(output)}; staunch vault restore reads it`);
    if (linked > 0)
      say(`  ${count(linked, 'linked value')} left out: they are kept elsewhere (staunch vault list)`);
  });
}

async function ageLock(flags: Flags): Promise<AgeLock> {
  const recipient = flags.text('recipient');
  const file = flags.text('age-passphrase-file');
  if (recipient && file) throw new UserError('give one of --recipient and --age-passphrase-file');
  if (recipient) return { kind: 'recipient', recipient };
  if (file) return { kind: 'passphrase', passphrase: readPassphrase(file).toString() };
  if (inTerminal()) return { kind: 'passphrase', passphrase: (await askNewPassphrase('export')).toString() };
  throw new UserError('say who can open the export: --recipient age1… or --age-passphrase-file FILE');
}

export async function restoreFile(file: string, flags: Flags): Promise<void> {
  const bytes = readWhole(file, 'the export', MOST_EXPORT_BYTES);
  const values = await openExport(bytes, await ageKey(flags));
  try {
    if (!vaultStatus()) {
      const passphrase = await passphraseForNew(flags);
      const isKeyFile = passphrase === undefined;
      createVault(passphrase);
      say(isKeyFile ? 'made a vault that opens with a key file' : 'made a vault with this passphrase');
    }
    await opened(openerAtHand(flags), (opener) =>
      sayAllAdded(addValues(opener, values, flags.has('replace')), flags.has('verbose')),
    );
  } finally {
    for (const { value } of values) value.fill(0);
  }
}

async function ageKey(flags: Flags): Promise<AgeKey> {
  const identity = flags.text('identity');
  const file = flags.text('age-passphrase-file');
  if (identity) return { kind: 'identity', identity: readIdentity(identity) };
  if (file) return { kind: 'passphrase', passphrase: readPassphrase(file).toString() };
  if (inTerminal()) {
    return { kind: 'passphrase', passphrase: (await askSecret('Passphrase of the export')).toString() };
  }
  throw new UserError('say what opens the export: --identity FILE or --age-passphrase-file FILE');
}

/** Aside, fsync, rename; for its owner alone. */
function writeBytes(file: string, bytes: Uint8Array): void {
  const temporary = path.join(path.dirname(path.resolve(file)), `.staunch.${randomBytes(6).toString('hex')}`);
  try {
    fs.writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx', flush: true });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`${printable(file)} cannot be written (${code ?? 'unknown error'})`);
  }
}
