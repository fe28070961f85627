/** git's packs. The member's name is the object's id, as `git show` takes it. */
import type { Container } from './container.ts';
import { isPack, packObjects } from './kit/pack.ts';

export const gitPack: Container = {
  name: 'git-pack',
  separator: '!',
  recognises: isPack,
  open: (source, budget) => packObjects(source, budget),
};
