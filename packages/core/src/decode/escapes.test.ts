import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapes } from './escapes.ts';
import { expectBounded, readerOf } from './kit/reading.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

const read = readerOf(escapes, 'n');

test('no bytes make it throw, and it stays linear', () => {
  expectBounded(
    escapes,
    read,
    ['\\', 'x', 'u', 'U', 'e9', '{', '}', '7', '\n', '\r', 'd83d', 'de00'],
    ['\\', '\\x', '\\xe9', '\\u{', 'a\\n'],
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
  [String.raw`a\n\r\t\b\f\v\a\e\0z`, 'a\n\r\t\b\f\v\x07\x1b\0z', 'z', 'z'],
  [String.raw`\/\"\'\$\\\ `, `/"'$\\ `, '$', '\\$'],
  [String.raw`\xC3\xA9`, utf8('é'), 'é', String.raw`\xC3\xA9`],
  [String.raw`caf\xe9 au lait`, utf8('café au lait'), 'é', String.raw`\xe9`],
  [String.raw`\x00\xe9\x9f`, '\0\xe9\x9f', '\0', String.raw`\x00`],
  [
    String.raw`\u00e9\ud83d\ude00\u{1F600}\U0001F600\x{e9}`,
    utf8('é😀😀😀é'),
    '😀😀',
    String.raw`\ud83d\ude00\u{1F600}`,
  ],
  [String.raw`\ud83d.`, utf8('\ufffd.'), '.', '.'],
  [String.raw`\101\60\778\400`, 'A0?8 0', 'A', String.raw`\101`],
  ['ab\\\n  cd\\\r\nef', 'ab  cdef', 'cdef', 'cd\\\r\nef'],
  [String.raw`\x4 \u12 \U123 \n`, '\\x4 \\u12 \\U123 \n', '\n', String.raw`\n`],
  ['nothing\\', '', 'x', undefined],
])('%j', (source, text, part, from) => {
  expect(read(source, part)).toMatchObject({ text: text === '' ? '' : `${text}|`, from });
});

test('what is escaped comes back', () => {
  comesBack(
    (value) => JSON.stringify(value).slice(1, -1),
    (value) => /["\\\n\t]/.test(value),
  );
  comesBack((value) =>
    value.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
  comesBack((value) => bytesOf(value, (byte) => `\\x${hexOf(byte)}`));
  comesBack((value) => bytesOf(value, (byte) => `\\${byte.toString(8).padStart(3, '0')}`));
  comesBack(
    (value) => value.replace(/["\\$`]/g, '\\$&'),
    (value) => /["\\$`]/.test(value),
  );
});
