/** Stores that a living process has open, or has for its own: what it holds in memory it would write again. */
import type { Store } from '../agents/agent.ts';
import { Holders, type Holder } from '../agents/holders.ts';
import { agents } from '../agents/index.ts';
import { isStill, nameOf } from '../agents/process.ts';
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
    const own = holdersOf(store, files, holders) ?? [];
    return own.length > 0 ? [{ store, holders: own }] : [];
  });
}

/** Programs that agents are, where nothing tells when a process began. */
const AGENT = /^(?:claude|node|bun)/;

/** Whoever has one of the store's files open or is named in it as a process of the agent; undefined where that cannot be told. */
export function holdersOf(store: Store, files: readonly string[], holders: Holders): Holder[] | undefined {
  const open = holders.of(files);
  const { processesIn } = agents.find(({ name }) => name === store.agent) ?? {};
  const named = [...(processesIn?.(store) ?? [])].filter((each) => isStill(each, AGENT));
  if (named.length === 0) return open;
  const all = new Map([...(open ?? []), ...named].map(({ pid }) => [pid, { pid, name: nameOf(pid) }]));
  return [...all.values()].sort((a, b) => a.pid - b.pid);
}
