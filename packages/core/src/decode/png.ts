/** PNG: the texts in it, packed or not, and what a camera wrote. */
import type { Budget, Container, Member, RandomAccess, Unopened } from './container.ts';
import { Inflater, isZlibHeader } from './kit/inflate.ts';
import { Metered } from './kit/metered.ts';
import { nameText } from './kit/names.ts';
import { CUT, DAMAGED, TOO_MANY, unopened, unpacked } from './kit/said.ts';
import { plain, readAt, stretch } from './kit/source.ts';

const MAGIC = '\x89PNG\r\n\x1a\n';
/** The standard's keywords end at 79; the fields that follow one have no limit. */
const LONGEST_FIELDS = 1 << 12;

export const png: Container = {
  name: 'png',
  separator: '#',
  recognises: (head) => head[0] === 0x89 && head.toString('latin1', 0, 8) === MAGIC,
  *open(source, budget) {
    for (let at = MAGIC.length; ;) {
      const header = readAt(source, at, 8);
      if (header.length < 8) return yield unopened(undefined, 'damaged', CUT);
      const length = header.readUInt32BE(0);
      const type = header.toString('latin1', 4);
      if (!/^[A-Za-z]{4}$/.test(type)) return yield unopened(undefined, 'damaged', DAMAGED);
      if (type === 'IEND') return;
      const start = at + 8;
      at = start + length + 4;
      if (!/^(?:[zi]TXt|tEXt|eXIf|iCCP)$/.test(type) || length === 0) continue;
      if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
      yield* text(stretch(source, start, length), type, budget);
      if (start + length > source.size) return yield unopened(undefined, 'damaged', CUT);
    }
  },
};

function* text(chunk: RandomAccess, type: string, budget: Budget): Generator<Member | Unopened> {
  if (type === 'eXIf') return yield { kind: 'member', name: type, read: plain(chunk, 0, chunk.size) };
  const head = readAt(chunk, 0, LONGEST_FIELDS);
  const end = head.indexOf(0);
  const name = nameText(Buffer.from(head.toString('latin1', 0, Math.max(0, end))));
  if (end < 0) return yield unopened(type, 'damaged', DAMAGED);
  let at = end + 1;
  let isPacked = type === 'zTXt' || type === 'iCCP';
  if (isPacked) at += 1;
  if (type === 'iTXt') {
    isPacked = head[at] === 1;
    const language = head.indexOf(0, at + 2);
    const keyword = language < 0 ? -1 : head.indexOf(0, language + 1);
    if (keyword < 0) return yield unopened(name, 'damaged', DAMAGED);
    at = keyword + 1;
  }
  if (!isPacked) return yield { kind: 'member', name, read: plain(chunk, at, chunk.size - at) };
  const [first = 0, second = 0] = readAt(chunk, at, 2);
  if (!isZlibHeader(first, second)) return yield unopened(name, 'damaged', DAMAGED);
  yield* unpacked(name, new Metered(new Inflater(chunk, at + 2), budget));
}
