import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { ansi } from './ansi.ts';
import { plainSurvey } from './survey.ts';

/** What comes out, with a bar between pieces, and where a part of it stands in the source. */
function decode(source: string | Buffer): { text: string; at: (part: string) => string } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 4096));
  ansi.decode(bytes, bytes.length, out, plainSurvey(bytes, bytes.length));
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

test.each([
  ['colours', 'ab\x1b[1;31mcd\x1b[0mef', 'abcdef'],
  ['erasing', 'ab\x1b[Kcd\x1b[2Kef', 'abcdef'],
  ['hyperlinks', 'ab\x1b]8;;http://example.com\x1b\\cdef', 'abcdef'],
  ['titles', 'ab\x1b]0;title\x07cdef', 'abcdef'],
  ['character sets', 'ab\x1b(Bcd\x1b7ef', 'abcdef'],
  ['eight bits', 'ab\u009b31mcdef', 'abcdef'],
  ['carets', 'ab^[[31mcd^[(Bef^[]0;x^G', 'abcdef'],
  ['escapes that loggers spell', 'ab#033[31mcd␛[0mef', 'abcdef'],
  ['lost escapes', 'ab[31mcd[0mef', 'abcdef'],
  ['a cursor to the right', 'ab\x1b[2Ccd', 'ab  cd'],
  ['overstrike', 'a\bab\bbc\bc', 'abc'],
  ['erased characters', 'abxy\b \b\b \bcd', 'abcd'],
])('%s', (_, source, text) => expect(decode(source).text).toBe(text));

test('one byte of 8 bits that is no part of a character', () => {
  expect(decode(Buffer.from('ab\x9b31mcd', 'latin1')).text).toBe('abcd');
  expect(decode('ěm').text).toBe('');
});

test('says where it stands', () => expect(decode('x ab\x1b[31mcd y').at('abcd')).toBe('ab\x1b[31mcd'));

test('code is no sequence', () => expect(decode('a[0] = /^[[a-z]]/; b[12]; c[i].m').text).toBe(''));

test('never throws, and writes no more than there is room for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(64), (array, room) => {
      const out = new DecodedText(Buffer.from(array), Buffer.alloc(room));
      ansi.decode(Buffer.from(array), array.length, out, plainSurvey(array, array.length));
      expect(out.length).toBeLessThanOrEqual(room);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom('\x1b', '\x1b[', '\x1b]', 'a\b', '\b', ' ', '[3', '1m', '^[', '\u009b', 'é', '\x07'),
        { maxLength: 60 },
      ),
      (parts) => {
        decode(parts.join(''));
      },
    ),
  );
});

test('takes time in proportion to the length', () => {
  for (const part of ['\x1b', '\x1b[', '\x1b]', 'a\b', '\b', ' ', '[3', '1m', '^[', '\u009b', 'é', '\x07']) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    ansi.decode(
      bytes,
      bytes.length,
      new DecodedText(bytes, Buffer.alloc(8 << 20)),
      plainSurvey(bytes, bytes.length),
    );
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
