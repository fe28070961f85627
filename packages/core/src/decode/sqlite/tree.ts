/** Every page of one b-tree, parents before their children. */
import { PageCells, TABLE_INTERIOR, TABLE_LEAF } from './cells.ts';
import type { Store } from './store.ts';

/** SQLite's trees have at most 20 levels. */
const DEEPEST = 32;

/** What is wrong with a tree: the first thing of it is said. */
export class Damage {
  reason: string | undefined;

  note(reason: string): void {
    this.reason ??= reason;
  }
}

/** One object for all pages of the tree: what it says of a page is good until the next is asked for. */
export function* treePages(
  store: Store,
  root: number,
  damage: Damage,
  isTable?: boolean,
): Generator<PageCells> {
  const { pages, reached } = store;
  const cells = new PageCells(pages.size, store.usable);
  const open: number[] = [root, 0];
  while (open.length > 0) {
    const depth = open.pop()!;
    const page = open.pop()!;
    if (page === 0 || page > pages.count) damage.note('it leads to pages that are not there');
    else if (depth > DEEPEST || reached.has(page))
      damage.note(`page ${page} does not belong where it leads to`);
    else {
      pages.read(page, cells.bytes);
      const isPage = cells.parse(page);
      const isTablePage = cells.type === TABLE_LEAF || cells.type === TABLE_INTERIOR;
      if (!isPage || (isTable ?? isTablePage) !== isTablePage) {
        damage.note(`page ${page} is damaged`);
        continue;
      }
      isTable = isTablePage;
      reached.add(page);
      if (cells.isDamaged) damage.note(`page ${page} is damaged`);
      if (!cells.isLeaf) for (let i = cells.count; i >= 0; i--) open.push(cells.child[i]!, depth + 1);
      yield cells;
    }
  }
}
