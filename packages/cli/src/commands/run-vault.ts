/** `staunch vault`: what each action takes, and what it does. */
import { count, UserError } from '@staunch/core';
import {
  addValues,
  changeKey,
  createVault,
  knownItems,
  purgeValue,
  removeValue,
  rotateValue,
  unlockVault,
  vaultKeys,
  type Unlocked,
} from '@staunch/core/vault';
import type { Flags, Input } from '../arguments.ts';
import { writeOut } from '../output.ts';
import { masked } from '../masking.ts';
import { readValue } from '../vault/input.ts';
import { newPassphrase, opened, openerAtHand, openerNeeded, passphraseForNew } from '../vault/opening.ts';
import { nameOf, say, sayAdded, sayKeyFile } from '../vault/say.ts';
import { showList, showStatus } from '../vault/show.ts';
import { custody, slots } from '../vault/slots.ts';
import { importSource, refresh, showSources } from '../vault/sources.ts';
import { exportFile, restoreFile } from '../vault/travel.ts';

interface Action {
  /** What its one operand is called, if it takes one. */
  readonly operand?: 'NAME' | 'FILE' | 'SOURCE';
  /** It counts its operands itself: at most so many. */
  readonly most?: number;
  readonly flags: readonly string[];
  /** Answers the exit code. */
  readonly run: (flags: Flags, operand: string, operands: readonly string[]) => number | Promise<number>;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  init: { flags: ['passphrase-file'], run: init },
  add: { operand: 'NAME', flags: ['passphrase-file', 'raw', 'replace'], run: add },
  import: {
    operand: 'SOURCE',
    flags: ['passphrase-file', 'replace', 'link', 'dry-run', 'identity'],
    run: (flags, source) => importSource(source, flags),
  },
  refresh: { flags: ['passphrase-file', 'format'], run: refresh },
  sources: { flags: ['format'], run: showSources },
  slots: {
    most: 2,
    flags: ['passphrase-file', 'new-passphrase-file', 'recipient', 'identity', 'key', 'format'],
    run: (flags, _, operands) => slots(flags, operands),
  },
  custody: {
    most: 1,
    flags: ['passphrase-file', 'identity', 'key', 'format'],
    run: (flags, _, operands) => custody(flags, operands),
  },
  list: { flags: ['format', 'passphrase-file'], run: showList },
  check: { flags: ['raw', 'passphrase-file'], run: check },
  remove: { operand: 'NAME', flags: ['passphrase-file'], run: remove },
  purge: { operand: 'NAME', flags: ['passphrase-file'], run: purge },
  rotate: { operand: 'NAME', flags: ['passphrase-file', 'raw'], run: rotate },
  lock: { flags: [], run: lock },
  unlock: { flags: ['passphrase-file', 'identity', 'trust-vault'], run: unlock },
  status: { flags: ['format', 'passphrase-file'], run: showStatus },
  passphrase: {
    flags: ['passphrase-file', 'new-passphrase-file', 'remove', 'identity'],
    run: changePassphrase,
  },
  export: {
    flags: ['passphrase-file', 'output', 'recipient', 'age-passphrase-file', 'identity'],
    run: (flags) => exportFile(flags).then(() => 0),
  },
  restore: {
    operand: 'FILE',
    flags: ['passphrase-file', 'identity', 'age-passphrase-file', 'replace'],
    run: (flags, file) => restoreFile(file, flags).then(() => 0),
  },
};

const OWN_FLAGS = new Set(Object.values(ACTIONS).flatMap(({ flags }) => flags));

export async function runVault({ action: name = '', operands, flags }: Input): Promise<number> {
  const action = ACTIONS[name]!;
  const usage = `staunch vault ${name}${action.operand ? ` ${action.operand}` : ''}`;
  if (operands.length > 1 && (name === 'add' || name === 'rotate')) {
    throw new UserError('a value is never given as an argument: it would stay in the history of the shell', {
      hint: `run ${usage} and type it, or pipe it into that; if it was a real one, rotate it`,
    });
  }
  const [least, most] = action.most === undefined ? (action.operand ? [1, 1] : [0, 0]) : [0, action.most];
  if (operands.length < least || operands.length > most) throw new UserError(`usage: ${usage}`);
  for (const flag of OWN_FLAGS) {
    if (flags.has(flag) && !action.flags.includes(flag)) {
      throw new UserError(`staunch vault ${name} takes no --${flag}`, { hint: 'see staunch vault --help' });
    }
  }
  return action.run(flags, operands[0] ?? '', operands);
}

