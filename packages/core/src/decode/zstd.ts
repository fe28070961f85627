/** Zstandard: one text, of one or several frames. */
import type { Container } from './container.ts';
import { Metered } from './kit/metered.ts';
import { TOO_MANY, unopened, unpacked } from './kit/said.ts';
import { Unzstd, ZSTD_MAGIC } from './kit/unzstd.ts';

export const zstd: Container = {
  name: 'zstd',
  separator: '!',
  recognises: (head) =>
    head.length >= 5 &&
    (head.readUInt32LE(0) === ZSTD_MAGIC || (head.readUInt32LE(0) & ~15) >>> 0 === 0x184d2a50),
  *open(source, budget) {
    if (budget.member()) yield* unpacked(undefined, new Metered(new Unzstd(source), budget));
    else yield unopened(undefined, 'budget', TOO_MANY);
  },
};
