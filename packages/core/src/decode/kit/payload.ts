/** What stands behind the last line of a shell script that unpacks itself: makeself, installers of vendors. */
import type { Budget, Member, RandomAccess, Unopened } from '../container.ts';
import { Gunzip } from './gunzip.ts';
import { Metered } from './metered.ts';
import { TOO_MANY, unopened, unpacked } from './said.ts';
import { Finder, stretch } from './source.ts';

const GZIP = '\n\x1f\x8b\x08';
/** What nothing here opens. */
const CLOSED: readonly (readonly [mark: string, what: string])[] = [
  ['\n\xfd7zXZ\0', 'xz'],
  ['BZh91AY&SY', 'bzip2'],
];

/** The payload of the script `source`; nothing where it has none. */
export function* payloadOf(source: RandomAccess, budget: Budget): Generator<Member | Unopened> {
  const at = new Finder(source, GZIP).next(0);
  if (at >= 0) {
    if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
    const packed = new Gunzip(stretch(source, at + 1, source.size), budget);
    yield* unpacked(`payload at ${at + 1}`, new Metered(packed, budget), ['gzip']);
    return;
  }
  for (const [mark, what] of CLOSED)
    if (new Finder(source, mark).next(0) >= 0)
      return yield unopened(
        undefined,
        'format',
        `it holds what is compressed with ${what}, which nothing here opens`,
      );
}
