/** The undo bundle of a redaction that is about to begin: a vault to seal it to, room for it, and nobody else at it. */
import { size, UserError } from '@staunch/core';
import { BundleWriter, createVault, hasVault, removeBundle, roomForBundles } from '@staunch/core/vault';
import type { Touched } from '../learn.ts';
import type { Telling } from '../telling.ts';
import { startOf } from '../../agents/process.ts';
import { checkAlone, forgetExpired } from './bundles.ts';

/** Throws UserError where there is no room for it. */
export function newBundle(touched: readonly Touched[], days: number, telling: Telling): BundleWriter {
  if (!hasVault()) {
    createVault(undefined);
    telling.say('made a vault that opens with a key file, for the undo bundle (staunch vault passphrase)');
  }
  forgetExpired((id) => telling.say(`the undo bundle ${id} has expired: removed`));
  // rows are kept one by one: their database is more than they can be
  const bytes = touched
    .flatMap(({ unit }) => unit.files)
    .reduce((sum, file) => sum + (telling.sizeOf(file) ?? 0), 0);
  const room = roomForBundles();
  if (
    room <
    Math.min(
      bytes,
      touchedBytes(touched, (file) => telling.sizeOf(file)),
    ) +
      (1 << 20)
  ) {
    throw new UserError(`there is no room for the undo bundle: up to ${size(bytes)} are needed`, {
      hint: 'free some space, set STAUNCH_HOME to another disk, or --irreversible makes no bundle; nothing was changed',
    });
  }
  const bundle = new BundleWriter(process.pid, days);
  try {
    bundle.note({ started: startOf(process.pid) });
    checkAlone(bundle.about);
  } catch (error) {
    bundle.close();
    removeBundle(bundle.about.id);
    throw error;
  }
  return bundle;
}

/** What the bundle can come to: files whole, and of databases what is found in them many times over. */
function touchedBytes(touched: readonly Touched[], sizeOf: (file: string) => number | undefined): number {
  return touched.reduce((sum, { unit, findings }) => {
    const bytes = unit.files.reduce((own, file) => own + (sizeOf(file) ?? 0), 0);
    return sum + (unit.kind === 'database' ? Math.min(bytes, (findings.length + 64) << 16) : bytes);
  }, 0);
}
