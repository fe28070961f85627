import { code } from './code.ts';
import { encoded } from './encoded.ts';
import { entropy } from './entropy.ts';
import type { Filter } from './filter.ts';
import { mark } from './mark.ts';
import { misshapen } from './misshapen.ts';
import { naming } from './naming.ts';
import { place } from './place.ts';
import { placeholder } from './placeholder.ts';
import { publicForm } from './public.ts';
import { reference } from './reference.ts';
import { words } from './words.ts';

/** Every filter, cheapest first. */
export const filters: readonly Filter[] = [
  mark,
  entropy,
  place,
  words,
  naming,
  reference,
  publicForm,
  placeholder,
  code,
  encoded,
  misshapen,
];
