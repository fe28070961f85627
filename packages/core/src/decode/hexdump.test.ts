import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { hexdump } from './hexdump.ts';
import { plainSurvey } from './survey.ts';

/** What comes out, with a bar between pieces, and where a part of it stands in the source. */
function decode(source: string | Buffer): { text: string; at: (part: string) => string } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 4096));
  hexdump.decode(bytes, bytes.length, out, plainSurvey(bytes, bytes.length));
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
  [
    'xxd',
    '00000000: 4142 4344 4546 4748 4a4b 4c4d 4e4f 5051  ABCDEFGHJKLMNOPQ\n00000010: 5253                                     RS\n',
    'ABCDEFGHJKLMNOPQRS',
  ],
  [
    'hexdump -C',
    '00000000  41 42 43 44 45 46 47 48  4a 4b 4c 4d 4e 4f 50 51  |ABCDEFGHJKLMNOPQ|\n*\n00000020  52 53 54 55                                       |RSTU|\n00000024\n',
    'ABCDEFGHJKLMNOPQ|RSTU',
  ],
  ['hexdump', '0000000 4241 4443 4645 4847\n0000008\n', 'ABCDEFGH'],
  ['od', '0000000 041101 042103 043105 044107\n0000010\n', 'ABCDEFGH'],
  ['od -c', '0000000   A   B  \\n   C 303 251   D   \n0000010\n', 'AB\nC\xc3\xa9D '],
  ['od -t x1z', '000000 41 42 43 44 45 46 47 48  >ABCDEFGH<\n000008\n', 'ABCDEFGH'],
  [
    'hexdump -x',
    '0000000    4241    4443    4645    4847    4b4a    4d4c    4f4e    5150\n0000010    5352    0054\n0000013\n',
    'ABCDEFGHJKLMNOPQRST\0',
  ],
  [
    'od -t x1 -c',
    '0000000  41  42  2c  5c  45  46  47  48\n          A   B   ,   \\   E   F   G   H\n0000010\n',
    'AB,\\EFGH',
  ],
  [
    'xxd -e, whose last word is short',
    '00000000: 44434241 48474645       4a           ABCDEFGHJ\n',
    'ABCDEFGHJ',
  ],
  ['tcpdump', '\t0x0000:  4142 4344 4546 4748  ABCDEFGH\n\t0x0008:  4a4b                 JK\n', 'ABCDEFGHJK'],
  ['gdb', '0x7ffe10:\t0x41\t0x42\t0x43\t0x44\n0x7ffe14 <x+4>:\t0x45\t0x46\t0x47\t0x48\n', 'ABCDEFGH'],
  [
    'characters that look like bytes',
    '00000000: 4142 2041 4220 4142  AB AB AB\n00000008: 4142 2041 4220 4142  AB AB AB\n',
    'AB AB ABAB AB AB',
  ],
  ['Node', 'x <Buffer 41 42 43 ... 9 more bytes>', 'ABC'],
])('%s', (_, source, text) => expect(decode(source).text).toBe(text));

test('says where it stands', () => {
  expect(decode('00000000: 4142 4344 4546 4748  ABCDEFGH\n').at('BCD')).toBe('42 4344');
  expect(decode('0000000 4241 4443 4645 4847\n').at('BC')).toBe('4241 4443');
});

test('text is no dump', () => {
  expect(decode('1234: one two\n2024 12 24\n  12 | abcd\ncafe babe\n10:20:30 ab cd\n').text).toBe('');
});

test('reads what xxd writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 100, max: 0xfe }), (array) => {
      const bytes = Buffer.from(array);
      let dump = '';
      for (let at = 0; at < bytes.length; at += 16) {
        const row = bytes.subarray(at, at + 16);
        const groups = row
          .toString('hex')
          .replace(/.{4}(?=.)/g, '$& ')
          .padEnd(39);
        dump += `${at.toString(16).padStart(8, '0')}: ${groups}  ${row.toString('latin1').replace(/[^ -~]/g, '.')}\n`;
      }
      // no byte is that of a separator, so that the text is the bytes and nothing else
      expect(decode(dump).text).toBe(bytes.toString('latin1'));
    }),
  );
});

test('never throws, and writes no more than there is room for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(64), (array, room) => {
      const out = new DecodedText(Buffer.from(array), Buffer.alloc(room));
      hexdump.decode(Buffer.from(array), array.length, out, plainSurvey(array, array.length));
      expect(out.length).toBeLessThanOrEqual(room);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '00000000: ',
          '4142 ',
          '41 ',
          '\n',
          '  |AB|',
          '0000010 ',
          '*\n',
          '0x',
          '<Buffer ',
          '│',
          '101 ',
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
    '00000000: ',
    '4142 ',
    '41 ',
    '\n',
    '  |AB|',
    '0000010 ',
    '*\n',
    '0x',
    '<Buffer ',
    '│',
    '101 ',
  ]) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    hexdump.decode(
      bytes,
      bytes.length,
      new DecodedText(bytes, Buffer.alloc(8 << 20)),
      plainSurvey(bytes, bytes.length),
    );
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
