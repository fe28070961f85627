import { expect, test } from 'vitest';
import { isExpressionIndex, parseCreateTable, storedOrder } from './create-table.ts';

const order = (sql: string) => storedOrder(parseCreateTable(sql)!);

test('names, however they are quoted, and the key', () => {
  expect(
    order(`CREATE TABLE "a (b" (id TEXT PRIMARY KEY, "q""x" int DEFAULT (1 + (2)), [x y], \`z\` /* , c */ text, -- d,
      'e' CHECK (e IN ('a,b', ')')), f REFERENCES o(id, n), UNIQUE (f, e), FOREIGN KEY (f) REFERENCES o(id))`),
  ).toEqual({ names: ['id', 'q"x', 'x y', 'z', 'e', 'f'], key: [0] });
});

test('without row numbers the key comes first', () => {
  expect(order('create table t(v, b, a, primary key(a desc, b)) without rowid, strict')).toEqual({
    names: ['a', 'b', 'v'],
    key: [0, 1],
  });
  expect(order('create table t(v, b, a, primary key(a, b))')).toEqual({
    names: ['v', 'b', 'a'],
    key: [2, 1],
  });
});

test('columns that are computed are not stored', () => {
  expect(order('create table t(a, b as (a), c generated always as (a) stored, d)').names).toEqual([
    'a',
    'c',
    'd',
  ]);
});

test('what is not understood has no columns', () => {
  for (const sql of ['', 'create table t', 'create table t()', 'create table t(,)']) {
    expect(parseCreateTable(sql)).toBeUndefined();
  }
});

test('indexes on expressions', () => {
  expect(isExpressionIndex('create index i on t(a collate nocase desc, "b c") where a > (1)')).toBe(false);
  expect(isExpressionIndex("create index i on t(a, json_extract(b, '$.c'))")).toBe(true);
  expect(isExpressionIndex('create index i on t(a || b)')).toBe(true);
});

test('long texts of quotes and brackets are read in no time', () => {
  for (const part of ['"', "'", '[', '`', '(', '/*', '"\'', 'a,', '-', 'primary key(a),']) {
    parseCreateTable(`create table t(${part.repeat((1 << 18) / part.length)}`);
  }
});
