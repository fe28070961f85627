/** The rows of a table, one member a value. */
import type { Member, Unopened } from '../container.ts';
import { nameText } from '../kit/names.ts';
import { unopened } from '../kit/said.ts';
import { TABLE_INTERIOR, TABLE_LEAF, type PageCells } from './cells.ts';
import { Payload } from './payload.ts';
import { decodeText, integer, isContent, isText, Record, recordHeaderLength } from './record.ts';
import type { Store } from './store.ts';
import { Damage, treePages } from './tree.ts';
import { signedText } from './varint.ts';

/** A text or blob of a row. The bytes are as they are stored, so in a UTF-16 database they are UTF-16. */
export interface Cell extends Member {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  /** In bytes. */
  readonly size: number;
  /** Another column of the same row, where it is text or a whole number and stands on the row's own page. As good as `read`. */
  readonly value: (column: string) => string | number | undefined;
}

export interface Table {
  readonly name: string;
  /** In the order in which a row holds them; what is not known has a number, from 1 on. */
  readonly columns: readonly string[];
  /** Of the primary key, as positions in `columns`. */
  readonly key: readonly number[];
}

/** Shorter values are no secrets. */
const SHORTEST = 6;
const LONGEST_KEY = 64;
/** As long as the header of a row with as many columns as SQLite allows. */
const LONGEST_HEADER = 9 * 32768;
/** What would not be shown as it is. */
const UNSHOWN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u;

const UNKNOWN: Table = { name: '', columns: [], key: [] };

/** Every value of the tree at `root`; without a table its keys are in one already, and only what is unused is looked at. */
export function* rows(
  store: Store,
  name: string,
  root: number,
  table: Table | undefined,
): Generator<Cell | Member | Unopened> {
  const damage = new Damage();
  if (root > store.pages.count || store.reached.has(root)) {
    return yield unopened(name, 'damaged', 'it leads to pages that are not its own');
  }
  const payload = new Payload(store.pages, store.usable, store.reached);
  const record = new Record();
  const labels = table ? table.columns.map((column) => nameText(Buffer.from(column))) : [];
  let ordinal = 0;
  let row: { readonly cells: PageCells; readonly cell: number } | undefined;
  const value = (column: string): string | number | undefined => {
    const at = table ? table.columns.indexOf(column) : -1;
    return row && at >= 0 ? localValue(store, row.cells, row.cell, at, record) : undefined;
  };
  let longHeader: Buffer | undefined;
  for (const cells of treePages(store, root, damage)) {
    const { bytes, count, type } = cells;
    const kind = type === TABLE_LEAF ? (table ?? UNKNOWN) : table;
    const own = type === TABLE_INTERIOR ? 0 : count;
    for (let i = 0; i < own; i++) {
      ordinal++;
      const length = cells.length[i]!;
      const local = cells.local[i]!;
      const start = cells.payload[i]!;
      const isWhole = local === length;
      if (!isWhole) payload.open(cells, i);
      if (kind) {
        let header = bytes.subarray(start, start + local);
        const headerLength = recordHeaderLength(bytes, start, start + local);
        if (headerLength > local && !isWhole) {
          // a header may claim any length: the memory is the same for all of them
          longHeader ??= Buffer.alloc(LONGEST_HEADER);
          header = longHeader.subarray(0, Math.min(headerLength, LONGEST_HEADER));
          header = header.subarray(0, payload.copy(header, 0));
        }
        if (record.parse(header, 0, header.length, length)) {
          row = { cells, cell: i };
          let key: string | undefined;
          for (let c = 0; c <= record.count; c++) {
            const isColumn = c < record.count;
            const size = record.length[c]!;
            if (size < SHORTEST || (isColumn && !isContent(record.type[c]!))) continue;
            key ??= keyText(store, cells, i, kind, record) ?? String(ordinal);
            const column = isColumn ? (labels[c] ?? String(c + 1)) : 'rest';
            const at = record.offset[c]!;
            yield {
              kind: 'member',
              name: `${name}/${key}/${column}`,
              table: name,
              key,
              column,
              size,
              value,
              read: isWhole ? localRead(bytes, start + at, size) : payloadRead(payload, at, size),
            };
          }
        } else {
          damage.note(`page ${cells.number} holds a damaged row`);
          if (isWhole) yield* damagedRow(cells.number, header);
          else yield* damagedRow(cells.number, header, payload);
        }
      }
      if (isWhole) continue;
      const tail = payload.finish();
      if (payload.isBroken) damage.note(`a value that starts on page ${cells.number} is not whole`);
      const found = tail && store.remnant(`page ${payload.lastPage}, unused`, [tail]);
      if (found) yield found;
    }
    const found = store.unused(cells);
    if (found) yield found;
  }
  if (damage.reason !== undefined) yield unopened(name, 'damaged', damage.reason);
}

