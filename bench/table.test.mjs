import { expect, test } from 'vitest';
import { contestBars, contestTable } from './contest-table.mjs';
import { figure, range, table } from './table.mjs';

test('columns line up, numbers to the right, and a bar in a cell is no border', () => {
  expect(table(['tool', 'MB/s:'], [['a|b', 12.5]]).split('\n')).toEqual([
    '| tool | MB/s |',
    '| ---- | ---: |',
    '| a\\|b | 12.5 |',
  ]);
});

test('three figures, and a dash for what nobody knows', () => {
  expect([1234.5, 99.95, 9.999, 0.1234, NaN, undefined, Infinity].map(figure)).toEqual([
    '1235',
    '100.0',
    '10.00',
    '0.12',
    '–',
    '–',
    '–',
  ]);
  expect(range([2, 1, 3], String)).toBe('1–3');
  expect(range([2, 2], String)).toBe('2');
  expect(range([NaN], String)).toBe('–');
});

/** @returns {any} */
const row = (/** @type {string} */ name, /** @type {number} */ threads, kind = 'peer') => ({
  tool: { name, version: '1', kind },
  threads,
});
/** @returns {any} */
const sample = (/** @type {number} */ wall, bytes = 10e6) => ({
  wall,
  cpu: wall,
  peak: 5e6,
  findings: 1,
  bytes,
});

test('each row is divided by Staunch on as many threads; failures say why', () => {
  const own = [row('Staunch', 1, 'self'), row('Staunch', 2, 'self')];
  const others = [row('other', 1), row('other', 2), row('absent', 2)];
  /** @type {any} */
  const outcomes = new Map([
    [own[0], { samples: [sample(2), sample(4), sample(3)] }],
    [own[1], { samples: [sample(1)] }],
    [others[0], { samples: [sample(6)] }],
    [others[1], { samples: [sample(6)] }],
    [others[2], { samples: [], failure: 'not installed: no such thing' }],
  ]);
  const lines = contestTable([...own, ...others], outcomes, 12e6)
    .split('\n')
    .slice(2);
  const cells = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  expect(cells.map((line) => [line[3], line[4], line[5], line[10], line[11]])).toEqual([
    ['3.00', '2.00–4.00', '4.00', '1.00', '3'],
    ['1.00', '1.00', '12.0', '1.00', '1'],
    ['6.00', '6.00', '2.00', '2.00', '1'],
    ['6.00', '6.00', '2.00', '6.00', '1'],
    ['–', '–', '–', '–', 'not installed: no such thing'],
  ]);
});

test('the chart has the best of each tool, none that failed, and none that looked at half of it', () => {
  const rows = [row('a', 1), row('a', 2), row('skips', 1), row('fails', 1), row('limit', 1, 'limit')];
  /** @type {any} */
  const outcomes = new Map([
    [rows[0], { samples: [sample(4)] }],
    [rows[1], { samples: [sample(2)] }],
    [rows[2], { samples: [sample(1, 1e6)] }],
    [rows[3], { samples: [], failure: 'no' }],
    [rows[4], { samples: [sample(1)] }],
  ]);
  expect(contestBars(rows, outcomes, 10e6)).toEqual([
    { name: 'a 1', value: 5, kind: 'peer' },
    { name: 'limit', value: 10, kind: 'limit' },
  ]);
  expect(contestBars(rows, outcomes, 10e6, { isWhole: false }).map(({ name }) => name)).toContain('skips 1');
});
