/** How the vault is, from what can be read without its key. */
import { UserError } from '../errors.ts';
import type { ManagedPolicy } from '../managed/managed-index.ts';
import { inboxNames, traces } from './places.ts';
import { checkVault, readLocked, readVault, type LockedState } from './state.ts';

export interface VaultStatus {
  /** What opens it; empty when its file cannot be read. */
  readonly slots: readonly string[];
  readonly generation: number;
  /** Of the items that are in use, by how they are looked for. Undefined when the index cannot be relied on. */
  readonly items: Readonly<Record<ManagedPolicy, number>> | undefined;
  readonly retired: number;
  /** Commands that wait to be put into the vault. */
  readonly waiting: number;
  /** What is wrong, with the way out. */
  readonly troubles: readonly UserError[];
}

/** Undefined where there has never been a vault. */
export function vaultStatus(): VaultStatus | undefined {
  if (traces().length === 0) return undefined;
  const troubles: UserError[] = [];
  const tried = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (!troubles.some(({ message }) => message === error.message)) troubles.push(error);
      return undefined;
    }
  };
  const vault = tried(readVault);
  const locked = tried(readLocked);
  if (vault && locked) tried(() => checkVault(vault, locked.custody));
  return {
    slots: vault?.slots.map(({ kind }) => kind) ?? [],
    generation: vault?.generation ?? 0,
    items: locked && counted(locked),
    retired: locked?.index.items().filter(({ retired }) => retired).length ?? 0,
    waiting: inboxNames().length,
    troubles,
  };
}

function counted({ index }: LockedState): Record<ManagedPolicy, number> {
  const counts = { strong: 0, medium: 0, weak: 0, ignored: 0 };
  for (const { policy, retired } of index.items()) if (!retired) counts[policy]++;
  return counts;
}

/** What opens the vault. Throws UserError when it is missing or damaged. */
export function vaultKeys(): readonly string[] {
  return readVault().slots.map(({ kind }) => kind);
}
