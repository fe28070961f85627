import { randomBytes } from 'node:crypto';
import zlibModule from 'node:zlib';
import { expect, test } from 'vitest';
import { containerOf } from './containers.ts';
import { deflate, inflateRaw } from './deflate.ts';
import { gzip } from './gzip.ts';
import { contents, expectBounded, prose } from './kit/testing.ts';
import { zlib } from './zlib.ts';

const text = prose(400);

/** With the fields that `flags` tell of. */
function withFields(flags: number): Buffer {
  const packed = zlibModule.gzipSync(text);
  const parts: Buffer[] = [Buffer.from(packed.subarray(0, 10))];
  parts[0]![3] = flags;
  if (flags & 4) parts.push(Buffer.from('\x05\0extra', 'latin1'));
  if (flags & 8) parts.push(Buffer.from('../../name.txt\0'));
  if (flags & 16) parts.push(Buffer.from('a comment\0'));
  if (flags & 2) parts.push(Buffer.alloc(2));
  return Buffer.concat([...parts, packed.subarray(10)]);
}

test.each([0, 1, 2, 4, 8, 16, 31])('fields of gzip, flags %i', (flags) => {
  const packed = withFields(flags);
  expect(containerOf(packed.subarray(0, 512))).toBe(gzip);
  expect(contents(gzip, packed)).toEqual([{ name: undefined, text }]);
});

test('several members are one text, and garbage behind them is none', () => {
  const one = zlibModule.gzipSync('first half, ');
  const two = zlibModule.gzipSync('second half');
  for (const rest of ['', '\0\0\0\0', 'garbage', '\x1f']) {
    const bytes = Buffer.concat([one, two, Buffer.from(rest, 'latin1')]);
    expect(contents(gzip, bytes)).toEqual([{ name: undefined, text: 'first half, second half' }]);
  }
});

test('what is damaged is said, after what is before it', () => {
  const packed = zlibModule.gzipSync(text);
  const [whole, cut] = contents(gzip, packed.subarray(0, packed.length - 200));
  expect(text.startsWith(whole!.text!)).toBe(true);
  expect(whole!.text!.length).toBeGreaterThan(1000);
  expect(cut).toMatchObject({ cause: 'damaged', reason: 'it is cut short' });
  expect(contents(gzip, packed.subarray(0, packed.length - 3)).at(-1)).toMatchObject({ cause: 'damaged' });
  const wrong = Buffer.from(packed);
  wrong[wrong.length - 8]! ^= 1;
  expect(contents(gzip, wrong)).toMatchObject([{ text }, { cause: 'damaged' }]);
});

test('a whole file of zlib', () => {
  for (const level of [0, 1, 6, 9]) {
    const packed = zlibModule.deflateSync(`blob ${text.length}\0${text}`, { level });
    expect(containerOf(packed.subarray(0, 512))).toBe(zlib);
    expect(contents(zlib, packed)).toEqual([{ name: undefined, text: `blob ${text.length}\0${text}` }]);
  }
  for (const no of [
    'x^2 + y^2 = z^2 is said of triangles\n',
    'x\x01',
    'x\x9c',
    'xxxxxxxxxxxxxxxxxxx',
    'HELLO WORLD ABC',
  ]) {
    expect(containerOf(Buffer.from(no, 'latin1'))).toBeUndefined();
  }
});

test('raw deflate is looked for only where somebody asks', () => {
  const packed = zlibModule.deflateRawSync('token=abcdefgh');
  expect(containerOf(packed)).toBeUndefined();
  expect(inflateRaw(packed)?.toString()).toBe('token=abcdefgh');
  expect(contents(deflate, packed)).toEqual([{ name: undefined, text: 'token=abcdefgh' }]);
  const long = zlibModule.deflateRawSync(text);
  expect(inflateRaw(long)?.toString()).toBe(text);
  expect(inflateRaw(long.subarray(0, 300))?.toString().slice(0, 60)).toBe(text.slice(0, 60));
  expect(inflateRaw(Buffer.from('just some words'))).toBeUndefined();
  expect(inflateRaw(Buffer.alloc(0))).toBeUndefined();
  expect(inflateRaw(zlibModule.deflateRawSync(Buffer.alloc(50 << 20)))?.length).toBeUndefined();
});

test('any bytes', () => {
  expectBounded(gzip, Buffer.concat([withFields(31), zlibModule.gzipSync('more')]));
  expectBounded(zlib, zlibModule.deflateSync(text));
  expectBounded(deflate, zlibModule.deflateRawSync(text));
});

test('a file of deflated text, without any header', () => {
  for (const size of [60, text.length]) {
    const packed = zlibModule.deflateRawSync(text.slice(0, size));
    expect(containerOf(packed.subarray(0, 512))).toBe(deflate);
    expect(contents(deflate, packed)).toEqual([{ name: undefined, text: text.slice(0, size) }]);
  }
  // the beginning of a longer one, in blocks of its own and in the fixed code
  for (const strategy of [zlibModule.constants.Z_DEFAULT_STRATEGY, zlibModule.constants.Z_FIXED]) {
    const packed = zlibModule.deflateRawSync(prose(20_000), { strategy });
    expect(containerOf(packed.subarray(0, 512))).toBe(deflate);
  }
});

test('bytes without a meaning are no deflated text', () => {
  for (let i = 0; i < 20_000; i++) {
    const bytes = randomBytes(40 + (i % 500));
    expect(containerOf(bytes)).not.toBe(deflate);
  }
});
