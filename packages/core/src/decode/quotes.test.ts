import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quotes } from './quotes.ts';
import { expectBounded, readerOf } from './kit/reading.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

const read = readerOf(quotes, "'");

test('no bytes make it throw, and it stays linear', () => {
  expectBounded(
    quotes,
    read,
    ["'", '"', '`', '^', '%', '$', ']', '\\', 'n', ' ', ']]><![CDATA['],
    ["'", '"', '`n', '^', '%', '$', ']', "''a"],
  );
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
