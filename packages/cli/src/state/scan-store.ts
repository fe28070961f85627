/** Every file of a store through the pipeline, each as what it is. */
import type { FragmentResult, Scanner } from '@staunch/core';
import type { Store } from '../agents/agent.ts';
import { filesOf, type StoreFile } from '../agents/files.ts';
import { namedHere as named } from './named.ts';
import { scanDatabase } from './scan-database.ts';
import { scanFile } from './scan-file.ts';
import { scanSnapshot } from './scan-snapshot.ts';
import type { Titles } from './titles.ts';

export interface Scanned {
  /** The file, the database, or the snapshot as a whole. */
  readonly path: string | Buffer;
  readonly result: FragmentResult;
}

export function* scanStore(scanner: Scanner, store: Store, titles: Titles): Iterable<Scanned> {
  const left = (file: string | Buffer, reason: string, error: boolean): Scanned => ({
    path: file,
    result: { ...NOTHING, notScanned: [{ path: scanner.maskText(named(file)), reason, error }] },
  });
  if (store.leftOut !== undefined) return yield left(store.path, store.leftOut, false);
  if (store.kind === 'sqlite' && store.problem === undefined)
    return yield {
      path: store.path,
      result: scanDatabase(scanner, store, store.path, named(store.path), titles),
    };
  const objects: StoreFile[] = [];
  for (const file of filesOf(store)) {
    if (file.kind === 'unlisted') yield left(file.path, file.reason, file.error);
    else if (file.format === 'object' || file.format === 'pack') objects.push(file);
    else if (file.format === 'sqlite')
      yield {
        path: file.path,
        result: scanDatabase(scanner, store, String(file.path), named(file.path), titles),
      };
    else yield { path: file.path, result: scanFile(scanner, store, file, named(file.path), titles) };
  }
  if (objects.length > 0)
    yield {
      path: store.path,
      result: scanSnapshot(scanner, store, objects, named(store.path), (file) => named(file.path)),
    };
}

const NOTHING: FragmentResult = {
  findings: [],
  suppressed: [],
  notScanned: [],
  bytes: 0,
  belowConfidence: 0,
};
