/** The texts and blobs of a table, row by row, in bounded memory. */
import type { Database, Row } from '../../agents/sqlite.ts';
import type { TextEncoding } from '../content.ts';
import { toUtf8 } from '../content.ts';
import { quoted, type TableShape } from './schema.ts';

export interface Value {
  readonly column: string;
  readonly isText: boolean;
  /** A text as UTF-8, a blob as it is. */
  readonly bytes: Buffer;
}

export interface TableRow {
  /** Literals, one for each column of the table's handle: good until the next VACUUM. */
  readonly handle: readonly string[];
  /** Literals, one for each column of the table's key. */
  readonly key: readonly string[];
  readonly values: readonly Value[];
}

/** Shorter values hold no secret. */
const SHORTEST = 6;
/** Rows whose sizes are asked for at once, and bytes that are read at once. */
const ROWS = 2000;
const BYTES = 8 << 20;

/** `column IS literal AND …`. */
export function whereKey(columns: readonly string[], literals: readonly string[]): string {
  return columns.map((column, at) => `${quoted(column)} IS ${literals[at]!}`).join(' AND ');
}

/** Rows that are changed or deleted meanwhile do no harm: the next one is asked for by its handle. */
export function* rowsOf(
  database: Database,
  table: TableShape,
  columns: readonly string[],
  encoding: TextEncoding,
): Generator<TableRow> {
  if (table.handle.length === 0 || columns.length === 0) return;
  const name = quoted(table.name);
  const handle = table.handle.map(quoted);
  const order = handle.join(', ');
  const literals = (names: readonly string[], as: string): string =>
    names.map((column, at) => `quote(${quoted(column)}) AS ${as}${at}`).join(', ');
  const size = columns.map((column) => `coalesce(octet_length(${quoted(column)}), 0)`).join(' + ');
  const contents = columns
    .map((column, at) => {
      const own = quoted(column);
      const isLong = `typeof(${own}) IN ('text', 'blob') AND octet_length(${own}) >= ${SHORTEST}`;
      return `CASE WHEN ${isLong} THEN typeof(${own}) END AS t${at}, CASE WHEN ${isLong} THEN CAST(${own} AS BLOB) END AS v${at}`;
    })
    .join(', ');
  const keys = table.key.length > 0 ? `, ${literals(table.key, 'k')}` : '';
  let after: readonly string[] | undefined;
  for (;;) {
    const from = after ? `WHERE (${order}) > (${after.join(', ')})` : '';
    const sizes = database.all(
      `SELECT ${literals(table.handle, 'h')}, ${size} AS size FROM ${name} ${from} ORDER BY ${order} LIMIT ${ROWS}`,
    );
    if (sizes.length === 0) return;
    for (let first = 0; first < sizes.length;) {
      let last = first;
      for (let bytes = Number(sizes[first]!['size']); last + 1 < sizes.length; last++) {
        bytes += Number(sizes[last + 1]!['size']);
        if (bytes > BYTES) break;
      }
      const low = handleOf(sizes[first]!, table);
      const high = handleOf(sizes[last]!, table);
      const rows = database.all(
        `SELECT ${literals(table.handle, 'h')}${keys}, ${contents} FROM ${name} WHERE (${order}) >= (${low.join(', ')}) AND (${order}) <= (${high.join(', ')}) ORDER BY ${order}`,
      );
      for (const row of rows) yield rowOf(row, table, columns, encoding);
      first = last + 1;
    }
    after = handleOf(sizes.at(-1)!, table);
  }
}

function handleOf(row: Row, table: TableShape): string[] {
  return table.handle.map((_, at) => String(row[`h${at}`]));
}

function rowOf(row: Row, table: TableShape, columns: readonly string[], encoding: TextEncoding): TableRow {
  const values = columns.flatMap((column, at) => {
    const bytes = row[`v${at}`];
    if (!(bytes instanceof Buffer)) return [];
    const isText = row[`t${at}`] === 'text';
    return [{ column, isText, bytes: isText ? toUtf8(bytes, encoding) : bytes }];
  });
  return {
    handle: handleOf(row, table),
    key: table.key.map((_, at) => String(row[`k${at}`])),
    values,
  };
}
