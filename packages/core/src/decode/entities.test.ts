import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { entities } from './entities.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

/** What is decoded, and where in the source `part` of it stands. */
function read(
  source: string | Uint8Array,
  part?: string,
): { text: string; from: string | undefined; at: number } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 64));
  // what stands behind the window is not to be read
  entities.decode(Buffer.concat([bytes, Buffer.from('amp;')]), bytes.length, out);
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
  const alphabet = fc.constantFrom('&', '#', 'x', '39', ';', 'amp', 'd83d', '55357', '56832', 'eacute');
  fc.assert(fc.property(fc.array(alphabet, { maxLength: 200 }), (parts) => void read(parts.join(''))));
  for (const part of ['&', '&#', '&#65;', '&amp;', '&amp']) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    entities.decode(bytes, bytes.length, new DecodedText(bytes, Buffer.alloc(bytes.length * 2)));
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
