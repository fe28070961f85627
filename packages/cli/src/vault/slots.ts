/** `vault slots` and `vault custody`: what opens the vault, and where the key of the index is. */
import { printable, UserError } from '@staunch/core';
import {
  addHeldSlot,
  addPassphrase,
  CUSTODY_PLACES,
  custodyInfo,
  HELD_KINDS,
  listSlots,
  moveCustody,
  removeSlot,
} from '@staunch/core/vault';
import type { Flags } from '../arguments.ts';
import { writeOut } from '../output.ts';
import { newPassphrase, opened, openerNeeded } from './opening.ts';
import { say } from './say.ts';
import { writeJson } from './show.ts';

const USAGE = 'staunch vault slots list | add KIND | remove NUMBER';

export async function slots(flags: Flags, [action = 'list', what]: readonly string[]): Promise<number> {
  const isList = action === 'list' && what === undefined;
  if (flags.has('format') && !isList) throw new UserError(`usage: ${USAGE}`);
  if (isList) return showSlots(flags);
  if (action === 'add' && what !== undefined) return addSlot(flags, what);
  if (action === 'remove' && what !== undefined) return takeSlot(flags, what);
  throw new UserError(`usage: ${USAGE}`);
}

function showSlots(flags: Flags): number {
  const list = listSlots();
  if (flags.text('format') === 'json') {
    writeJson({ version: 1, slots: list.map(({ number, kind, detail }) => ({ number, kind, detail })) });
  } else {
    writeOut(
      list
        .map(({ number, kind, detail }) => `${number}  ${`${kind}  ${printable(detail)}`.trimEnd()}\n`)
        .join(''),
    );
  }
  return 0;
}

async function addSlot(flags: Flags, kind: string): Promise<number> {
  const kinds = ['passphrase', ...HELD_KINDS];
  if (!kinds.includes(kind))
    throw new UserError('there is no such kind of slot', { hint: `one of ${kinds.join(', ')}` });
  return opened(await openerNeeded(flags), async (opener) => {
    if (kind === 'passphrase') addPassphrase(opener, await newPassphrase(flags));
    else await addHeldSlot(opener, kind, { recipient: flags.text('recipient'), key: flags.text('key') });
    const { number, title, detail } = listSlots().at(-1)!;
    say(`the vault opens with ${title}, too${detail ? ` (${printable(detail)})` : ''}: slot ${number}`);
    const keyFile = listSlots().find((slot) => slot.kind === 'keyfile');
    if (keyFile)
      say(
        `  its key file still opens it for whoever copies the directory: staunch vault slots remove ${keyFile.number}`,
      );
    return 0;
  });
}

async function takeSlot(flags: Flags, which: string): Promise<number> {
  if (!/^\d{1,3}$/.test(which))
    throw new UserError(`usage: ${USAGE}`, { hint: 'see staunch vault slots list' });
  return opened(await openerNeeded(flags), (opener) => {
    const { title } = removeSlot(opener, Number(which));
    say(
      `removed slot ${which}: ${title} opens the vault no more; a copy of its older file still opens with it`,
    );
    const left = listSlots().map((slot) => slot.kind);
    if (left.every((kind) => HELD_KINDS.includes(kind))) {
      const only = left.join(' or ');
      say(`  only ${only} opens it now: if that is lost, so is every value (staunch vault export)`);
    }
    return 0;
  });
}

export async function custody(flags: Flags, [place]: readonly string[]): Promise<number> {
  if (place !== undefined) {
    const places = CUSTODY_PLACES;
    if (!places.includes(place))
      throw new UserError('the key cannot be kept there', { hint: `one of ${places.join(', ')}` });
    await moveCustody(place, { key: flags.text('key') }, () => openerNeeded(flags));
  }
  const { place: now, detail, ms } = custodyInfo();
  const cost = ms < 10 ? ms.toFixed(1) : ms.toFixed(0);
  if (flags.text('format') === 'json') {
    writeJson({ version: 1, place: now, detail, milliseconds: Number(cost), places: CUSTODY_PLACES });
    return 0;
  }
  writeOut(
    `The key of the index is ${now === 'file' ? 'in vault.custody, mode 0600' : `with ${now}${detail ? ` (${printable(detail)})` : ''}`}.\n`,
  );
  writeOut(`Every hook and scan waits ${cost} ms for it (measured now).\n`);
  if (now !== 'file') {
    writeOut(
      'Where it does not answer, commits are blocked: from a GUI, after a restart, over ssh without the agent.\n',
    );
    if (place) writeOut('Copies of vault.custody from before, in backups too, still hold the key.\n');
  }
  return 0;
}
