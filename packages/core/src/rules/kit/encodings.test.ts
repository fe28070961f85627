import { expect, test } from 'vitest';
import { base32Decode, base32Encode } from './base32.ts';
import { base58Check, judgeBase58Check } from './base58.ts';
import { bech32Checksum, judgeBech32 } from './bech32.ts';
import { crc32Hex, crc32HexLittleEndian } from './checksum.ts';
import { base32WithCrc16, hasCrc16 } from './crc16.ts';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test('base32 as in RFC 4648', () => {
  expect(base32Encode(latin1('foobar'))).toBe('MZXW6YTBOI');
  expect(base32Decode('MZXW6YTBOI')).toEqual(Uint8Array.from(latin1('foobar')));
  expect(base32Decode('MZXW6YTB01')).toBeUndefined();
});

test('CRC-16/XMODEM, whose check value is 0x31c3', () => {
  const text = base32WithCrc16(latin1('123456789'));
  expect(base32Decode(text)!.slice(-2)).toEqual(Uint8Array.of(0xc3, 0x31));
  expect(hasCrc16(text)).toBe(true);
  expect(hasCrc16(text.replace(/^./, 'A'))).toBe(false);
});

test('bech32 as in BIP 173', () => {
  expect(bech32Checksum('a', '')).toBe('2uel5l');
  expect(judgeBech32('A12UEL5L')).toBe('valid');
  expect(judgeBech32('A12UEL5Q')).toBe('invalid');
});

test('base58check of the address of nobody', () => {
  const address = '1'.repeat(21) + '4oLvT2';
  expect(base58Check(new Uint8Array(21))).toBe(address);
  expect(judgeBase58Check(address)).toBe('valid');
  expect(judgeBase58Check(address.replace('T', 'U'))).toBe('invalid');
  expect(judgeBase58Check('0OIl')).toBe('invalid');
});

test('CRC-32, whose check value is 0xcbf43926, in both orders', () => {
  expect(crc32Hex('123456789')).toBe('cbf43926');
  expect(crc32HexLittleEndian('123456789')).toBe('2639f4cb');
});
