import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64 } from './base64.ts';
import { expectBounded, readerOf } from './kit/reading.ts';

const read = readerOf(base64, 'QUJD');

test('no bytes make it throw, and it stays linear', () => {
  expectBounded(
    base64,
    read,
    ['Q', 'UJD', '=', '\n', '.', '-', '/', ' ', 'AAAAAAAAAAAAAAAA', 'H4sIAAAA'],
    ['A', 'QUJD', '=', 'a\n', '/', 'someName24'],
  );
});

const SECRET = fc.string({
  unit: fc.constantFrom(...'aZ09 {}":,.-_/=éü'),
  minLength: 24,
  maxLength: 90,
});

/** Encoded by `encode`, a value comes back whole, from no more than where it stood. */
function comesBack(encode: (value: string) => string, before = 'key = "', after = '";'): void {
  fc.assert(
    fc.property(SECRET, (value) => {
      const encoded = encode(value);
      const { from, at } = read(`${before}${encoded}${after}`, value);
      expect(at).toBeGreaterThanOrEqual(before.length);
      expect(encoded).toContain(from);
      expect(encoded.length - from!.length).toBeLessThan(9);
    }),
  );
}

const encoded = (text: string | Uint8Array): string => Buffer.from(text as string).toString('base64');

test.each([
  ['key=c2VjcmV0IGlz; c2VjcmV0IGl0cw==', 'secret is|secret its', 'ts', 'l0cw'],
  ['key=c2VjcmV0IGlzIGhlcmU=', 'secret is here', 'secret', 'c2VjcmV0'],
  ['c2VjcmV0IGlzIGhl.c2VjcmV0IGlzIGhlcmU.x', 'secret is he|secret is here', 'here', 'GhlcmU'],
  ['c2VjcmV0IGlzIGhlcmUg\r\n    YW5kIGdvZXMgb24=', 'secret is here and goes on', 'e and', 'mUg\r\n    YW5k'],
  ['c2VjcmV0IGlzIGhlcm\nUgYW5kIGdvZXMgb24', 'secret is here and goes on', 'here ', 'Ghlcm\nUg'],
  ['c2VjcmV0IGlzIGhl\nkey: value', 'secret is he', 'he', 'Ghl'],
  ['xyz/c2VjcmV0IGlzIGhlcmUgYW5kIGdvZXMgb24', '\xc7\x2c\xffsecret is here and goes on', 'secret', 'c2VjcmV0'],
])('%j', (source, text, part, from) => {
  expect(read(source, part)).toMatchObject({ text: text === '' ? '' : `${text}|`, from });
});

test.each([`${'/part'.repeat(9)}/`, 'abcdefg', 'a-b'])('%s before it is no harm', (before) => {
  const { at, from } = read(`${before}c2VjcmV0IGlzIGhlcmUgYW5kIGdvZXMgb24`, 'secret is');
  expect([at, from]).toEqual([before.length, 'c2VjcmV0IGlz']);
});

test('a few bytes that would be text of another script are none', () => {
  expect(read(encoded('привет, мир')).text).toBe('');
  expect(read(encoded('привет, мир и все остальные')).text).not.toBe('');
});

test('text of two bytes a character is text', () => {
  const wide = Buffer.from('secret, é', 'utf16le');
  expect(read(encoded(wide)).text).toBe(`${wide.toString('latin1')}|`);
  wide.swap16();
  expect(read(encoded(wide)).text).toBe(`${wide.toString('latin1')}|`);
});

test('what is compressed, and a tar, are kept', () => {
  const text = Buffer.from('let me in '.repeat(9));
  const tar = Buffer.alloc(512);
  tar.write('a');
  tar.write('ustar', 257);
  const request = Buffer.from(
    '<samlp:AuthnRequest ID="some" Version="2.0">text</samlp:AuthnRequest>'.repeat(3),
  );
  for (const bytes of [gzipSync(text), deflateSync(text), deflateRawSync(request), tar]) {
    expect(read(encoded(bytes)).text).toBe(`${bytes.toString('latin1')}|`);
    expect(read(encoded(bytes).replace(/.{76}/g, '$&\n  ')).text).toBe(`${bytes.toString('latin1')}|`);
  }
});

test('names, digests and pictures are dropped', () => {
  for (const source of [
    'someQuiteLongIdentifierOfAProgram, anotherEvenLongerIdentifierName',
    'packages/core/src/decode/quoted-printable/and/so/on',
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    '='.repeat(64),
    '-'.repeat(64),
    encoded(Buffer.from(Array.from({ length: 300 }, (_, i) => (i * 167 + 200) % 251))),
  ])
    expect(read(source).text).toBe('');
});

test('lists of separate values stay separate', () => {
  expect(read('c2VjcmV0IGlzIGhlcmU=\nc2VjcmV0IGlzIGhlcmU=\n').text).toBe('secret is here|secret is here|');
  expect(read('c2VjcmV0IGlzIGhl\nYW5vdGhlciBzZWNyZXQgaXMh\n').text).toBe('secret is he|another secret is!|');
});

test('what is encoded comes back', () => {
  comesBack(encoded);
  comesBack((value) => Buffer.from(value).toString('base64url'));
  comesBack((value) => encoded(value).replace(/.{20}/g, '$&\n'), '', '\n');
  comesBack((value) => encoded(value).replace(/.{18}/g, '$&\r\n\t'), '\t', '\r\n');
  comesBack(encoded, 'x/');
});
