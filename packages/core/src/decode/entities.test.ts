import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entities } from './entities.ts';
import { expectBounded, readerOf } from './kit/reading.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

const read = readerOf(entities, 'amp;');

test('no bytes make it throw, and it stays linear', () => {
  expectBounded(
    entities,
    read,
    ['&', '#', 'x', '39', ';', 'amp', 'd83d', '55357', '56832', 'eacute'],
    ['&', '&#', '&#65;', '&amp;', '&amp'],
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

test.each([
  ['a&amp;b&lt;&quot;&apos;', `a&b<"'`, 'a&b<"', 'a&amp;b&lt;&quot;'],
  ['&eacute;&Uuml;&nbsp;&euro;', utf8('éÜ\u00a0€'), 'Ü', '&Uuml;'],
  [
    '&#39;&#039;&#0000039;&#x27;&#X27;&#x0027;',
    "''''''",
    "''''''",
    '&#39;&#039;&#0000039;&#x27;&#X27;&#x0027;',
  ],
  ['&#65&#66 &#x43z', 'AB Cz', 'AB', '&#65&#66'],
  ['&#128512;&#55357;&#56832;', utf8('😀😀'), '😀😀', '&#128512;&#55357;&#56832;'],
  [
    'a && b &unknown; &amp &#; &#x; &#1114112; &lt;',
    'a && b &unknown; &amp &#; &#x; &#1114112; <',
    '<',
    '&lt;',
  ],
  ['a && b &name;', '', 'x', undefined],
])('%j', (source, text, part, from) => {
  expect(read(source, part)).toMatchObject({ text: text === '' ? '' : `${text}|`, from });
});

test('what is escaped comes back', () => {
  const named: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  comesBack(
    (value) => value.replace(/[&<>"']/g, (sign) => named[sign]!),
    (value) => /[&<>"']/.test(value),
  );
  comesBack((value) => [...value].map((sign) => `&#${sign.codePointAt(0)};`).join(''));
  comesBack((value) => [...value].map((sign) => `&#x${sign.codePointAt(0)!.toString(16)};`).join(''));
});
