/** The table on page 1 that lists all others. */
import type { Budget, Member, Unopened } from '../container.ts';
import { nameText } from '../kit/names.ts';
import { TOO_MANY, unopened } from '../kit/said.ts';
import { TABLE_LEAF } from './cells.ts';
import { isExpressionIndex, parseCreateTable, storedOrder } from './create-table.ts';
import { Payload } from './payload.ts';
import { decodeText, integer, isText, Record } from './record.ts';
import { damagedRow, rows, type Cell, type Table } from './rows.ts';
import type { Store } from './store.ts';
import { Damage, treePages } from './tree.ts';

const NAME = 'sqlite_schema';
/** Longer statements are read as text, but not for the names of columns. */
const LONGEST_SQL = 1 << 18;

interface Entry {
  readonly type: string;
  readonly name: string;
  /** 0 for what has no pages: views, triggers. */
  readonly root: number;
  readonly sql: string;
}

/** The statements of the schema, and after each the table that it makes: of all, or of those that `isMeant` names. */
export function* schema(
  store: Store,
  budget: Budget,
  isMeant: (table: string) => boolean = () => true,
): Generator<Cell | Member | Unopened> {
  const damage = new Damage();
  const payload = new Payload(store.pages, store.usable, store.reached);
  const record = new Record();
  const bytes = Buffer.alloc(LONGEST_SQL);
  for (const cells of treePages(store, 1, damage, true)) {
    for (let i = 0; i < cells.count && cells.type === TABLE_LEAF; i++) {
      payload.open(cells, i);
      const row = bytes.subarray(0, payload.copy(bytes, 0));
      if (!record.parse(row, 0, row.length, cells.length[i]!) || record.count < 5) {
        damage.note(`page ${cells.number} holds a damaged row`);
        yield* damagedRow(cells.number, row, payload);
        payload.finish();
        continue;
      }
      const entry = entryOf(store, record, row);
      yield statement(entry.name, row, payload, record);
      const tail = payload.finish();
      if (payload.isBroken) damage.note(`a value that starts on page ${cells.number} is not whole`);
      const found = tail && store.remnant(`page ${payload.lastPage}, unused`, [tail]);
      if (found) yield found;
      if (entry.root === 0 || !isMeant(entry.name)) continue;
      if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
      yield* rows(store, entry.name, entry.root, tableOf(entry));
    }
    const found = store.unused(cells);
    if (found) yield found;
  }
  if (damage.reason !== undefined) yield unopened(NAME, 'damaged', damage.reason);
}

function entryOf(store: Store, record: Record, row: Buffer): Entry {
  const text = (column: number): string => {
    const at = record.offset[column]!;
    if (!isText(record.type[column]!)) return '';
    return decodeText(row.subarray(at, at + record.length[column]!), store.encoding);
  };
  const rootAt = record.offset[3]!;
  const root = rootAt + record.length[3]! <= row.length ? integer(record.type[3]!, row, rootAt) : undefined;
  return {
    type: text(0),
    name: nameText(Buffer.from(text(1))),
    root: root !== undefined && root > 0n && root <= 0xffffffffn ? Number(root) : 0,
    sql: text(4),
  };
}

/** What is known of a table; undefined for an index that repeats what is in its table. */
function tableOf({ type, name, sql }: Entry): Table | undefined {
  if (type === 'index') return isExpressionIndex(sql) ? { name, columns: [], key: [] } : undefined;
  const shape = parseCreateTable(sql);
  if (!shape) return { name, columns: [], key: [] };
  const { names, key } = storedOrder(shape);
  return { name, columns: names, key };
}

/** All that the row says in words, from the statement on; what is longer than `row` goes on in the payload. */
function statement(name: string, row: Buffer, payload: Payload, record: Record): Member {
  const start = record.offset[4]!;
  const size = record.length[4]!;
  return {
    kind: 'member',
    name: `${NAME}/${name}`,
    read(into, position) {
      const at = start + position;
      const wanted = Math.min(into.length, size - position);
      if (wanted <= 0) return 0;
      if (at >= row.length) return payload.copy(into.subarray(0, wanted), at);
      return row.copy(into, 0, at, Math.min(row.length, at + wanted));
    },
  };
}
