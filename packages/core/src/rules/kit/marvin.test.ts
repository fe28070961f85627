import { expect, test } from 'vitest';
import { littleEndian, marvin32 } from './marvin.ts';

/** A seed that is a number in the published vectors. */
function seed(hex: string): string {
  return String.fromCharCode(...Buffer.from(hex, 'hex'));
}

// the published vectors of microsoft/security-utilities, one for every length of the last block
test.each([
  ['d53cd9cecd0893b7', [...Buffer.from('abc')], 0x6be02a86],
  ['0ddddeeeeffff000', [...Buffer.from('abcdefghijklmnopqrstuvwxyz')], 0xd34847dc],
  ['004fb61a001bdbcc', [], 0x302009bc],
  ['004fb61a001bdbcc', [175], 0x3592e206],
  ['004fb61a001bdbcc', [231, 15], 0xfdab5e04],
  ['004fb61a001bdbcc', [134, 66, 220, 89], 0x0e9407be],
  ['004fb61a001bdbcc', [171, 66, 126, 168, 209, 15, 199], 0x117fcba5],
  ['804fb61a001bdbcc', [55, 244, 149], 0x04e1cbae],
])('marvin32 with the seed %s', (hex, bytes, checksum) => {
  expect(marvin32(Uint8Array.from(bytes), seed(hex))).toBe(checksum);
});

test('the seed is read as its name', () => {
  expect(marvin32(new Uint8Array(0), 'Default0')).toBe(marvin32(new Uint8Array(0), seed('44656661756c7430')));
});

test('littleEndian puts the lowest byte first', () => {
  expect([...littleEndian(0x6be02a86)]).toEqual([0x86, 0x2a, 0xe0, 0x6b]);
});
