import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { uuencode } from './uuencode.ts';
import { plainSurvey } from './survey.ts';

/** What comes out, with a bar between pieces, and where a part of it stands in the source. */
function decode(source: string | Buffer): { text: string; at: (part: string) => string } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 4096));
  uuencode.decode(bytes, bytes.length, out, plainSurvey(bytes, bytes.length));
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

test('a file', () => {
  expect(decode('x\nbegin 644 cat.txt\n#0V%T\n`\nend\n').text).toBe('Cat');
  expect(decode('begin 0644 a b\r\n#0V%T\r\n#0V%T\r\n`\r\nend').text).toBe('CatCat');
});

test('says where it stands', () => expect(decode('begin 644 a\n#0V%T\n`\nend\n').at('Cat')).toBe('0V%T'));

test('the word alone is none', () => expect(decode('to begin with, begin 644').text).toBe(''));

test('never throws, and writes no more than there is room for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(64), (array, room) => {
      const out = new DecodedText(Buffer.from(array), Buffer.alloc(room));
      uuencode.decode(Buffer.from(array), array.length, out, plainSurvey(array, array.length));
      expect(out.length).toBeLessThanOrEqual(room);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('begin ', '644 ', 'a\n', '#0V%T\n', '`\n', 'end\n', 'M', ' '), {
        maxLength: 60,
      }),
      (parts) => {
        decode(parts.join(''));
      },
    ),
  );
});

test('takes time in proportion to the length', () => {
  for (const part of ['begin ', '644 ', 'a\n', '#0V%T\n', '`\n', 'end\n', 'M', ' ']) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    uuencode.decode(
      bytes,
      bytes.length,
      new DecodedText(bytes, Buffer.alloc(8 << 20)),
      plainSurvey(bytes, bytes.length),
    );
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
