import zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { FileBudget, LEAST_OUTPUT, MOST_MEMBERS, MOST_OUTPUT } from './budget.ts';
import { gzip } from './gzip.ts';
import { contents } from './kit/testing.ts';

test('bytes and members, and once over it stays over', () => {
  const small = new FileBudget(10);
  expect(small.take(LEAST_OUTPUT)).toBe(true);
  expect(small.take(0)).toBe(true);
  expect(small.take(1)).toBe(false);
  expect(small.take(0)).toBe(false);
  const large = new FileBudget(2 ** 40);
  expect(large.take(MOST_OUTPUT)).toBe(true);
  expect(large.take(1)).toBe(false);
  for (let i = 0; i < MOST_MEMBERS; i++) expect(large.member()).toBe(true);
  expect(large.member()).toBe(false);
});

test('four gigabytes of zeros end early, ordinary logs do not', () => {
  const started = process.cpuUsage();
  const one = zlib.gzipSync(Buffer.alloc(64 << 20), { level: 9 });
  const bomb = Buffer.concat(Array.from({ length: 64 }, () => one));
  expect(contents(gzip, bomb, { most: 0, piece: 1 << 16 })).toMatchObject([
    { name: undefined },
    { cause: 'budget', reason: 'it unpacks to more than 400 times its size' },
  ]);
  const log = Buffer.from('2026-11-24T10:00:00Z INFO GET /health 200 1ms request=abcdef\n'.repeat(400_000));
  expect(contents(gzip, zlib.gzipSync(log), { most: 0, piece: 1 << 16 })).toEqual([
    { name: undefined, text: '' },
  ]);
  const nothing = zlib.gzipSync('');
  const empty = Buffer.concat(Array.from({ length: 300_000 }, () => nothing));
  expect(contents(gzip, empty, { budget: new FileBudget(0) }).at(-1)).toMatchObject({ cause: 'budget' });
  const { user, system } = process.cpuUsage(started);
  expect(user + system).toBeLessThan(30e6);
});
