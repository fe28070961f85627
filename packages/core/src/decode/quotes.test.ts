import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { quotes } from './quotes.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

/** What is decoded, and where in the source `part` of it stands. */
function read(
  source: string | Uint8Array,
  part?: string,
): { text: string; from: string | undefined; at: number } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 64));
  // what stands behind the window is not to be read
  quotes.decode(Buffer.concat([bytes, Buffer.from("'")]), bytes.length, out);
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
  const alphabet = fc.constantFrom("'", '"', '`', '^', '%', '$', ']', '\\', 'n', ' ', ']]><![CDATA[');
  fc.assert(fc.property(fc.array(alphabet, { maxLength: 200 }), (parts) => void read(parts.join(''))));
  for (const part of ["'", '"', '`n', '^', '%', '$', ']', "''a"]) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    quotes.decode(bytes, bytes.length, new DecodedText(bytes, Buffer.alloc(bytes.length * 2)));
    expect(performance.now() - start).toBeLessThan(1000);
  }
});

test.each([
  ["x='it''s'", "x='it's'", "it's", "it''s"],
  ["'a''''b'", "'a''b'", "a''b", "a''''b"],
  [String.raw`'it'\''s'`, "'it's'", "it's", String.raw`it'\''s`],
  [`'it'"'"'s'`, "'it's'", "it's", `it'"'"'s`],
  [`1,"{""a"": ""b""}",2`, '1,"{"a": "b"}",2', '{"a": "b"}', '{""a"": ""b""}'],
  ['1,"""a""",2', '1,""a"",2', 'a', 'a'],
  ['"a`"b`$c`nd``e"', '"a"b$c\nd`e"', 'a"b$c\nd`e', 'a`"b`$c`nd``e'],
  ['set x=a^&b^^c%%d^%', 'set x=a&b^c%d%', 'a&b^c%d%', 'a^&b^^c%%d^%'],
  ['P=a$$b$$$$c', 'P=a$b$$c', 'a$b$$c', 'a$$b$$$$c'],
  ['<![CDATA[a]]]]><![CDATA[>b]]>', '<![CDATA[a]]>b]]>', 'a]]>b', 'a]]]]><![CDATA[>b'],
  ['x`u{e9}', utf8('xé'), 'é', '`u{e9}'],
])('%j', (source, text, part, from) => {
  expect(read(source, part)).toMatchObject({ text: text === '' ? '' : `${text}|`, from });
});

test.each([
  `f('', "", [''], a = '' + "", {'': ""});`,
  'def f(x=u""):\n    """Text."""\n    return b""',
  '`name`, ``code``, ```\nfence\n```, `${name}` and `"text"`.',
  '/^"|[^"]+|(^|,)/, a ^ b, echo $$ ',
])('ordinary code stays: %s', (source) => {
  expect(read(source).text).toBe('');
});

test('what is doubled comes back', () => {
  // quotes at the ends are the string's own, and two of them between blanks an empty string: between letters
  const comesBack = (sign: string, spelled: string): void =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'Z9', '- é', sign), { maxLength: 20 }), (parts) => {
        const value = `k${parts.join('x')}${sign}k`;
        const encoded = value.replaceAll(sign, () => spelled);
        expect(read(`K=(${encoded})`, value)).toMatchObject({ from: encoded, at: 3 });
      }),
    );
  for (const sign of ["'", '"', '$', '%']) comesBack(sign, sign + sign);
  comesBack("'", `'\\''`);
  comesBack("'", `'"'"'`);
  comesBack(']]>', ']]]]><![CDATA[>');
  comesBack('&', '^&');
});
