/** All of a database: its tables, and what deletion left behind. */
import type { Budget, Member, RandomAccess, Unopened } from '../container.ts';
import { TOO_MANY, unopened } from '../kit/said.ts';
import { plain, readAt } from '../kit/source.ts';
import { HEADER_LENGTH, parseHeader, type DatabaseHeader } from './header.ts';
import { Pages, type Overlay } from './pages.ts';
import type { Cell } from './rows.ts';
import { schema } from './schema.ts';
import { Store } from './store.ts';

export interface Newer extends Overlay {
  readonly pageSize: number;
  /** How many pages the database has with it. */
  readonly pageCount: number;
}

/** Of the first page as it is now. */
export function readHeader(source: RandomAccess, newer: Newer | undefined): DatabaseHeader | undefined {
  const at = newer ? newer.offset(1) : -1;
  return parseHeader(
    newer && at >= 0 ? readAt(newer.source, at, HEADER_LENGTH) : readAt(source, 0, HEADER_LENGTH),
  );
}

/** `newer`: pages that take the place of the file's own. `tables`: their rows alone, and nothing of what is left besides. */
export function* database(
  source: RandomAccess,
  budget: Budget,
  newer?: Newer,
  tables?: ReadonlySet<string>,
): Generator<Cell | Member | Unopened> {
  const header = readHeader(source, newer);
  if (!header) {
    yield unopened(undefined, 'damaged', 'its header is damaged');
    if (budget.member()) yield { kind: 'member', name: 'raw', read: plain(source, 0, source.size) };
    return;
  }
  const stored = Math.ceil(source.size / header.pageSize);
  const pages = new Pages(source, header.pageSize, Math.max(stored, newer?.pageCount ?? 0), newer);
  if (!newer && header.pageCount > stored) {
    yield unopened(
      undefined,
      'damaged',
      `${header.pageCount - stored} of its ${header.pageCount} pages are missing`,
    );
  }
  if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
  const store = new Store(pages, header);
  let isOver = false;
  for (const found of schema(store, budget, tables && ((name) => tables.has(name)))) {
    yield found;
    isOver ||= found.kind === 'unopened' && found.cause === 'budget';
  }
  if (isOver || tables) return;
  yield* store.freePages();
  yield* store.unreachedPages();
}
