import { expect, test } from 'vitest';
import { builtIn, encodeBuiltIn } from './built-in.ts';
import { decodeTables } from './table.ts';

test('the built-in rules come back from bytes as they were', () => {
  // without a build beside it, `builtIn` computes them
  const [read, computed] = [decodeTables(encodeBuiltIn()), builtIn()];
  expect(read.automaton).toEqual(computed.automaton);
  for (const [index, keyword] of computed.keywords.entries()) expect(read.keywords.at(index)).toEqual(keyword);
  expect(read.shapes.length).toBe(computed.shapes.length);
  for (let index = 0; index < computed.shapes.length; index++) {
    expect(read.shapes.at(index)).toEqual(computed.shapes.at(index));
  }
});
