/** Scans the objects of a git directory that has no commits: every loose one, and all that are in packs. */
import type { FragmentResult, NotScanned, Scanner } from '@staunch/core';
import {
  looseObject,
  packObjects,
  type Budget,
  type Member,
  type Told,
  type Unopened,
} from '@staunch/core/state';
import type { Store } from '../agents/agent.ts';
import type { StoreFile } from '../agents/files.ts';
import { openQuietly } from '../agents/quiet-file.ts';
import { dateText } from './labels.ts';
import { problemOf } from './problem.ts';

interface Kept {
  readonly name: string;
  readonly modified: number;
}

/** `files` are loose objects and packs; `shown` is the path of the directory as findings name it. */
export function scanSnapshot(
  scanner: Scanner,
  store: Store,
  files: readonly StoreFile[],
  shown: string,
  nameOf: (file: StoreFile) => string,
): FragmentResult {
  const notScanned: NotScanned[] = [];
  let modified = 0;
  const open = function* (budget: Budget): Iterable<Member | Unopened> {
    for (const file of files) {
      try {
        const opened = openQuietly(file.path);
        modified = file.stats.mtimeMs;
        try {
          if (file.format === 'pack') yield* packObjects(opened, budget);
          else yield* looseObject(opened, idOf(file), budget);
        } finally {
          opened.close();
        }
      } catch (error) {
        const reason = problemOf(error) ?? 'it vanished before it was read';
        notScanned.push({ path: scanner.maskText(nameOf(file)), reason, error: true });
      }
    }
  };
  const result = scanner.scanMembers({ path: shown }, open, {
    keep: ({ name = '' }): Kept => ({ name, modified }),
    place(kept: Kept): Told {
      const time = dateText(kept.modified);
      return { path: `${shown}#${kept.name}`, agent: store.agent, ...(time === undefined ? {} : { time }) };
    },
  });
  return { ...result, notScanned: [...notScanned, ...result.notScanned] };
}

/** `ab/cdef…` → `abcdef…` */
function idOf({ path }: StoreFile): string {
  return String(path).split(/[/\\]/).slice(-2).join('');
}
