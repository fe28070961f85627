import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { percent } from './percent.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

/** What is decoded, and where in the source `part` of it stands. */
function read(
  source: string | Uint8Array,
  part?: string,
): { text: string; from: string | undefined; at: number } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 64));
  // what stands behind the window is not to be read
  percent.decode(Buffer.concat([bytes, Buffer.from('25')]), bytes.length, out);
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
  const alphabet = fc.constantFrom('%', '4', '1', 'u', 'd83d', 'de00', 'x');
  fc.assert(fc.property(fc.array(alphabet, { maxLength: 200 }), (parts) => void read(parts.join(''))));
  for (const part of ['%', '%41', '%u', 'a%41']) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    percent.decode(bytes, bytes.length, new DecodedText(bytes, Buffer.alloc(bytes.length * 2)));
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
