/** gzip: one text, of one or several members. */
import type { Container } from './container.ts';
import { Gunzip } from './kit/gunzip.ts';
import { Metered } from './kit/metered.ts';
import { TOO_MANY, unopened, unpacked } from './kit/said.ts';

export const gzip: Container = {
  name: 'gzip',
  separator: '!',
  recognises: (head) =>
    head.length >= 10 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8 && (head[3]! & 0xe0) === 0,
  *open(source, budget) {
    if (budget.member()) yield* unpacked(undefined, new Metered(new Gunzip(source, budget), budget));
    else yield unopened(undefined, 'budget', TOO_MANY);
  },
};
