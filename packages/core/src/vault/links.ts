/** Values that are kept elsewhere: the vault has what the index knows of them and their address, no value. */
import type { IndexedItem, ManagedIndex } from '../managed/managed-index.ts';
import { checkValue } from './naming.ts';
import type { Opener } from './opener.ts';
import type { Change } from './record.ts';
import { crypto, wipe } from './sealing.ts';
import { readLocked } from './state.ts';
import { activeItems, isIgnored, listItems } from './values.ts';
import { changeVault } from './write.ts';

export interface LinkedItem extends IndexedItem {
  readonly source: string;
}

/** The linked items that are in use. Throws UserError. */
export function linkedItems(): readonly LinkedItem[] {
  return listItems().flatMap((item) =>
    item.source === undefined || item.retired ? [] : [{ ...item, source: item.source }],
  );
}

/** What stands at an address now. */
export interface ReadAgain {
  readonly name: string;
  readonly value: Buffer;
}

export interface Refreshed {
  /** Has another value now; the one before is looked for as well. */
  readonly rotated: readonly IndexedItem[];
  readonly unchanged: readonly string[];
  /** Is not looked for, neither before nor now: nothing is known of it that could be compared. */
  readonly notCompared: readonly string[];
  /** Is not at its address any more: looked for as before. */
  readonly gone: readonly string[];
  /** Is there, and could not be taken: whether it was rotated nobody knows. */
  readonly unread: readonly string[];
  /** How many values stand at the address that are not linked. */
  readonly others: number;
}

/** Takes note of what stands at one address now, but for names that could not be read. The values are wiped. Throws UserError, and then nothing is changed. */
export function refreshLinks(
  opener: Opener | undefined,
  source: string,
  values: readonly ReadAgain[],
  notTaken: ReadonlySet<string> = new Set(),
): Refreshed {
  try {
    for (const { value } of values) checkValue(value, 'a value');
    // most refreshes find nothing new, and then nothing is written
    const before = planRefresh(readLocked().index, source, values, notTaken);
    if (before.changes.length === 0) return before.result;
    return changeVault(opener, (index) => planRefresh(index, source, values, notTaken));
  } finally {
    for (const { value } of values) wipe(value);
  }
}

function planRefresh(
  index: ManagedIndex,
  source: string,
  values: readonly ReadAgain[],
  notTaken: ReadonlySet<string>,
): { changes: Change[]; result: Refreshed } {
  const found = new Map(values.map(({ name, value }) => [name, value]));
  const linked = [...activeItems(index).values()].filter((item) => item.source === source);
  const changes: Change[] = [];
  const rotated: IndexedItem[] = [];
  const unchanged: string[] = [];
  const notCompared: string[] = [];
  const gone: string[] = [];
  const unread: string[] = [];
  for (const item of linked) {
    const value = found.get(item.name);
    if (!value) (isBelow(item.name, notTaken) ? unread : gone).push(item.name);
    else if (isIgnored(item, value)) notCompared.push(item.name);
    else if (index.knows(value).some(({ id }) => id === item.id)) unchanged.push(item.name);
    else {
      const id = crypto().randomBytes(8).toString('hex');
      index.retire(item.id);
      rotated.push(index.add(id, item.name, value, source));
      changes.push(
        { kind: 'retire', id: item.id },
        {
          kind: 'add',
          record: {
            id,
            name: item.name,
            created: Date.now(),
            retired: false,
            value: index.extract(id),
            isLink: true,
          },
        },
      );
    }
  }
  return {
    changes,
    result: {
      rotated,
      unchanged,
      notCompared,
      gone,
      unread,
      others: found.size - (linked.length - gone.length - unread.length),
    },
  };
}

/** One of these names, or a part of what is called so: NAME/notes, NAME/KEY. */
function isBelow(name: string, names: ReadonlySet<string>): boolean {
  for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1))
    if (names.has(name.slice(0, end))) return true;
  return false;
}
