/** cpio: the portable formats, `newc` with and without sums, and `odc`. */
import type { Container, RandomAccess } from './container.ts';
import { nameText, untilNul } from './kit/names.ts';
import { CUT, DAMAGED, TOO_MANY, unopened } from './kit/said.ts';
import { plain, readAt } from './kit/source.ts';

const NEW = /^07070[12][\da-f]{104}$/i;
const OLD = /^070707[0-7]{70}$/;
const FILE = 0o100000;
const TYPE = 0o170000;

interface Header {
  readonly mode: number;
  readonly nameAt: number;
  readonly nameLength: number;
  readonly start: number;
  readonly size: number;
  readonly next: number;
}

function headerAt(source: RandomAccess, at: number): Header | undefined {
  const bytes = readAt(source, at, 110).toString('latin1');
  const padded = (offset: number): number => at + Math.ceil((offset - at) / 4) * 4;
  if (NEW.test(bytes)) {
    const field = (index: number): number => Number.parseInt(bytes.slice(6 + index * 8, 14 + index * 8), 16);
    const start = padded(at + 110 + field(11));
    const size = field(6);
    return {
      mode: field(1),
      nameAt: at + 110,
      nameLength: field(11),
      start,
      size,
      next: padded(start + size),
    };
  }
  if (!OLD.test(bytes.slice(0, 76))) return undefined;
  const field = (from: number, to: number): number => Number.parseInt(bytes.slice(from, to), 8);
  const nameLength = field(59, 65);
  const start = at + 76 + nameLength;
  const size = field(65, 76);
  return { mode: field(18, 24), nameAt: at + 76, nameLength, start, size, next: start + size };
}

export const cpio: Container = {
  name: 'cpio',
  separator: '!',
  recognises: (head) => {
    const text = head.toString('latin1', 0, 110);
    return NEW.test(text) || OLD.test(text.slice(0, 76));
  },
  *open(source, budget) {
    for (let at = 0; at < source.size;) {
      const header = headerAt(source, at);
      if (!header) {
        const rest = readAt(source, at, 512);
        // an initramfs is several archives with zeros between them
        const zeros = rest.findIndex((byte) => byte !== 0);
        if (at > 0 && zeros !== 0) {
          at += zeros < 0 ? rest.length : zeros;
          continue;
        }
        return yield unopened(undefined, 'damaged', rest.length < 110 ? CUT : DAMAGED);
      }
      const name = untilNul(readAt(source, header.nameAt, Math.min(header.nameLength, 1 << 16)));
      at = header.next;
      if (header.size === 0 || (header.mode & TYPE) !== FILE) continue;
      if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
      yield { kind: 'member', name: nameText(name), read: plain(source, header.start, header.size) };
      if (header.start + header.size > source.size) return yield unopened(nameText(name), 'damaged', CUT);
    }
  },
};
