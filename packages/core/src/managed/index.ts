export { ManagedIndex, type IndexedItem, type ManagedPolicy } from './managed-index.ts';
