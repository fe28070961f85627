import { entropy } from './entropy.ts';
import type { Filter } from './filter.ts';
import { placeholder } from './placeholder.ts';

/** Every filter, cheapest first. */
export const filters: readonly Filter[] = [entropy, placeholder];
