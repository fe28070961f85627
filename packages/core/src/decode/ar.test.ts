import { expect, test } from 'vitest';
import { ar } from './ar.ts';
import { containerOf } from './containers.ts';
import { cpio } from './cpio.ts';
import { contents, expectBounded } from './kit/testing.ts';

function arEntry(name: string, data: string): string {
  const fields = [name.padEnd(16), '0'.padEnd(12), '0'.padEnd(6), '0'.padEnd(6), '100644'.padEnd(8)];
  return `${fields.join('')}${String(data.length).padEnd(10)}\`\n${data}${data.length % 2 ? '\n' : ''}`;
}

const archive = Buffer.from(
  `!<arch>\n${arEntry('debian-binary', '2.0\n')}${arEntry('//', 'a-name-of-more-than-sixteen.o/\nanother-long-name.o/\n')}` +
    `${arEntry('/0', 'first')}${arEntry('/31', 'second')}${arEntry('#1/20', 'bsd-name-of-length-2and content')}${arEntry('short.o/', 'end')}`,
);

test('ar: names of GNU and BSD', () => {
  expect(containerOf(archive)).toBe(ar);
  expect(contents(ar, archive)).toEqual([
    { name: 'debian-binary', text: '2.0\n' },
    { name: 'a-name-of-more-than-sixteen.o', text: 'first' },
    { name: 'another-long-name.o', text: 'second' },
    { name: 'bsd-name-of-length-2', text: 'and content' },
    { name: 'short.o', text: 'end' },
  ]);
  expect(contents(ar, archive.subarray(0, archive.length - 2)).at(-1)).toMatchObject({ cause: 'damaged' });
  expectBounded(ar, archive);
});

test('ar: names without an end cost no more than they are long', () => {
  const table = 'x'.repeat(1 << 20);
  const members = Array.from({ length: 5000 }, () => arEntry('/0', 'y')).join('');
  const long = contents(ar, Buffer.from(`!<arch>\n${arEntry('//', table)}${members}`));
  expect(long).toHaveLength(5000);
  expect(long.reduce((sum, { name }) => sum + name!.length, 0)).toBe(5000 * 4096);
  // a name of zeros up to its last byte
  const zeros = arEntry(`#1/${1 << 20}`, `${'\0'.repeat((1 << 20) - 1)}zcontent`);
  expect(contents(ar, Buffer.from(`!<arch>\n${zeros}`))).toEqual([{ name: '', text: 'content' }]);
});

const hex = (value: number): string => value.toString(16).padStart(8, '0');
const to4 = (text: string): string => text + '\0'.repeat(-text.length & 3);
function newc(name: string, data: string, mode = 0o100644): string {
  const fields = [1, mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, name.length + 1, 0];
  return to4(`070701${fields.map(hex).join('')}${name}\0`) + to4(data);
}
function odc(name: string, data: string): string {
  const octal = (value: number, width: number): string => value.toString(8).padStart(width, '0');
  const fields = [0, 0, 0o100644, 0, 0, 1, 0].map((value) => octal(value, 6)).join('');
  return `070707${fields}${octal(0, 11)}${octal(name.length + 1, 6)}${octal(data.length, 11)}${name}\0${data}`;
}

test('cpio: new and old, several archives with zeros between them', () => {
  const bytes = Buffer.from(
    `${newc('dir', '', 0o040755)}${newc('etc/file', 'content')}${newc('link', 'target', 0o120777)}${newc('TRAILER!!!', '')}${'\0'.repeat(300)}${newc('second', 'archive')}`,
  );
  expect(containerOf(bytes)).toBe(cpio);
  expect(contents(cpio, bytes)).toEqual([
    { name: 'etc/file', text: 'content' },
    { name: 'second', text: 'archive' },
  ]);
  const old = Buffer.from(odc('a', 'first') + odc('b', 'second') + odc('TRAILER!!!', ''));
  expect(containerOf(old)).toBe(cpio);
  expect(contents(cpio, old)).toEqual([
    { name: 'a', text: 'first' },
    { name: 'b', text: 'second' },
  ]);
  expect(contents(cpio, bytes.subarray(0, 250)).at(-1)).toMatchObject({ cause: 'damaged' });
  expectBounded(cpio, bytes);
  expectBounded(cpio, old);
});
