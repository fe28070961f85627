/** What commands do with values. All of it works while the vault is locked. */
import { UserError } from '../errors.ts';
import type { IndexedItem, ManagedIndex } from '../managed/managed-index.ts';
import { partsOf } from '../managed/parts.ts';
import { printable } from '../report/escape.ts';
import { checkName, checkValue } from './naming.ts';
import type { Opener } from './opener.ts';
import type { Change } from './record.ts';
import { crypto, wipe } from './sealing.ts';
import { readLocked } from './state.ts';
import { changeVault } from './write.ts';

export interface NewValue {
  readonly name: string;
  readonly value: Buffer;
  readonly created?: number;
  /** Known, but not in use any more. */
  readonly retired?: boolean;
  /** The address where it is kept: of such a value nothing is stored but what the index knows of it. */
  readonly source?: string;
}

export interface Added {
  readonly item: IndexedItem;
  /** `kept` is what is there already where nobody can tell whether it is the same: it is not looked for. */
  readonly outcome: 'added' | 'replaced' | 'unchanged' | 'kept';
}

/**
 * Adds all of them or, when one is refused, none. A name that is there already is refused unless `replace`, which
 * retires its value; one with the very same value is left as it is, alone only when `isImport` says so. The values are
 * wiped. Throws UserError.
 */
export function addValues(
  opener: Opener | undefined,
  values: readonly NewValue[],
  replace = false,
  isImport = values.length > 1,
): readonly Added[] {
  try {
    for (const { name, value } of values) {
      checkName(name);
      checkValue(value, values.length > 1 ? `the value of ${printable(name)}` : undefined);
    }
    return changeVault(opener, (index) => planAdding(index, values, replace, isImport));
  } finally {
    for (const { value } of values) wipe(value);
  }
}

function planAdding(
  index: ManagedIndex,
  values: readonly NewValue[],
  replace: boolean,
  isImport: boolean,
): { changes: Change[]; result: Added[] } {
  const active = activeItems(index);
  const changes: Change[] = [];
  const result: Added[] = [];
  const taken: string[] = [];
  for (const { name, value, created = Date.now(), retired = false, source } of values) {
    const before = retired ? undefined : active.get(name);
    // alone, a second add of a name is always told; of many, what is the same already is no reason to stop
    const isOneOfMany = isImport || source !== undefined;
    const known = retired || (before && isOneOfMany) ? index.knows(value) : [];
    const same = retired ? known[0] : known.find(({ id }) => id === before?.id && before.source === source);
    if (same) {
      result.push({ item: same, outcome: 'unchanged' });
      continue;
    }
    if (before && isOneOfMany && isIgnored(before, value)) {
      // of a link nothing is kept that could differ
      const isLink = before.source !== undefined && before.source === source;
      if (isLink || (!replace && source === undefined)) {
        result.push({ item: before, outcome: isLink ? 'unchanged' : 'kept' });
        continue;
      }
    }
    if (before && !replace) {
      taken.push(name);
      continue;
    }
    const id = crypto().randomBytes(8).toString('hex');
    // what was copied and is linked from now on, or the other way: no second entry for one value
    const isMoved =
      before !== undefined &&
      before.source !== source &&
      index.knows(value).some((item) => item.id === before.id);
    if (before) {
      if (isMoved) index.purge(before.id);
      else index.retire(before.id);
      changes.push({ kind: isMoved ? 'purge' : 'retire', id: before.id });
    }
    const item = index.add(id, name, value, source);
    const record = source === undefined ? { value } : { value: index.extract(id), isLink: true };
    if (retired) index.retire(id);
    else active.set(name, item);
    changes.push({ kind: 'add', record: { id, name, created, retired, ...record } });
    result.push({ item: { ...item, retired }, outcome: before ? 'replaced' : 'added' });
  }
  if (taken.length > 0) throw isTaken(taken);
  return { changes, result };
}

/** Not looked for, neither before nor now: the index knows nothing of it that could be compared. */
export function isIgnored({ policy }: IndexedItem, value: Buffer): boolean {
  return policy === 'ignored' && partsOf(value)[0]?.strength.policy === 'ignored';
}

function isTaken(names: readonly string[]): UserError {
  const shown =
    names.slice(0, 5).map(printable).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  return new UserError(`${shown} ${names.length === 1 ? 'is' : 'are'} in the vault already`, {
    hint: 'nothing was changed; --replace takes the new value and keeps looking for the old one',
  });
}

export function activeItems(index: ManagedIndex): Map<string, IndexedItem> {
  return new Map(index.items().flatMap((item) => (item.retired ? [] : [[item.name, item]])));
}

function noSuchName(index: ManagedIndex, name: string): UserError {
  const retired = index.items().some((item) => item.name === name);
  return new UserError(retired ? 'this name is retired already' : 'there is no such name in the vault', {
    hint: retired ? 'staunch vault purge NAME forgets it' : 'see staunch vault list',
  });
}

/** Another value from now on; the one before stays known. `value` is wiped. Throws UserError. */
export function rotateValue(opener: Opener | undefined, name: string, value: Buffer): Added {
  try {
    checkValue(value);
    return changeVault(opener, (index) => {
      const before = activeItems(index).get(name);
      if (!before) throw noSuchName(index, name);
      if (before.source !== undefined) {
        throw new UserError('this value is kept elsewhere: change it there', {
          hint: 'then staunch vault refresh takes note of it; staunch vault remove NAME unlinks it',
        });
      }
      if (index.knows(value).some(({ id }) => id === before.id)) {
        throw new UserError('this is the value that it has already', { hint: 'nothing was changed' });
      }
      const { changes, result } = planAdding(index, [{ name, value }], true, false);
      return { changes, result: result[0]! };
    });
  } finally {
    wipe(value);
  }
}

/** Nobody reads it any more, and it is looked for as before. Throws UserError. */
export function removeValue(opener: Opener | undefined, name: string): void {
  changeVault(opener, (index) => {
    const item = activeItems(index).get(name);
    if (!item) throw noSuchName(index, name);
    index.retire(item.id);
    return { changes: [{ kind: 'retire', id: item.id }], result: undefined };
  });
}

/** Forgets every value that the name ever had, and answers how many they were. Throws UserError. */
export function purgeValue(opener: Opener | undefined, name: string): number {
  return changeVault(opener, (index) => {
    const items = index.items().filter((item) => item.name === name);
    if (items.length === 0) throw noSuchName(index, name);
    for (const { id } of items) index.purge(id);
    return { changes: items.map(({ id }): Change => ({ kind: 'purge', id })), result: items.length };
  });
}

/** Every item, the retired ones too. Throws UserError. */
export function listItems(): readonly IndexedItem[] {
  return readLocked().index.items();
}

/** The items that have this very value; it is wiped. Throws UserError. */
export function knownItems(value: Buffer): readonly IndexedItem[] {
  try {
    return readLocked().index.knows(value);
  } finally {
    wipe(value);
  }
}
