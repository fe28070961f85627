/** What is needed to look into what agents keep: databases by row, repositories by object, JSON by path. */
export type { Budget, Member, RandomAccess, Unopened } from './decode/container.ts';
export { Gunzip } from './decode/kit/gunzip.ts';
export { looseObject } from './decode/kit/loose.ts';
export { packObjects } from './decode/kit/pack.ts';
export type { Cell } from './decode/sqlite/rows.ts';
export { Unzstd, ZSTD_MAGIC } from './decode/kit/unzstd.ts';
export { cellsOfTables, openWithWal } from './decode/sqlite/with-wal.ts';
export { loneWal } from './decode/sqlite/with-wal.ts';
export { journal } from './decode/sqlite/journal.ts';
export { copyExtendedAttributes } from './platform/extended-attributes.ts';
export { jsonPlaces, type JsonPlace } from './json-place.ts';
export type { Placing, Told } from './placing.ts';
