import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { understand } from './arguments.mjs';
import { record, writeResults } from './results.mjs';

const section = (/** @type {string} */ title, /** @type {any} */ more = {}) => ({
  title,
  text: '| a |\n| - |',
  command: 'pnpm bench',
  minutes: 2.4,
  machine: { date: '2026-01-02 03:04 UTC', commit: 'abc', hardware: '2 × CPU', versions: 'node 20', load: 2 },
  ...more,
});

test('a topic that is measured anew takes its own place among the others', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-bench-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  const records = path.join(folder, 'records');
  record(records, 'second', section('Second'));
  record(
    records,
    'first',
    section('First', { panel: { title: 'P', bars: [{ name: 'x', value: 1, kind: 'self' }] } }),
  );
  record(records, 'second', section('Second', { text: 'anew' }));
  writeResults(records, ['first', 'second', 'never'], folder);
  const written = fs.readFileSync(path.join(folder, 'RESULTS.md'), 'utf8');
  expect([...written.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(['First', 'Second']);
  expect(written).toContain('anew');
  expect(written).toContain('commit abc, 2 × CPU, node 20; load before 2.0 (not quiet: trust ratios only)');
  expect(written).toContain('![MB/s by tool](chart.svg)');
  expect(fs.readFileSync(path.join(folder, 'chart.svg'), 'utf8')).toContain('2026-01-02');
});

test('the command line: all topics unless one is named, and all of them are written', () => {
  const asked = (/** @type {string[]} */ ...argv) => understand(argv, ['one', 'two'], [{ name: 'A tool' }]);
  expect(asked()).toMatchObject({ topics: ['one', 'two'], write: true, quick: false });
  expect(asked('two', '--quick', '--runs', '3')).toMatchObject({
    topics: ['two'],
    write: false,
    runs: 3,
    quick: true,
  });
  expect(asked('two', '--write', '--only', 'A-Tool')).toMatchObject({ write: true, only: ['a-tool'] });
  expect(() => asked('three')).toThrow('no such topic: three');
  expect(() => asked('--runs', '0')).toThrow('--runs takes a number from 1');
  expect(() => asked('--only', 'b')).toThrow('no such tool: b');
});
