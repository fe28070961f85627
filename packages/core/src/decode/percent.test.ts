import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percent } from './percent.ts';
import { expectBounded, readerOf } from './kit/reading.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

const read = readerOf(percent, '25');

test('no bytes make it throw, and it stays linear', () => {
  expectBounded(percent, read, ['%', '4', '1', 'u', 'd83d', 'de00', 'x'], ['%', '%41', '%u', 'a%41']);
});

const VALUE = fc.string({
  unit: fc.constantFrom(...'aZ09 "\'\\/%&=+$`^<>]é漢😀\n\t'),
  minLength: 1,
  maxLength: 40,
});

/** Encoded by `encode`, a value comes back whole, and from where it stood. */
function comesBack(
  encode: (value: string) => string,
  isEncoded = (value: string): boolean => value !== '',
): void {
  fc.assert(
    fc.property(VALUE.filter(isEncoded), (value) => {
      const encoded = encode(value);
      expect(read(`key: [(${encoded})]`, `(${value})`)).toMatchObject({ from: `(${encoded})`, at: 6 });
    }),
  );
}

const bytesOf = (value: string, spell: (byte: number) => string): string =>
  [...Buffer.from(value)].map(spell).join('');
const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

test.each([
  ['a=%41%2fb+c', 'a=A/b+c', 'A/b', '%41%2fb'],
  ['%u00e9%uD83D%uDE00!', utf8('é😀!'), '😀', '%uD83D%uDE00'],
  ['%zz%4%41%', '%zz%4A%', 'A', '%41'],
  ['%2541', '%41', '%41', '%2541'],
  ['100%', '', 'x', undefined],
])('%j', (source, text, part, from) => {
  expect(read(source, part)).toMatchObject({ text: text === '' ? '' : `${text}|`, from });
});

test('what is encoded comes back', () => {
  comesBack(encodeURIComponent, (value) => encodeURIComponent(value) !== value);
  comesBack((value) => bytesOf(value, (byte) => `%${hexOf(byte)}`));
});

test('plain text is copied as far as a value may reach', () => {
  const far = 'x'.repeat(600);
  const close = 'y'.repeat(1000);
  expect(read(`${far}%41${close}%42${far}${far}%43`).text).toBe(
    `${'x'.repeat(512)}A${close}B${'x'.repeat(512)}|${'x'.repeat(512)}C|`,
  );
});
