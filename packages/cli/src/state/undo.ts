/** `staunch state undo`: takes a redaction back, lists what can be taken back, forgets it. */
import path from 'node:path';
import { count, printable, size, UserError } from '@staunch/core';
import {
  bundleSize,
  isBundleId,
  listBundles,
  readBundle,
  removeBundle,
  setBundleState,
  type BundleAbout,
} from '@staunch/core/vault';
import { storesOf } from '../agents/surroundings.ts';
import type { Input } from '../arguments.ts';
import { masked } from '../masking.ts';
import { writeOut } from '../output.ts';
import { shownPath } from '../sources/paths.ts';
import { inTerminal } from '../vault/ask.ts';
import { opened, openerNeeded } from '../vault/opening.ts';
import { askYes } from './ask.ts';
import { clearLeftOvers } from './files/left-over.ts';
import { heldStores } from './held.ts';
import { Telling } from './telling.ts';
import { checkAlone, forgetExpired, isRunning } from './undo/bundles.ts';
import { entriesOf } from './undo/entries.ts';
import { restore, type Restored } from './undo/restore.ts';

export async function runUndo({ operands, flags }: Input): Promise<number> {
  const telling = new Telling(flags);
  const [id] = operands;
  if (flags.has('list')) {
    if (id !== undefined) throw new UserError('--list takes no ID');
    writeOut(flags.text('format') === 'json' ? listJson() : listText());
    return 0;
  }
  if (id !== undefined && !isBundleId(id))
    throw new UserError('that is no ID of an undo bundle', { hint: 'staunch state undo --list' });
  forgetExpired((each) => telling.say(`the undo bundle ${each} has expired: removed`));
  if (flags.has('purge')) return purge(id, flags.has('yes'), telling);
  const about = chosen(id);
  checkAlone();
  const stores = storesOf(flags);
  const held = heldStores(stores);
  if (held.length > 0) {
    const pids = [...new Set(held.flatMap(({ holders }) => holders.map(({ pid }) => pid)))];
    throw new UserError(`${held[0]!.store.agent} is running (process ${pids.join(', ')})`, {
      hint: `end it and run this again: kill ${pids.join(' ')}; nothing was changed`,
    });
  }
  if (!flags.has('yes')) {
    if (!inTerminal()) {
      throw new UserError('nothing was changed: there is no terminal to ask in', {
        hint: '--yes does it without asking',
      });
    }
    if (!(await askYes(`Put back what was redacted at ${about.made}: the values will stand there again`))) {
      telling.say('nothing was changed');
      return 2;
    }
  }
  clearLeftOvers(stores);
  if (about.state === 'running' && bundleSize(about.id) === 0) {
    removeBundle(about.id);
    writeOut(`the redaction of ${about.made} was interrupted before it changed anything\n`);
    return 0;
  }
  const restored = await opened(await openerNeeded(flags), (opener) =>
    restore(entriesOf(readBundle(opener, about.id)), (words) => telling.progress(words)),
  );
  telling.clear();
  writeOut(
    words(about, restored)
      .map((line) => `${line}\n`)
      .join(''),
  );
  if (restored.refused.length > 0) {
    telling.say(`the undo bundle ${about.id} is kept, since not all of it could be put back`);
    return 2;
  }
  setBundleState(about, 'undone');
  removeBundle(about.id);
  return 0;
}

function chosen(id: string | undefined): BundleAbout {
  const all = listBundles();
  const about =
    id === undefined ? all.findLast(({ state }) => state !== 'undone') : all.find((each) => each.id === id);
  if (about) return about;
  throw new UserError(id === undefined ? 'there is nothing to take back' : `there is no undo bundle ${id}`, {
    hint: 'staunch state undo --list',
  });
}

async function purge(id: string | undefined, isSure: boolean, telling: Telling): Promise<number> {
  const ids = id === undefined ? listBundles().map((each) => each.id) : [id];
  if (ids.length === 0) {
    telling.say('there is no undo bundle');
    return 0;
  }
  if (!isSure) {
    if (!inTerminal())
      throw new UserError('nothing was removed: there is no terminal to ask in', {
        hint: '--yes does it without asking',
      });
    if (!(await askYes(`Forget ${count(ids.length, 'undo bundle')} for good`))) return 2;
  }
  let removed = 0;
  for (const each of ids) if (removeBundle(each)) removed++;
  telling.say(`forgot ${count(removed, 'undo bundle')}: what they took away cannot be put back`);
  return removed > 0 ? 0 : 2;
}

function words(about: BundleAbout, restored: Restored): string[] {
  const { files, cells, rows, trees, same, refused, isWhole } = restored;
  const lines = [
    `put back ${count(files, 'file')}, ${count(cells, 'cell')} and ${count(rows, 'row')} of databases, ${count(trees, 'deleted store')}`,
  ];
  if (same > 0) lines.push(`${same === 1 ? '1 file or cell' : `${same} files or cells`} stood there already`);
  if (!isWhole)
    lines.push(`the redaction of ${about.made} was interrupted: all that it had changed is put back`);
  for (const { path: name, reason } of refused)
    lines.push(
      `not put back: ${printable(masked(shownPath(path.relative(process.cwd(), name))))}: ${reason}`,
    );
  return lines;
}

function stateOf(about: BundleAbout): string {
  if (about.state !== 'running') return about.state;
  return isRunning(about) ? 'running' : 'interrupted';
}

function listText(): string {
  const all = listBundles();
  if (all.length === 0) return 'There is nothing to take back.\n';
  const rows = all.map((about) => {
    const { marks } = about.notes;
    const what = typeof marks === 'number' ? `, ${count(marks, 'value')}` : '';
    return `${about.id}  ${about.made.slice(0, 19)}Z  ${stateOf(about)}${what}, ${size(bundleSize(about.id))}, until ${about.expires.slice(0, 10)}\n`;
  });
  return rows.join('');
}

function listJson(): string {
  const bundles = listBundles().map((about) => ({
    id: about.id,
    made: about.made,
    expires: about.expires,
    state: stateOf(about),
    size: bundleSize(about.id),
    ...Object.fromEntries(Object.entries(about.notes).filter(([, value]) => typeof value === 'number')),
  }));
  return `${JSON.stringify({ version: 1, bundles }, null, 2)}\n`;
}