/** The bytes of a row whose columns cannot be told: what was read of it, and what the payload has besides. */
export function* damagedRow(page: number, start: Buffer, payload?: Payload): Generator<Member> {
  yield {
    kind: 'member',
    name: `page ${page}, damaged`,
    read(into, position) {
      const part = start.subarray(position, position + into.length);
      into.set(part);
      return part.length > 0 || !payload ? part.length : payload.copy(into, position);
    },
  };
}

function localRead(bytes: Buffer, start: number, size: number): Member['read'] {
  return (into, position) => {
    const length = Math.min(into.length, size - position);
    if (length <= 0) return 0;
    bytes.copy(into, 0, start + position, start + position + length);
    return length;
  };
}

function payloadRead(payload: Payload, start: number, size: number): Member['read'] {
  return (into, position) => {
    const length = Math.min(into.length, size - position);
    return length <= 0 ? 0 : payload.copy(into.subarray(0, length), start + position);
  };
}

/** A value that is not on an overflow page: text, or a whole number that JavaScript can hold. */
function localValue(
  store: Store,
  cells: PageCells,
  cell: number,
  column: number,
  record: Record,
): string | number | undefined {
  const at = record.offset[column]!;
  const size = record.length[column]!;
  if (!(column < record.count) || at + size > cells.local[cell]!) return undefined;
  const start = cells.payload[cell]! + at;
  const type = record.type[column]!;
  if (isText(type)) return decodeText(cells.bytes.subarray(start, start + size), store.encoding);
  const number = integer(type, cells.bytes, start);
  return number === undefined ? undefined : Number(number);
}

/** The key's columns where they can be shown, else the row's number. */
function keyText(
  store: Store,
  cells: PageCells,
  cell: number,
  { key }: Table,
  record: Record,
): string | undefined {
  const isNumbered = cells.type === TABLE_LEAF;
  // more columns than a key that is shown has characters
  if (key.length > 0 && key.length <= LONGEST_KEY && (key.length === 1 || !isNumbered)) {
    const parts = key.map((column) => keyPart(store, cells, cell, column, record, !isNumbered));
    const text = parts.join(',');
    if (!parts.includes(undefined) && text.length <= LONGEST_KEY) return text;
  }
  return isNumbered ? signedText(cells.bytes, cells.rowid[cell]!) : undefined;
}

function keyPart(
  store: Store,
  cells: PageCells,
  cell: number,
  column: number,
  record: Record,
  isNumberKey: boolean,
): string | undefined {
  const at = record.offset[column]!;
  const size = record.length[column]!;
  const type = record.type[column]!;
  if (!(column < record.count) || at + size > cells.local[cell]!) return undefined;
  const start = cells.payload[cell]! + at;
  if (!isText(type)) return isNumberKey ? integer(type, cells.bytes, start)?.toString() : undefined;
  if (size > LONGEST_KEY * 4) return undefined;
  const text = decodeText(cells.bytes.subarray(start, start + size), store.encoding);
  return text.length > LONGEST_KEY || UNSHOWN.test(text) ? undefined : text;
}
