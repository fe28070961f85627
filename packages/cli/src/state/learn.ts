/** Finds what the stores hold, and learns it, so that it is taken out wherever else it stands. */
import type { Finding, KnownValues, NotScanned, Scanner, Suppressed } from '@staunch/core';
import type { Store } from '../agents/agent.ts';
import { disownIds, leftIn } from './proof.ts';
import { scanStore } from './scan-store.ts';
import { Titles } from './titles.ts';
import { namedHere } from './named.ts';
import { unitsOf, type Unit } from './files/walk.ts';

/** A unit that holds what must go. */
export interface Touched {
  readonly store: Store;
  readonly unit: Unit;
  /** Findings in it; fewer than what will be replaced, which known values stand for as well. */
  readonly findings: readonly Finding[];
}

export interface Learned {
  readonly touched: readonly Touched[];
  /** In files that are never touched: told. */
  readonly reported: readonly Reported[];
  readonly suppressed: readonly Suppressed[];
  readonly notScanned: readonly NotScanned[];
  /** What was found and cannot be taken out, and what was not looked into to its end: nobody can say that nothing is left. */
  readonly open: readonly NotScanned[];
}

/** What stands in a file that is not to be touched. */
export interface Reported {
  readonly store: Store;
  /** A file, as findings name it; behind a `#` the row of a database. */
  readonly path: string;
  /** Places. */
  readonly count: number;
}

/** Databases that keep positions in files which are to be rewritten: they go too. */
function withPositions(stores: readonly Store[], touched: readonly Touched[]): Touched[] {
  const agents = new Set(touched.filter(({ unit }) => unit.kind === 'file').map(({ store }) => store.agent));
  return stores
    .filter(({ role, kind, agent }) => role === 'delete' && kind === 'sqlite' && agents.has(agent))
    .filter((store) => !touched.some((each) => each.store === store))
    .flatMap((store) =>
      [...unitsOf(store)].flatMap((unit) => (unit.kind === 'unread' ? [] : [{ store, unit, findings: [] }])),
    );
}

const NO_NAME = 'what was found in it cannot be replaced: its name is not UTF-8';

const isRewritten = ({ role }: Store): boolean => role === 'redact' || role === 'delete';

/** What cannot be read was said when it was scanned. */
function leftQuietly(store: Store, unit: Unit, known: KnownValues): ReturnType<typeof leftIn>['remains'] {
  try {
    return leftIn(store, unit, known).remains;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return [];
  }
}

/** `scanner` knows `known`. */
export function learn(
  stores: readonly Store[],
  scanner: Scanner,
  known: KnownValues,
  progress: (words: string) => void,
): Learned {
  const shown = (file: string): string => scanner.maskText(namedHere(file));
  const findings = new Map<string, Finding[]>();
  const reported: Reported[] = [];
  const open: NotScanned[] = [];
  const suppressed: Suppressed[] = [];
  const notScanned: NotScanned[] = [];
  const titles = new Titles();
  for (const store of stores) {
    progress(`looking into ${store.name}`);
    for (const { path, result } of scanStore(scanner, store, titles)) {
      suppressed.push(...result.suppressed);
      notScanned.push(...result.notScanned);
      if (!isRewritten(store)) {
        for (const { location } of result.findings) reported.push({ store, path: location.path, count: 1 });
        continue;
      }
      open.push(...result.notScanned.filter(({ error, cause }) => error || cause === 'budget'));
      if (result.findings.length === 0) continue;
      if (typeof path === 'string') findings.set(path, [...result.findings]);
      else open.push({ path: result.findings[0]!.location.path, reason: NO_NAME, error: true });
    }
  }
  for (const store of stores) {
    if (store.role !== 'redact') continue;
    progress(`telling ids from secrets in ${store.name}`);
    for (const unit of unitsOf(store)) if (unit.kind !== 'unread') disownIds(store, unit, known);
  }
  const touched: Touched[] = [];
  for (const store of stores) {
    if (store.role === 'belongs') continue;
    progress(`looking for what was found in ${store.name}`);
    for (const unit of unitsOf(store)) {
      if (unit.kind === 'unread') continue;
      if (store.role === 'report') {
        if (reported.some((each) => each.store === store && each.path === shown(unit.path))) continue;
        for (const { path, count } of leftQuietly(store, unit, known))
          reported.push({ store, path: shown(path), count });
        continue;
      }
      const own = [unit.path, ...unit.files].flatMap((file) => findings.get(file) ?? []);
      if (own.length > 0 || leftIn(store, unit, known).remains.length > 0)
        touched.push({ store, unit, findings: [...new Set(own)] });
    }
  }
  touched.push(...withPositions(stores, touched));
  return { touched, reported, suppressed, notScanned, open };
}