async function init(flags: Flags): Promise<number> {
  const passphrase = await passphraseForNew(flags);
  const isKeyFile = passphrase === undefined;
  createVault(passphrase);
  say(
    isKeyFile
      ? 'made a vault that opens with a key file, readable by you alone: it is never locked (staunch vault passphrase)'
      : 'made a vault with this passphrase; scans, hooks and add work without it',
  );
  return 0;
}

async function add(flags: Flags, name: string): Promise<number> {
  return opened(openerAtHand(flags), async (opener) => {
    const value = await readValue(flags.has('raw'));
    const added = addValues(opener, [{ name, value }], flags.has('replace'));
    for (const each of added) sayAdded(each);
    return 0;
  });
}

async function rotate(flags: Flags, name: string): Promise<number> {
  return opened(openerAtHand(flags), async (opener) => {
    sayAdded(rotateValue(opener, name, await readValue(flags.has('raw'))));
    return 0;
  });
}

async function remove(flags: Flags, name: string): Promise<number> {
  return opened(openerAtHand(flags), (opener) => {
    removeValue(opener, name);
    say(`retired ${nameOf({ name })}: it is looked for as before (staunch vault purge forgets it)`);
    return 0;
  });
}

async function purge(flags: Flags, name: string): Promise<number> {
  return opened(openerAtHand(flags), (opener) => {
    const many = purgeValue(opener, name);
    say(`forgot ${nameOf({ name })}: ${count(many, 'value')}, no longer looked for`);
    if (!opener) say('  the vault is locked: its sealed copy goes with the next staunch vault unlock');
    return 0;
  });
}

/** Exit code 0 when the value is known, 1 when it is not. */
async function check(flags: Flags): Promise<number> {
  const items = knownItems(await readValue(flags.has('raw')));
  if (items.length === 0) {
    writeOut('not known\n');
    return 1;
  }
  const lines = items.map((item) => `known: ${nameOf(item)}${item.retired ? ' (retired)' : ''}\n`);
  writeOut(masked(lines.join('')));
  return 0;
}

function lock(): number {
  if (!sayKeyFile()) say('the vault is locked: nothing of its key is kept between commands');
  return 0;
}

async function unlock(flags: Flags): Promise<number> {
  const isKeyFile = vaultKeys().includes('keyfile');
  return opened(await openerNeeded(flags), (opener) => {
    const { drained, mended, lost } = unlockVault(opener, flags.has('trust-vault'));
    if (isKeyFile && drained === 0 && !mended && lost.length === 0) sayKeyFile();
    else sayUnlocked({ drained, mended, lost });
    return 0;
  });
}

function sayUnlocked({ drained, mended, lost }: Unlocked): void {
  say(
    `the key is right; ${drained > 0 ? `${count(drained, 'command')} of the inbox put into the vault` : 'nothing waited'}`,
  );
  if (mended) say(`made the index anew: ${mended}`);
  for (const name of lost) {
    say(`${nameOf({ name })} is looked for, but its value is lost: staunch vault add --replace`);
  }
}

async function changePassphrase(flags: Flags): Promise<number> {
  if (flags.has('remove') && flags.has('new-passphrase-file')) {
    throw new UserError('give one of --remove and --new-passphrase-file');
  }
  return opened(await openerNeeded(flags), async (opener) => {
    const isRemoved = flags.has('remove');
    changeKey(opener, isRemoved ? undefined : await newPassphrase(flags));
    const others = vaultKeys().filter((kind) => kind !== 'passphrase');
    say(
      !isRemoved
        ? 'the vault opens with the new passphrase from now on'
        : others.includes('keyfile')
          ? 'the vault opens with a key file from now on, and is never locked'
          : `the vault opens with ${others.join(' or ')} from now on`,
    );
    return 0;
  });
}
