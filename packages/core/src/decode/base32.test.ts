import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { base32 } from './base32.ts';
import { plainSurvey } from './survey.ts';

/** What comes out, with a bar between pieces, and where a part of it stands in the source. */
function decode(source: string | Buffer): { text: string; at: (part: string) => string } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 4096));
  base32.decode(bytes, bytes.length, out, plainSurvey(bytes, bytes.length));
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

const encode = (source: Uint8Array): string => {
  let bits = '';
  for (const byte of source) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five.padEnd(5, '0'), 2)])
    .join('');
};
const secret = 'user:correct horse 12';
const written = encode(Buffer.from(secret));

test.each([
  ['upper case', `${written}======`],
  ['lower case', written.toLowerCase()],
  ['groups of four', written.replace(/.{4}(?=.)/g, '$& ')],
  ['dashes', written.replace(/.{8}(?=.)/g, '$&-')],
  ['lines', written.replace(/.{16}(?=.)/g, '$&\n  ')],
  [
    'the extended alphabet',
    written.replace(
      /./g,
      (one) => '0123456789ABCDEFGHIJKLMNOPQRSTUV'['ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one)]!,
    ),
  ],
])('%s', (_, source) => expect(decode(`k = ${source}\n`).text).toBe(secret));

test('cut text is found at its alignment', () =>
  expect(decode(`k: ${written.slice(3)}`).text).toContain('correct horse 12'));

test('says where it stands', () => expect(decode(`k: ${written}`).at('user:')).toBe(written.slice(0, 8)));

test('words are none', () =>
  expect(decode('INTERNATIONALIZATION of internationalization; THIS IS SOME TEXT HERE').text).toBe(''));

test('bytes of any kind, where letters and digits are mixed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 60, max: 0xfe }), (array) => {
      const source = encode(array);
      fc.pre(/[A-Z]/.test(source) && /[2-7]/.test(source));
      expect(decode(`"${source}"`).text).toContain(Buffer.from(array).toString('latin1'));
    }),
  );
});

test('random bytes are not taken for it often', () =>
  expect(decode(randomBytes(4096)).text.length).toBeLessThan(512));

test('never throws, and writes no more than there is room for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(64), (array, room) => {
      const out = new DecodedText(Buffer.from(array), Buffer.alloc(room));
      base32.decode(Buffer.from(array), array.length, out, plainSurvey(array, array.length));
      expect(out.length).toBeLessThanOrEqual(room);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('MFRGG', 'mfrgg', '234567', ' ', '-', '=', '\n', '0', 'MFRGGZDF', '8'), {
        maxLength: 60,
      }),
      (parts) => {
        decode(parts.join(''));
      },
    ),
  );
});

test('takes time in proportion to the length', () => {
  for (const part of ['MFRGG', 'mfrgg', '234567', ' ', '-', '=', '\n', '0', 'MFRGGZDF', '8']) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    base32.decode(
      bytes,
      bytes.length,
      new DecodedText(bytes, Buffer.alloc(8 << 20)),
      plainSurvey(bytes, bytes.length),
    );
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
