import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { unicode } from './unicode.ts';
import { plainSurvey } from './survey.ts';

/** What comes out, with a bar between pieces, and where a part of it stands in the source. */
function decode(source: string | Buffer): { text: string; at: (part: string) => string } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 4096));
  unicode.decode(bytes, bytes.length, out, plainSurvey(bytes, bytes.length));
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

const latin = (text: string): string => Buffer.from(text).toString('latin1');

test.each([
  ['decomposed letters', 'pa\u0308sswo\u0302rd', 'pässwôrd'],
  ['full width', 'ａｂｃ１２３！', 'abc123!'],
  ['spaces', 'ab\u00a0cd\u202fef', 'ab cd ef'],
  ['quotes and hyphens', '“ab‑cd” ‘e’', '"ab-cd" \'e\''],
  ['encoded twice', 'pÃ¤ss â‚¬', 'päss €'],
])('%s', (_, source, text) => expect(decode(source).text).toBe(latin(text)));

test('Latin-1 and Windows-1252', () => {
  expect(decode(Buffer.from('pässwörd', 'latin1')).text).toBe(latin('pässwörd'));
  expect(decode(Buffer.from('cost: \x80 12', 'latin1')).text).toBe(latin('cost: € 12'));
});

test('says where it stands', () => expect(decode('pa\u0308ss').at(latin('äs'))).toBe(latin('a\u0308s')));

test('what is as it should be', () => expect(decode('pässwörd 水 😀 Ж').text).toBe(''));

test('bytes of a binary are no Latin-1', () =>
  expect(decode(randomBytes(4096)).text.length).toBeLessThan(4096));

test('never throws, and writes no more than there is room for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(64), (array, room) => {
      const out = new DecodedText(Buffer.from(array), Buffer.alloc(room));
      unicode.decode(Buffer.from(array), array.length, out, plainSurvey(array, array.length));
      expect(out.length).toBeLessThanOrEqual(room);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom('é', 'e\u0301', '\u0301', 'Ã©', 'Ａ', '\u00a0', '水', 'a', '“', '€', '\u0300\u0301'),
        { maxLength: 60 },
      ),
      (parts) => {
        decode(parts.join(''));
      },
    ),
  );
});

test('takes time in proportion to the length', () => {
  for (const part of ['é', 'e\u0301', '\u0301', 'Ã©', 'Ａ', '\u00a0', '水', 'a', '“', '€', '\u0300\u0301']) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    unicode.decode(
      bytes,
      bytes.length,
      new DecodedText(bytes, Buffer.alloc(8 << 20)),
      plainSurvey(bytes, bytes.length),
    );
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
