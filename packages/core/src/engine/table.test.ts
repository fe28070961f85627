import { expect, test } from 'vitest';
import { builtIn, encodeBuiltIn } from './built-in.ts';
import { decodeTables } from './table.ts';

test('the built-in rules come back from bytes as they were', () => {
  // without a build beside it, `builtIn` computes them
  const [read, computed] = [decodeTables(encodeBuiltIn()), builtIn()];
  expect(read.automaton).toEqual(computed.automaton);
  let count = 0;
  for (let keyword; (keyword = computed.keywords.at(count)); count++)
    expect(read.keywords.at(count)).toEqual(keyword);
  expect(count).toBeGreaterThan(500);
  expect(read.shapes.length).toBe(computed.shapes.length);
  for (let index = 0; index < computed.shapes.length; index++) {
    expect(read.shapes.at(index)).toEqual(computed.shapes.at(index));
  }
});
