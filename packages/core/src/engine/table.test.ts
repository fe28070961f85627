import { expect, test } from 'vitest';
import { catalogue } from '../rules/index.ts';
import { buildTables } from './compile.ts';
import { decodeTables, encodeTables } from './table.ts';

test('tables come back from bytes as they were', () => {
  const tables = buildTables(catalogue, []);
  const bytes = encodeTables(tables);
  expect(decodeTables(bytes, catalogue.length)).toEqual(tables);
  expect(decodeTables(bytes, catalogue.length + 1)).toBeUndefined();
});
