import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { base85 } from './base85.ts';
import { plainSurvey } from './survey.ts';

/** What comes out, with a bar between pieces, and where a part of it stands in the source. */
function decode(source: string | Buffer): { text: string; at: (part: string) => string } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 4096));
  base85.decode(bytes, bytes.length, out, plainSurvey(bytes, bytes.length));
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

const RFC1924 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';
const Z85 = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';
const ASCII85 = String.fromCharCode(...Array.from({ length: 85 }, (_, i) => 33 + i));

function encode(source: Uint8Array, alphabet: string): string {
  let text = '';
  for (let at = 0; at < source.length; at += 4) {
    const four = Buffer.alloc(4);
    four.set(source.subarray(at, at + 4));
    let value = four.readUInt32BE();
    let group = '';
    for (let i = 0; i < 5; i++, value = Math.floor(value / 85)) group = alphabet[value % 85]! + group;
    text += group.slice(0, Math.min(4, source.length - at) + 1);
  }
  return text;
}
const secret = 'postgres://app:hunter2@db/x'; // staunch:allow

test.each([
  ['RFC 1924', `key=${encode(Buffer.from(secret), RFC1924)}`],
  ['Z85', `${encode(Buffer.from(secret), Z85)}`],
  ['Ascii85', `(${encode(Buffer.from(secret), ASCII85)}`],
  ['Adobe', `<~${encode(Buffer.from(secret), ASCII85).replace(/.{20}/, '$&\n')}~>`],
])('%s', (_, source) => expect(decode(`x ${source}\n`).text).toContain(secret));

test('says where it stands', () => {
  const source = encode(Buffer.from(secret), RFC1924);
  expect(decode(`x ${source}`).at('post')).toBe(source.slice(0, 5));
});

test('code is none', () =>
  expect(decode('if(this.parent.kind===SyntaxKind.SourceFile)return{a:b.c(d)};').text).toBe(''));

test('any bytes between delimiters', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 50, max: 0xfe }), (array) => {
      const source = encode(array, ASCII85).replaceAll('!!!!!', 'z');
      expect(decode(`<~${source}~>`).text.split('|')[0]).toBe(
        Buffer.from(array).toString('latin1').split('|')[0],
      );
    }),
  );
});

test('random bytes are not taken for it often', () =>
  expect(decode(randomBytes(4096)).text.length).toBeLessThan(512));

test('never throws, and writes no more than there is room for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(64), (array, room) => {
      const out = new DecodedText(Buffer.from(array), Buffer.alloc(room));
      base85.decode(Buffer.from(array), array.length, out, plainSurvey(array, array.length));
      expect(out.length).toBeLessThanOrEqual(room);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('<~', '~>', 'abcde', 'ABCDE', '!', '"', ' ', 'z', 'ASu$eAmf<', '@', '\n'), {
        maxLength: 60,
      }),
      (parts) => {
        decode(parts.join(''));
      },
    ),
  );
});

test('takes time in proportion to the length', () => {
  for (const part of ['<~', '~>', 'abcde', 'ABCDE', '!', '"', ' ', 'z', 'ASu$eAmf<', '@', '\n']) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    base85.decode(
      bytes,
      bytes.length,
      new DecodedText(bytes, Buffer.alloc(8 << 20)),
      plainSurvey(bytes, bytes.length),
    );
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
