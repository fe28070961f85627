/** The vault: values sealed under keys of the user's, and what can be done with them while it is locked. */
export { changeKey, createVault, finishVault } from './create.ts';
export { readEntries, type Entries } from './formats/index.ts';
export { CUSTODY_PLACES, custodyInfo, moveCustody, type CustodyInfo } from './keep-custody.ts';
export {
  addHeldSlot,
  addPassphrase,
  HELD_KINDS,
  listSlots,
  openHeldSlot,
  removeSlot,
  type SlotInfo,
} from './key-slots.ts';
export { linkedItems, refreshLinks, type LinkedItem, type Refreshed } from './links.ts';
export { MOST_VALUE_BYTES } from './naming.ts';
export { Opener, readKeyFile } from './opener.ts';
export { exportVault, openExport, type Exported } from './portable.ts';
export {
  identityIn,
  listSource,
  PROVIDERS,
  readSource,
  sourceOf,
  type Entry,
  type Source,
  shownName,
} from './providers/index.ts';
export { hasKeeper, readManaged, type Managed } from './read-managed.ts';
export type { SlotChoice } from './slots/slot-type.ts';
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
export {
  BundleWriter,
  bundleSize,
  hasVault,
  isBundleId,
  listBundles,
  MOST_RECORD_BYTES,
  readBundle,
  removeBundle,
  roomForBundles,
  setBundleState,
  type BundleAbout,
  type BundleState,
} from './bundle.ts';
