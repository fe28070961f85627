import type { Rule } from './kit/rule.ts';
import { github } from './github.ts';

/** The built-in catalogue, one line a vendor. */
export const catalogue: readonly Rule[] = [
  ...github,
];
