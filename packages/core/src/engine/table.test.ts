import { expect, test } from 'vitest';
import { builtIn, encodeBuiltIn } from './built-in.ts';
import { decodeTables } from './table.ts';

test('the built-in rules come back from bytes as they were', () => {
  // without a build beside it, `builtIn` computes them
  expect(decodeTables(encodeBuiltIn())).toEqual(builtIn());
});
