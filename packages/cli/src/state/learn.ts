/** Finds what the stores hold, and learns it, so that it is taken out wherever else it stands. */
import type { Finding, KnownValues, NotScanned, Scanner, Suppressed } from '@staunch/core';
import type { Store } from '../agents/agent.ts';
import { disownIds, leftIn } from './proof.ts';
import { scanStore } from './scan-store.ts';
import { Titles } from './titles.ts';
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
  /** In the user's own files: told, and never touched. */
  readonly reported: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly notScanned: readonly NotScanned[];
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

/** `scanner` knows `known`. */
export function learn(
  stores: readonly Store[],
  scanner: Scanner,
  known: KnownValues,
  progress: (words: string) => void,
): Learned {
  const findings = new Map<string, Finding[]>();
  const reported: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const notScanned: NotScanned[] = [];
  const titles = new Titles();
  for (const store of stores) {
    progress(`looking into ${store.name}`);
    for (const { path, result } of scanStore(scanner, store, titles)) {
      suppressed.push(...result.suppressed);
      notScanned.push(...result.notScanned);
      if (store.role === 'report' || store.role === 'belongs') reported.push(...result.findings);
      else if (result.findings.length > 0) findings.set(String(path), [...result.findings]);
    }
  }
  for (const store of stores) {
    if (store.role !== 'redact') continue;
    progress(`telling ids from secrets in ${store.name}`);
    for (const unit of unitsOf(store)) if (unit.kind !== 'unread') disownIds(store, unit, known);
  }
  const touched: Touched[] = [];
  for (const store of stores) {
    if (store.role !== 'redact' && store.role !== 'delete') continue;
    progress(`looking for what was found in ${store.name}`);
    for (const unit of unitsOf(store)) {
      if (unit.kind === 'unread') continue;
      const own = [unit.path, ...unit.files].flatMap((file) => findings.get(file) ?? []);
      if (own.length > 0 || leftIn(store, unit, known).remains.length > 0)
        touched.push({ store, unit, findings: [...new Set(own)] });
    }
  }
  touched.push(...withPositions(stores, touched));
  return { touched, reported, suppressed, notScanned };
}
