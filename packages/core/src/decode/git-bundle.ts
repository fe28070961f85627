/** A git bundle: lines that name what is in it, an empty line, and a pack. */
import type { Container } from './container.ts';
import { packObjects } from './kit/pack.ts';
import { DAMAGED, unopened } from './kit/said.ts';
import { Finder, stretch } from './kit/source.ts';

const LONGEST_HEAD = 16 << 20;

export const gitBundle: Container = {
  name: 'git-bundle',
  separator: '!',
  recognises: (head) => head[0] === 0x23 && /^# v[23] git bundle\n/.test(head.toString('latin1', 0, 20)),
  *open(source, budget) {
    const end = new Finder(source, '\n\nPACK', LONGEST_HEAD).next(0);
    if (end < 0) yield unopened(undefined, 'damaged', DAMAGED);
    else yield* packObjects(stretch(source, end + 2, source.size), budget);
  },
};
