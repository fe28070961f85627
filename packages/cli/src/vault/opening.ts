/** What opens the vault: a passphrase from a file or a terminal, or the vault's own key file. */
import { NoAnswer, printable, UserError } from '@staunch/core';
import {
  identityIn,
  listSlots,
  openHeldSlot,
  Opener,
  readKeyFile,
  vaultKeys,
  type SlotChoice,
} from '@staunch/core/vault';
import type { Flags } from '../arguments.ts';
import { askNewPassphrase, askSecret, inTerminal } from './ask.ts';
import { readPassphrase, readWhole } from './input.ts';
import { say } from './say.ts';

/** Undefined when no passphrase is given. Throws UserError when its file cannot be read. */
function givenPassphrase(flags: Flags): Buffer | undefined {
  const file = flags.text('passphrase-file') ?? process.env['STAUNCH_PASSPHRASE_FILE'];
  return file ? readPassphrase(file) : undefined;
}

/** Undefined while the vault is locked: it has a passphrase, and none is given. Nothing is asked. */
export function openerAtHand(flags: Flags): Opener | undefined {
  const keys = vaultKeys();
  // an environment may be set for another vault, a flag is meant for this one
  if (keys.includes('passphrase') || flags.has('passphrase-file')) {
    const passphrase = givenPassphrase(flags);
    if (passphrase) return new Opener({ kind: 'passphrase', passphrase });
  }
  if (!keys.includes('keyfile')) return undefined;
  try {
    return new Opener({ kind: 'keyfile', key: readKeyFile() });
  } catch (error) {
    // where something else opens it too, a lost key file only locks it
    if (error instanceof UserError && keys.some((kind) => kind !== 'keyfile')) return undefined;
    throw error;
  }
}

/**
 * For what cannot be done without the key: asks whoever keeps the key of a slot, then in a terminal. Throws UserError
 * where the vault stays locked.
 */
export async function openerNeeded(flags: Flags): Promise<Opener> {
  const opener = openerAtHand(flags);
  if (opener) return opener;
  const { opener: held, troubles } = await openerFromSlots(flags);
  if (held) return held;
  const hasPassphrase = vaultKeys().includes('passphrase');
  if (hasPassphrase && inTerminal()) {
    for (const { message } of troubles) say(message);
    return new Opener({ kind: 'passphrase', passphrase: await askSecret('Passphrase of the vault') });
  }
  const why = troubles.map(({ message }) => message).join('; ');
  throw new UserError(`the vault is locked${why ? `: ${why}` : ''}`, {
    hint: hasPassphrase
      ? 'give its passphrase: --passphrase-file FILE, or STAUNCH_PASSPHRASE_FILE'
      : (troubles[0]?.hint ?? 'see staunch vault slots list'),
  });
}

/** The first slot whose keeper answers, and why the others do not. */
async function openerFromSlots(
  flags: Flags,
): Promise<{ readonly opener: Opener | undefined; readonly troubles: readonly UserError[] }> {
  const troubles: UserError[] = [];
  const choice = givenIdentity(flags);
  const silent = new Set<string>();
  for (const { number, kind } of listSlots()) {
    if (kind === 'passphrase' || kind === 'keyfile' || silent.has(kind)) continue;
    try {
      return { opener: await openHeldSlot(number, choice), troubles };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (error instanceof NoAnswer) silent.add(kind);
      // two slots of one keeper have one trouble
      if (troubles.every(({ message }) => message !== error.message)) troubles.push(error);
    }
  }
  return { opener: undefined, troubles };
}

/** The age identity that a flag or the environment names. Throws UserError. */
function givenIdentity(flags: Flags): SlotChoice {
  const file = flags.text('identity') ?? process.env['STAUNCH_IDENTITY_FILE'];
  if (!file) return {};
  const { own, hasPlugin } = identitiesIn(file);
  if (!own && !hasPlugin) throw noIdentity(file);
  return { identity: own, identityFile: hasPlugin ? file : undefined };
}

interface Identities {
  /** Those of age's own kind. */
  readonly own: string | undefined;
  readonly hasPlugin: boolean;
}

function identitiesIn(file: string): Identities {
  const bytes = readWhole(file, 'the identity file', 1 << 16);
  const text = bytes.toString('latin1');
  bytes.fill(0);
  return { own: identityIn(text), hasPlugin: /^\s*AGE-PLUGIN-/m.test(text) };
}

function noIdentity(file: string): UserError {
  return new UserError(`${printable(file)} holds no age identity`);
}

/** Those of age's own kind. Throws UserError. */
export function readIdentity(file: string): string {
  const { own } = identitiesIn(file);
  if (own) return own;
  throw noIdentity(file);
}

/** Runs `work` with what opens the vault, and wipes that afterwards. */
export async function opened<T, O extends Opener | undefined>(
  opener: O,
  work: (opener: O) => T | Promise<T>,
): Promise<T> {
  try {
    return await work(opener);
  } finally {
    opener?.wipe();
  }
}

/** The passphrase of a vault that is to be made; undefined where nobody can be asked: a key file then. */
export async function passphraseForNew(flags: Flags): Promise<Buffer | undefined> {
  return givenPassphrase(flags) ?? (inTerminal() ? askNewPassphrase('vault') : undefined);
}

/** The one that is to be set. Throws UserError where none is given and nobody can be asked. */
export async function newPassphrase(flags: Flags): Promise<Buffer> {
  const file = flags.text('new-passphrase-file');
  if (file) return readPassphrase(file);
  if (inTerminal()) return askNewPassphrase('vault');
  throw new UserError('there is no new passphrase', { hint: '--new-passphrase-file FILE' });
}
