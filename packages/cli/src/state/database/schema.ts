/** What a database says of its own tables, as far as rewriting and putting back need it. */
import type { Database } from '../../agents/sqlite.ts';
import type { ColumnsOf, DatabaseLaws } from '../../agents/agent.ts';
import { NO_LAWS } from '../../agents/json-laws.ts';
import type { TextEncoding } from '../content.ts';

/** Of a database that nobody knows: only its own keys are kept as they are. */
export const NO_DATABASE_LAWS: DatabaseLaws = {
  belongs: [],
  fixed: [],
  editable: [],
  contentAddressed: [],
  json: NO_LAWS,
  rows: [],
};

export interface TableShape {
  readonly name: string;
  /** A virtual table's rows are reached through it, never through what it keeps them in. */
  readonly isVirtual: boolean;
  /** By which a row is read: a name of the row's number, or the key of a table without one. */
  readonly handle: readonly string[];
  /** By which a row is found again later, after VACUUM too; empty where nothing is as good. */
  readonly key: readonly string[];
  /** That hold values of their own. */
  readonly columns: readonly string[];
}

/** An identifier, quoted. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as a literal. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Every table with rows of its own, in the order of the schema; what lies behind virtual ones is left out. */
export function tablesOf(database: Database): TableShape[] {
  const listed = database.all(
    "SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')",
  );
  return listed
    .filter(({ name }) => !String(name).startsWith('sqlite_'))
    .map(({ name, type, wr }) => shapeOf(database, String(name), type === 'virtual', wr === 1n))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function shapeOf(database: Database, name: string, isVirtual: boolean, hasNoNumber: boolean): TableShape {
  const info = database.all(`SELECT name, pk, hidden, type FROM pragma_table_xinfo(${literal(name)})`);
  const all = info.map((column) => String(column['name']).toLowerCase());
  const number = ['rowid', '_rowid_', 'oid'].find((alias) => !all.includes(alias));
  const key = info
    .filter(({ pk }) => Number(pk) > 0)
    .sort((a, b) => Number(a['pk']) - Number(b['pk']))
    .map((column) => String(column['name']));
  return {
    name,
    isVirtual,
    handle: hasNoNumber ? key : number === undefined ? [] : [number],
    key: isVirtual && number !== undefined ? [number] : key,
    // hidden: 1 of virtual tables, 2 and 3 are computed
    columns: info.filter(({ hidden }) => Number(hidden) === 0).map((column) => String(column['name'])),
  };
}

/** Why a column is not altered. */
export type Lock = 'belongs' | 'fixed' | 'key';

/** The locks of a table's columns; what is not in it may be altered. */
export function locksOf(database: Database, table: TableShape, laws: DatabaseLaws): Map<string, Lock> {
  const locks = new Map<string, Lock>();
  const put = (column: string, lock: Lock): void => {
    if (!locks.has(column)) locks.set(column, lock);
  };
  const named = (list: readonly ColumnsOf[]): string[] =>
    list.filter((each) => each.table === table.name).flatMap((each) => each.columns ?? table.columns);
  for (const column of named(laws.belongs)) put(column, 'belongs');
  for (const column of named(laws.fixed)) put(column, 'fixed');
  const editable = named(laws.editable);
  if (!table.isVirtual) {
    for (const column of keyColumns(database, table)) if (!editable.includes(column)) put(column, 'key');
  }
  return locks;
}

/** Columns of the primary key, of unique indexes and of foreign keys. */
function keyColumns(database: Database, table: TableShape): string[] {
  const name = literal(table.name);
  const unique = database.all(
    `SELECT x.name AS name FROM pragma_index_list(${name}) AS i, pragma_index_info(i.name) AS x WHERE i."unique" = 1 AND x.name IS NOT NULL`,
  );
  const foreign = database.all(`SELECT "from" AS name FROM pragma_foreign_key_list(${name})`);
  return [...table.key, ...[...unique, ...foreign].map((column) => String(column['name']))];
}

export function encodingOf(database: Database): TextEncoding {
  const name = String(database.one('PRAGMA encoding')).toLowerCase();
  return name === 'utf-16le' || name === 'utf-16be' ? name : 'utf-8';
}

/** The statements that make the schema, in its own order, without what SQLite makes by itself. */
export function schemaOf(database: Database): { type: string; name: string; table: string; sql: string }[] {
  return database
    .all('SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid')
    .map(({ type, name, tbl_name: table, sql }) => ({
      type: String(type),
      name: String(name),
      table: String(table),
      sql: String(sql),
    }));
}
