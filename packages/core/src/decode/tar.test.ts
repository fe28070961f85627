import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { containerOf } from './containers.ts';
import { contents, expectBounded, prose } from './kit/testing.ts';
import { tar } from './tar.ts';

interface Head {
  readonly name: string;
  readonly type?: string;
  readonly magic?: string;
  readonly prefix?: string;
  readonly size?: number;
  readonly isWide?: boolean;
}

function entry(head: Head, data = ''): Buffer {
  const {
    name,
    type = '0',
    magic = 'ustar\x0000',
    prefix = '',
    size = Buffer.byteLength(data),
    isWide = false,
  } = head;
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\0', 100);
  if (isWide) {
    block[124] = 0x80;
    block.writeUInt32BE(size, 132);
  } else block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  block.write(type, 156, 'latin1');
  block.write(magic, 257, 'latin1');
  block.write(prefix, 345);
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  const body = Buffer.alloc(Math.ceil(Buffer.byteLength(data) / 512) * 512);
  body.write(data);
  return Buffer.concat([block, body]);
}

const record = (key: string, value: string): string => {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return `${length} ${key}=${value}\n`;
};

const END = Buffer.alloc(1024);
const long = `${'deep/'.repeat(40)}file`;
const text = prose(60);
const sample = Buffer.concat([
  entry({ name: 'a.txt' }, text),
  entry({ name: 'b.txt', prefix: 'some/folder' }, 'prefixed'),
  entry({ name: '././@LongLink', type: 'L', magic: 'ustar  \0' }, `${long}\0`),
  entry({ name: 'cut', magic: 'ustar  \0' }, 'long'),
  entry({ name: 'pax', type: 'x' }, record('mtime', '1.5') + record('path', `ü/${long}`)),
  entry({ name: 'cut' }, 'pax'),
  entry({ name: 'link', type: '2', size: 4096 }),
  entry({ name: 'folder/', type: '5' }),
  entry({ name: 'global', type: 'g' }, record('comment', 'abc')),
  entry({ name: '../up', type: '\0', magic: '' }, 'seventh edition'),
  entry({ name: 'wide', isWide: true }, 'base 256'),
  END,
]);
const expected = [
  { name: 'a.txt', text },
  { name: 'some/folder/b.txt', text: 'prefixed' },
  { name: long, text: 'long' },
  { name: `ü/${long}`, text: 'pax' },
  { name: '../up', text: 'seventh edition' },
  { name: 'wide', text: 'base 256' },
];

test('every kind of header', () => {
  expect(containerOf(sample.subarray(0, 512))).toBe(tar);
  expect(containerOf(entry({ name: 'v7', type: '\0', magic: '' }, 'x').subarray(0, 512))).toBe(tar);
  expect(containerOf(Buffer.alloc(512))).toBeUndefined();
  expect(contents(tar, sample)).toEqual(expected);
  expect(contents(tar, Buffer.concat([sample, sample]))).toEqual([...expected, ...expected]);
  expect(contents(tar, Buffer.concat([sample, Buffer.from('garbage')]))).toEqual(expected);
});

test('it is read forward only', () => {
  let last = 0;
  const source = {
    size: sample.length,
    read(into: Uint8Array, position: number): number {
      expect(position).toBeGreaterThanOrEqual(last);
      last = position;
      const part = sample.subarray(position, position + into.length);
      into.set(part);
      return part.length;
    },
  };
  const room = Buffer.alloc(100);
  for (const part of tar.open(source, { take: () => true, member: () => true })) {
    if (part.kind === 'member')
      for (let at = 0, count = -1; count !== 0; at += count) count = part.read(room, at);
  }
  expect(last).toBeGreaterThan(sample.length - 1024);
});

test('cut short, and damaged', () => {
  expect(contents(tar, sample.subarray(0, 1000))).toMatchObject([
    { name: 'a.txt', text: text.slice(0, 488) },
    { name: 'a.txt', cause: 'damaged', reason: 'it is cut short' },
  ]);
  const second = 512 + Math.ceil(text.length / 512) * 512;
  expect(contents(tar, sample.subarray(0, second))).toMatchObject([{ text }, { cause: 'damaged' }]);
  const wrong = Buffer.from(sample);
  wrong[second + 3]! ^= 1;
  expect(contents(tar, wrong)).toMatchObject([
    { name: 'a.txt' },
    { name: undefined, cause: 'damaged' },
    ...expected.slice(2),
  ]);
  const lying = Buffer.concat([entry({ name: 'big', size: 2 ** 33 - 1 }, 'short'), END]);
  expect(contents(tar, lying).at(-1)).toMatchObject({ name: 'big', cause: 'damaged' });
});

test('any bytes', () => expectBounded(tar, sample));

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-tar-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const isGnu = spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU') ?? false;
test.skipIf(!isGnu).each(['v7', 'oldgnu', 'gnu', 'ustar', 'posix'])(
  'what GNU tar writes: %s (skipped where there is none)',
  (format) => {
    fs.writeFileSync(path.join(folder, 'a.txt'), text);
    const sparse = fs.openSync(path.join(folder, 'sparse'), 'w');
    for (let i = 0; i < 30; i++) fs.writeSync(sparse, `island ${i}`, i * 200_000);
    fs.closeSync(sparse);
    const args = [
      '-c',
      `--format=${format}`,
      ...(format === 'v7' || format === 'ustar' ? [] : ['-S']),
      'a.txt',
      'sparse',
    ];
    const bytes = spawnSync('tar', args, { cwd: folder, maxBuffer: 1 << 26 }).stdout;
    const said = contents(tar, bytes, { most: 1 << 24 });
    expect(said.map(({ name, cause }) => [name, cause])).toEqual([
      ['a.txt', undefined],
      ['sparse', undefined],
    ]);
    expect(said[0]!.text).toBe(text);
    expect(said[1]!.text).toContain('island 29');
  },
);
