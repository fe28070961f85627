/** The vault: values sealed under keys of the user's, and what can be done with them while it is locked. */
export { changeKey, createVault } from './create.ts';
export { readEntries, type Entries } from './formats/index.ts';
export { MOST_VALUE_BYTES } from './naming.ts';
export { Opener, readKeyFile } from './opener.ts';
export { exportVault, openExport, type Exported } from './portable.ts';
export { readManaged, type Managed } from './read-managed.ts';
export { vaultKeys, vaultStatus, type VaultStatus } from './status.ts';
export { unlockVault, type Unlocked } from './unlock.ts';
export {
  addValues,
  knownItems,
  listItems,
  purgeValue,
  removeValue,
  rotateValue,
  type Added,
  type NewValue,
} from './values.ts';
export type { AgeKey, AgeLock } from '../platform/age.ts';
export type { IndexedItem, ManagedPolicy } from '../managed/managed-index.ts';
