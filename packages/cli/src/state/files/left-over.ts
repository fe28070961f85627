/** What a redaction left that was killed: files that were being written, and what was being deleted or put back. */
import fs from 'node:fs';
import path from 'node:path';
import type { Store } from '../../agents/agent.ts';
import { BESIDE } from './remove.ts';
import { LEFT_OVER } from './replace.ts';

/** Removes it: what was being deleted or put back lies in the bundle. */
export function clearLeftOvers(stores: readonly Store[]): void {
  const seen = new Set<string>();
  for (const store of stores) {
    if (store.problem !== undefined) continue;
    clear(path.dirname(store.path), seen, false);
    if (store.isDirectory && store.role === 'redact') clear(store.path, seen, true);
  }
}

function clear(directory: string, seen: Set<string>, deep: boolean): void {
  if (seen.has(directory)) return;
  seen.add(directory);
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(directory, { withFileTypes: true });
  } catch {
    // whoever walks it says why
    return;
  }
  for (const entry of entries) {
    const own = path.join(directory, entry.name);
    if (LEFT_OVER.test(entry.name) || BESIDE.test(entry.name))
      fs.rmSync(own, { recursive: true, force: true });
    else if (deep && entry.isDirectory()) clear(own, seen, true);
  }
}
