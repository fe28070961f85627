/** Which undo bundles there are, and which of them are to be forgotten or finished. */
import { UserError } from '@staunch/core';
import { listBundles, removeBundle, type BundleAbout } from '@staunch/core/vault';
import { isAlive, startOf } from '../../agents/process.ts';

/** Days for which a redaction can be taken back, unless it is said. */
export const KEPT_DAYS = 30;

/** Removes what has expired. */
export function forgetExpired(tell: (id: string) => void, now = Date.now()): void {
  for (const { id, expires } of listBundles()) {
    if (Date.parse(expires) > now) continue;
    removeBundle(id);
    tell(id);
  }
}

/** Whether the redaction that made it still runs. */
export function isRunning({ state, pid, notes }: BundleAbout): boolean {
  if (state !== 'running') return false;
  const { started = '' } = notes;
  return isAlive(pid) && (started === '' || startOf(pid) === started);
}

/** Throws UserError while another redaction runs. `own` is the bundle of this one; of two that began at once the first goes on. */
export function checkAlone(own?: BundleAbout): void {
  const other = listBundles().find((about) => about.id !== own?.id && isRunning(about));
  if (!other || (own && (own.made < other.made || (own.made === other.made && own.id < other.id)))) return;
  throw new UserError(`process ${other.pid} is redacting, under the undo bundle ${other.id}`, {
    hint: 'wait until it has ended; nothing was changed',
  });
}

export interface Unfinished {
  readonly bundles: readonly BundleAbout[];
  /** Databases whose rows are redacted, and whose free pages and logs may not be. */
  readonly files: readonly string[];
}

/** What redactions left that were killed. */
export function unfinished(): Unfinished {
  const bundles = listBundles().filter((about) => about.state === 'running' && !isRunning(about));
  const files = bundles.flatMap(({ notes }) => (Array.isArray(notes['unclean']) ? notes['unclean'] : []));
  return { bundles, files: [...new Set(files as string[])] };
}
