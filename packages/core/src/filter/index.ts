import { binary } from './binary.ts';
import { code } from './code.ts';
import { encoded } from './encoded.ts';
import { entropy } from './entropy.ts';
import type { Filter } from './filter.ts';
import { form } from './form.ts';
import { known } from './known.ts';
import { mark } from './mark.ts';
import { misshapen } from './misshapen.ts';
import { naming } from './naming.ts';
import { nearly } from './nearly.ts';
import { place } from './place.ts';
import { placeholder } from './placeholder.ts';
import { publicForm } from './public.ts';
import { reference } from './reference.ts';
import { vendor } from './vendor.ts';
import { words } from './words.ts';

/** Every filter, cheapest first. */
export const filters: readonly { readonly name: string; readonly judge: Filter }[] = [
  { name: 'mark', judge: mark },
  { name: 'entropy', judge: entropy },
  { name: 'binary', judge: binary },
  { name: 'place', judge: place },
  { name: 'words', judge: words },
  { name: 'vendor', judge: vendor },
  { name: 'form', judge: form },
  { name: 'naming', judge: naming },
  { name: 'reference', judge: reference },
  { name: 'public', judge: publicForm },
  { name: 'placeholder', judge: placeholder },
  { name: 'code', judge: code },
  { name: 'encoded', judge: encoded },
  { name: 'misshapen', judge: misshapen },
  { name: 'nearly', judge: nearly },
  { name: 'known', judge: known },
];
