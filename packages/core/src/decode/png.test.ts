import zlib from 'node:zlib';
import { expect, test } from 'vitest';
import { containerOf } from './containers.ts';
import { contents, expectBounded } from './kit/testing.ts';
import { png } from './png.ts';

function chunk(type: string, data: Buffer | string): Buffer {
  const body = Buffer.concat([Buffer.from(type), Buffer.from(data)]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length - 4);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(zlib.crc32(body));
  return Buffer.concat([head, body, tail]);
}

const packed = zlib.deflateSync('packed text '.repeat(40));
const bytes = Buffer.concat([
  Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
  chunk('IHDR', Buffer.alloc(13)),
  chunk('tEXt', 'Comment\0plain text'),
  chunk('zTXt', Buffer.concat([Buffer.from('Raw profile\0\0'), packed])),
  chunk('iTXt', 'Title\0\0\0en\0Titel\0plain international'),
  chunk('iTXt', Buffer.concat([Buffer.from('Author\0\x01\0\0\0'), packed])),
  chunk('eXIf', 'MM\0*camera'),
  chunk('IDAT', zlib.deflateSync(Buffer.alloc(100))),
  chunk('IEND', ''),
]);

test('the texts of a PNG', () => {
  expect(containerOf(bytes.subarray(0, 512))).toBe(png);
  expect(contents(png, bytes)).toEqual([
    { name: 'Comment', text: 'plain text' },
    { name: 'Raw profile', text: 'packed text '.repeat(40) },
    { name: 'Title', text: 'plain international' },
    { name: 'Author', text: 'packed text '.repeat(40) },
    { name: 'eXIf', text: 'MM\0*camera' },
  ]);
  expect(contents(png, bytes.subarray(0, 80)).at(-1)).toMatchObject({ cause: 'damaged' });
  expectBounded(png, bytes);
});
