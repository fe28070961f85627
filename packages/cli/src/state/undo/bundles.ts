/** Which undo bundles there are, and which of them are to be forgotten or finished. */
import { listBundles, removeBundle, type BundleAbout } from '@staunch/core/vault';

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
export function isRunning({ state, pid }: BundleAbout): boolean {
  if (state !== 'running') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // somebody else's process is one too
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
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
