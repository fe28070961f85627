/** Stores that a living process has open: what it holds in memory it would write again. */
import type { Store } from '../agents/agent.ts';
import { Holders, type Holder } from '../agents/holders.ts';
import { companions } from '../agents/stores.ts';
import { unitsOf } from './files/walk.ts';

export interface Held {
  readonly store: Store;
  readonly holders: readonly Holder[];
}

export function heldStores(stores: readonly Store[]): Held[] {
  const holders = new Holders();
  return stores.flatMap((store) => {
    if ((store.role !== 'redact' && store.role !== 'delete') || store.leftOut !== undefined) return [];
    const files =
      store.kind === 'sqlite'
        ? [store.path, ...companions(store.path)]
        : [...unitsOf(store)].flatMap((unit) => (unit.kind === 'unread' ? [] : unit.files));
    const own = holders.of(files) ?? [];
    return own.length > 0 ? [{ store, holders: own }] : [];
  });
}
