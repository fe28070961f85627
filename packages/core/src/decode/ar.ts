/** ar: static libraries, and Debian's packages. */
import type { Container } from './container.ts';
import { nameText, untilNul } from './kit/names.ts';
import { CUT, DAMAGED, TOO_MANY, unopened } from './kit/said.ts';
import { plain, readAt } from './kit/source.ts';

const MAGIC = '!<arch>\n';
const HEADER = 60;
const LONGEST_TABLE = 1 << 20;
/** Of one name: any number of members may point to the same. */
const LONGEST_NAME = 4096;

export const ar: Container = {
  name: 'ar',
  separator: '!',
  recognises: (head) => head[0] === 0x21 && head.toString('latin1', 0, 8) === MAGIC,
  *open(source, budget) {
    let names: Buffer = Buffer.alloc(0);
    for (let at = MAGIC.length; at < source.size;) {
      const header = readAt(source, at, HEADER).toString('latin1');
      const digits = /^(\d+) *$/.exec(header.slice(48, 58));
      if (header.length < HEADER) return yield unopened(undefined, 'damaged', CUT);
      if (!digits || header.slice(58) !== '`\n') return yield unopened(undefined, 'damaged', DAMAGED);
      let start = at + HEADER;
      let size = Number(digits[1]);
      at = start + size + (size % 2);
      const field = header.slice(0, 16).trimEnd();
      let name: Buffer = Buffer.from(field.replace(/(?<=.)\/$/, ''), 'latin1');
      if (field === '//') {
        names = readAt(source, start, Math.min(size, LONGEST_TABLE));
        continue;
      }
      const long = /^(?:\/|#1\/)(\d+)$/.exec(field);
      if (long && field.startsWith('/')) {
        const rest = names.subarray(Number(long[1]), Number(long[1]) + LONGEST_NAME);
        const end = rest.indexOf(0x0a);
        name = rest.subarray(0, end < 0 ? rest.length : end);
        if (name.at(-1) === 0x2f) name = name.subarray(0, -1);
      } else if (long) {
        // BSD: the name stands before the content
        const length = Math.min(Number(long[1]), size);
        name = untilNul(readAt(source, start, Math.min(length, LONGEST_NAME)));
        start += length;
        size -= length;
      }
      if (size === 0) continue;
      if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
      yield { kind: 'member', name: nameText(name), read: plain(source, start, size) };
      if (start + size > source.size) return yield unopened(nameText(name), 'damaged', CUT);
    }
  },
};
