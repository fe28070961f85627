import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { quotedPrintable } from './quoted-printable.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

/** What is decoded, and where in the source `part` of it stands. */
function read(
  source: string | Uint8Array,
  part?: string,
): { text: string; from: string | undefined; at: number } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 64));
  // what stands behind the window is not to be read
  quotedPrintable.decode(Buffer.concat([bytes, Buffer.from('3D')]), bytes.length, out);
  expect(out.isFull).toBe(false);
  const text = out.bytes.subarray(0, out.length);
  const start = part === undefined ? -1 : text.indexOf(Buffer.from(part));
  const span = start < 0 ? undefined : out.toSource({ start, end: start + Buffer.from(part!).length });
  return {
    text: text.toString('latin1').replace(/\xff{8}/g, '|'),
    from: span && bytes.subarray(span.start, span.end).toString(),
    at: span ? span.start : -1,
  };
}

test('no bytes make it throw, and it stays linear', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void read(bytes)));
  const alphabet = fc.constantFrom('=', '3D', '\n', '\r\n', 'C3', '=C3=A9', 'a', 'quoted-printable');
  fc.assert(fc.property(fc.array(alphabet, { maxLength: 200 }), (parts) => void read(parts.join(''))));
  for (const part of ['=', '=3D', '=\n', '=41=42', 'a=12 ']) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    quotedPrintable.decode(bytes, bytes.length, new DecodedText(bytes, Buffer.alloc(bytes.length * 2)));
    expect(performance.now() - start).toBeLessThan(1000);
  }
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
