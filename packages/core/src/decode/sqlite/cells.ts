/** Where the cells of one b-tree page stand. */
import { Varints } from './varint.ts';

const INDEX_INTERIOR = 2;
export const TABLE_INTERIOR = 5;
const INDEX_LEAF = 10;
export const TABLE_LEAF = 13;

/** No cell takes less. */
const LEAST_CELL = 4;
/** SQLite stores no longer row. */
const LONGEST_PAYLOAD = 0x7fffffff;

/** One page at a time; the arrays are good for `count` cells until the next page is parsed. */
export class PageCells {
  readonly bytes: Buffer;
  number = 0;
  type = 0;
  count = 0;
  /** Some of its cells cannot be where it says. */
  isDamaged = false;
  /** After the page's header and its list of cells. */
  listEnd = 0;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Where a row number stands. */
  readonly rowid: Int32Array;
  /** Where the payload starts, how much of it is on the page, how long it is, and the page it goes on with. */
  readonly payload: Int32Array;
  readonly local: Int32Array;
  readonly length: Float64Array;
  readonly overflow: Uint32Array;
  /** Of an interior page: its children, the last of them at `count`. */
  readonly child: Uint32Array;
  private readonly usable: number;
  private readonly cursor = new Varints();

  constructor(pageSize: number, usable: number) {
    this.bytes = Buffer.alloc(pageSize);
    this.usable = usable;
    const most = Math.ceil(usable / (LEAST_CELL + 2)) + 1;
    this.start = new Int32Array(most);
    this.end = new Int32Array(most);
    this.rowid = new Int32Array(most);
    this.payload = new Int32Array(most);
    this.local = new Int32Array(most);
    this.length = new Float64Array(most);
    this.overflow = new Uint32Array(most);
    this.child = new Uint32Array(most + 1);
  }

  get isLeaf(): boolean {
    return this.type >= INDEX_LEAF;
  }

  /** Looks at what is in `bytes` now; false where it is no b-tree page at all. */
  parse(number: number): boolean {
    const { bytes, usable } = this;
    const header = number === 1 ? 100 : 0;
    const type = bytes[header]!;
    if (type !== TABLE_LEAF && type !== INDEX_LEAF && type !== TABLE_INTERIOR && type !== INDEX_INTERIOR)
      return false;
    this.number = number;
    this.type = type;
    this.count = 0;
    const list = header + (this.isLeaf ? 8 : 12);
    const listed = bytes.readUInt16BE(header + 3);
    const most = Math.floor((usable - list) / (LEAST_CELL + 2));
    this.isDamaged = listed > most;
    const cells = Math.min(listed, most);
    this.listEnd = list + cells * 2;
    let room = usable - this.listEnd;
    for (let i = 0; i < cells; i++) {
      const at = bytes.readUInt16BE(list + i * 2);
      const end = at >= this.listEnd && at + LEAST_CELL <= usable ? this.cell(at) : -1;
      if (end < 0) {
        this.isDamaged = true;
        continue;
      }
      // cells that share bytes would be read more often than there are bytes
      room -= end - at;
      if (room < 0) {
        this.isDamaged = true;
        break;
      }
      this.count++;
    }
    if (!this.isLeaf) this.child[this.count] = bytes.readUInt32BE(header + 8);
    return true;
  }

  /** Notes the cell that starts at `at`, and says where it ends; -1 where it does not end on the page. */
  private cell(at: number): number {
    const { bytes, usable, cursor, count, type } = this;
    this.start[count] = at;
    cursor.at = at;
    if (!this.isLeaf) {
      this.child[count] = bytes.readUInt32BE(at);
      cursor.at += 4;
    }
    let length = 0;
    if (type !== TABLE_INTERIOR) {
      length = cursor.read(bytes, usable);
      if (length < 0 || length > LONGEST_PAYLOAD) return -1;
    }
    if (type === TABLE_LEAF || type === TABLE_INTERIOR) {
      this.rowid[count] = cursor.at;
      if (cursor.read(bytes, usable) < 0) return -1;
    }
    const local = localLength(length, usable, type === TABLE_LEAF);
    let end = cursor.at + local;
    this.payload[count] = cursor.at;
    this.local[count] = local;
    this.length[count] = length;
    this.overflow[count] = 0;
    if (local < length) {
      if (end + 4 > usable) return -1;
      this.overflow[count] = bytes.readUInt32BE(end);
      end += 4;
    }
    end = Math.max(end, at + LEAST_CELL);
    this.end[count] = end;
    return end <= usable ? end : -1;
  }
}

/** How much of a payload is on the page itself. */
function localLength(length: number, usable: number, isTable: boolean): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((length - least) % (usable - 4));
  return wanted <= most ? wanted : least;
}
