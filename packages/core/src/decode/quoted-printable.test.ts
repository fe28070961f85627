import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quotedPrintable } from './quoted-printable.ts';
import { expectBounded, readerOf } from './kit/reading.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

const read = readerOf(quotedPrintable, '3D');

test('no bytes make it throw, and it stays linear', () => {
  expectBounded(
    quotedPrintable,
    read,
    ['=', '3D', '\n', '\r\n', 'C3', '=C3=A9', 'a', 'quoted-printable'],
    ['=', '=3D', '=\n', '=41=42', 'a=12 '],
  );
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
  ['Subject: =?utf-8?Q?a=2Eb?=', 'Subject: =?utf-8?Q?a.b?=', 'a.b', 'a=2Eb'],
  ['a =3D b=\nc=\r\nd', 'a = bcd', 'bcd', 'b=\nc=\r\nd'],
  ['caf=C3=A9 =c3=a9', utf8('café é'), 'é', '=C3=A9'],
  ['t=E9t=E9 pr=EAt le=E7on =3', 't\xe9t\xe9 pr\xeat le\xe7on =3', ' pr', ' pr'],
  ['Quoted-Printable\n\na=20b=\nc', 'Quoted-Printable\n\na bc', 'a bc', 'a=20b=\nc'],
  [`${'word '.repeat(14)}words=\nnext`, `${'word '.repeat(14)}wordsnext`, 'wordsnext', 'words=\nnext'],
])('%j', (source, text, part, from) => {
  expect(read(source, part)).toMatchObject({ text: text === '' ? '' : `${text}|`, from });
});

test.each([
  'x=12; y =ab\nz=\n  1; if (a==b) c=de',
  'color=FF00CC&width=20&height=30',
  `const someName = ${'a'.repeat(50)} + bbbbb =\n  value;`,
  `KEY=${'A'.repeat(70)}=\nNEXT=${'B'.repeat(20)}==\n`,
])('assignments stay: %j', (source) => {
  expect(read(source).text).toBe('');
});

test('what is encoded comes back', () => {
  comesBack(
    (value) => bytesOf(value, (byte) => `=${hexOf(byte).toUpperCase()}`),
    (value) => Buffer.from(value).length > 1,
  );
  comesBack(
    (value) => value.replace(/.{9}/gu, '$&\0').replaceAll('=', '=3D').replaceAll('\0', '=\r\n'),
    (value) => value.includes('='),
  );
});
