import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { joined } from './joined.ts';
import { plainSurvey } from './survey.ts';

/** What comes out, with a bar between pieces, and where a part of it stands in the source. */
function decode(source: string | Buffer): { text: string; at: (part: string) => string } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 4096));
  joined.decode(bytes, bytes.length, out, plainSurvey(bytes, bytes.length));
  const text = out.bytes.toString('latin1', 0, out.length);
  return {
    text: text.replaceAll('\xff'.repeat(8), '|').replace(/\|$/, ''),
    at: (part) => {
      const start = text.indexOf(part);
      const span = out.toSource({ start, end: start + part.length });
      return bytes.toString('latin1', span.start, span.end);
    },
  };
}

const quoted = (mark: string, between: string): string =>
  ['abc', 'def', 'ghi'].map((piece) => `${mark}${piece}${mark}`).join(between);

test.each([
  ...[
    ' +\n  ',
    '\n  + ',
    ' ',
    '\n  ',
    ' . ',
    ' .. ',
    ' & _\r\n',
    ' || ',
    ' <> ',
    ' ++ ',
    ' ~ ',
    ' /* x */ + // y\n ',
    ' \\\n ',
  ].map((between) => [between, quoted('"', between)]),
  ['list', `[${quoted('"', ', ')}].join('')`],
  ['characters', `[${[...'abcdefghi'].map((one) => `'${one}'`).join(', ')}]`],
  ['C characters', `{${[...'abcdefghi'].map((one) => `'${one}'`).join(',')}}`],
  ['template', '`abc${\'\'}def${""}ghi`'],
  ['literal in a template', "`abc${'def'}ghi`"],
  ['Ruby', '"abc#{""}defghi"'],
  ['shell', 'K=abc\'def\'"ghi"'],
  ['shell, quotes first', 'K=\'abc\'def"ghi"'],
  ['concat!', `concat!(${quoted('"', ', ')})`],
  ['prefixed', 'b"abc" b"def" b"ghi"'],
  ['builder', 's.append("abc");\ns.append("def").append("ghi");'],
  ['assignments', 's = "abc";\ns += "def";\ns += "ghi";'],
  ['folded', 'a: >-\n  abc\n  def\n  ghi\nb: c\n'],
  ['invisible characters', 'abc\u200bdef\u00adghi'],
  ['breaks', 'abc<wbr>def&shy;gh&#8203;i'],
])('%s', (_, source) => expect(decode(`x = ${source}\n`).text).toContain('abcdefghi'));

test('lists come without what stands around them', () => {
  expect(decode("const words = ['alpha', 'beta'];\n").text).toBe('alphabeta');
  expect(decode('{"a": "b", "c": "d"}').text).toBe('');
});

test('quotes and escapes inside of literals', () => {
  expect(decode("['\\'', 'a', '\\\\', \"'\", 'b']").text).toBe("\\'a\\\\'b");
  expect(decode("K='abc'\\''def'").text).toContain("abc'def");
  expect(decode("K='abc'\"'\"'def'").text).toContain("abc'def");
});

test('says where it stands', () => expect(decode("x = 'abc' +\n 'def'").at('cde')).toBe("c' +\n 'de"));

test('code with nothing to join', () =>
  expect(decode("f('a' - b, `c`); don't; x = a + 'b' + c;").text).toBe(''));

test('never throws, and writes no more than there is room for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(64), (array, room) => {
      const out = new DecodedText(Buffer.from(array), Buffer.alloc(room));
      joined.decode(Buffer.from(array), array.length, out, plainSurvey(array, array.length));
      expect(out.length).toBeLessThanOrEqual(room);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '"',
          "'",
          '`',
          'ab',
          ' + ',
          ', ',
          '\\',
          '${',
          '}',
          '/* ',
          '[',
          '\n',
          '>',
          ': >\n  a',
          '\u200b',
          '&shy;',
          'x += ',
        ),
        { maxLength: 60 },
      ),
      (parts) => {
        decode(parts.join(''));
      },
    ),
  );
});

test('takes time in proportion to the length', () => {
  for (const part of [
    '"',
    "'",
    '`',
    'ab',
    ' + ',
    ', ',
    '\\',
    '${',
    '}',
    '/* ',
    '[',
    '\n',
    '>',
    ': >\n  a',
    '\u200b',
    '&shy;',
    'x += ',
    '"a" \'',
    `it's "x"\n`,
    '"abc\\\n',
    `"${'\\'.repeat(50)}`,
  ]) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    joined.decode(
      bytes,
      bytes.length,
      new DecodedText(bytes, Buffer.alloc(8 << 20)),
      plainSurvey(bytes, bytes.length),
    );
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
