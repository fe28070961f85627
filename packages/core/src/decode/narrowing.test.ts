/** What the kernel leaves out of a survey is nothing that a decoder would read. */
import fs from 'node:fs';
import { constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildKeywordTable } from '../engine/compile.ts';
import { kernelMemory } from '../engine/kernel.ts';
import { NO_SIEVES } from '../engine/sift.ts';
import { base32 } from './base32.ts';
import { base64 } from './base64.ts';
import { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { numbers } from './numbers.ts';
import { prefixes } from './prefixes.ts';
import { BASE32_WORD, BASE64_RUN, LINE_MARKS, NUMBERS, plainSurvey, type Survey } from './survey.ts';

const code = fs.readFileSync(new URL('../../dist/kernel.wasm', import.meta.url));
const memory = kernelMemory({ ...buildKeywordTable([]), ruleCount: 0, sieves: NO_SIEVES }, code)!;

function decoded(decoder: Decoder, bytes: Buffer, survey: Survey): string {
  const out = new DecodedText(bytes, Buffer.alloc(16 * bytes.length + 1024));
  if (decoder.mayRead(survey, bytes)) decoder.decode(bytes, bytes.length, out, survey);
  return out.bytes.toString('latin1', 0, out.length);
}

function places(survey: Survey, plane: number, length: number): number[] {
  const all: number[] = [];
  for (let at = survey.next(plane, 0); at < length; at = survey.next(plane, at + 1)) all.push(at);
  return all;
}

/** Both surveys of the same bytes: the same is decoded, and the kernel's is no larger. */
function compare(text: Uint8Array): void {
  const bytes = memory.arena.subarray(0, text.length);
  memory.arena.fill('A1,', 0, text.length + 256);
  bytes.set(text);
  const narrow = memory.survey(bytes, bytes.length);
  const wide = plainSurvey(bytes, bytes.length);
  for (const decoder of [base64, base32, numbers, prefixes])
    expect(decoded(decoder, bytes, narrow)).toBe(decoded(decoder, bytes, wide));
  for (const plane of [BASE64_RUN, BASE32_WORD, NUMBERS, LINE_MARKS]) {
    const all = new Set(places(wide, plane, text.length));
    const kept = places(narrow, plane, text.length);
    expect(kept.every((at) => all.has(at))).toBe(true);
    expect(narrow.has(plane)).toBe(kept.length > 0);
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function inBase32(bytes: Uint8Array): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return bits.replaceAll(/.{1,5}/g, (five) => ALPHABET[parseInt(five.padEnd(5, '0'), 2)]!);
}

const SPOKEN = [
  'a word or two of text',
  'naïve café, déjà vu',
  'пароль от базы',
  '密码是什么呢',
  'p4ss:w0rd-9!x\n',
  'é',
];

/** What a text says, in the ways that the three decoders read. */
const encoded = fc.constantFrom(...SPOKEN).chain((said) => {
  const bytes = Buffer.from(said);
  const list = [...bytes];
  return fc.constantFrom(
    bytes.toString('base64'),
    bytes.toString('base64url'),
    Buffer.from(said, 'utf16le').toString('base64'),
    Buffer.from(said, 'utf16le').swap16().toString('base64'),
    Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), bytes]).toString('base64'),
    inBase32(bytes),
    inBase32(bytes).toLowerCase(),
    inBase32(bytes).replaceAll(/.{4}/g, '$& '),
    inBase32(bytes).replaceAll(/.{8}/g, '$&\n  '),
    list.join(', '),
    list.join(';'),
    list.join('\n'),
    `[${list.map((byte) => (byte > 127 ? byte - 256 : byte)).join(',')}]`,
    list.map((byte) => `0x${byte.toString(16)}`).join(', '),
    list.map((byte) => byte.toString(8).padStart(3, '0')).join(' '),
    list.map((byte) => `chr(${byte})`).join('.'),
    list.map((byte) => `Chr(${byte})`).join(' & '),
    list.map((byte) => `[char]${byte}`).join('+'),
    list.map((byte) => `(byte)${byte}`).join(', '),
    `String.fromCharCode(${list.join(',')})`,
    JSON.stringify(Uint8Array.from(bytes)),
    JSON.stringify(Uint8Array.from(bytes), null, 1),
  );
});

const around = fc.constantFrom(
  '',
  ' ',
  '"',
  '\n',
  'key=',
  'path/to/some/thing/',
  'A',
  'x1',
  '=',
  '.',
  'getTheNameOfTheThing',
  '"a": 1, ',
);

test('what is encoded, beside anything', () => {
  const pieces = fc.array(fc.tuple(around, encoded, around), { maxLength: 6 });
  fc.assert(
    fc.property(pieces, (parts) => compare(Buffer.from(parts.flat().join('')))),
    { numRuns: 1500 },
  );
});

/** Heads of what is packed, and behind them bytes that say nothing. */
const HEADS = [
  '1f8b08',
  '504b0304',
  '504b0506',
  '89504e47',
  '25504446',
  '425a68',
  'fd377a585a00',
  '28b52ffd',
];
HEADS.push('5041434b000000', '377abcaf271c', '04224d18', '7801', '785e', '789c', '78da');

/** A tar's first block: a name, zeros, and late what tells that it is one. */
function tar(): Buffer {
  const block = Buffer.alloc(512);
  block.write('a.txt');
  block.write('ustar', 257);
  return block;
}

test('what is packed, in base64', () => {
  const text = Buffer.from('key = value of some length, and a few words more of it\n');
  const packed = [
    ...HEADS.map((head) => Buffer.concat([Buffer.from(head, 'hex'), Buffer.alloc(24, 0x81)])),
    gzipSync(text),
    deflateSync(text),
    deflateRawSync(text),
    deflateRawSync(text, { strategy: constants.Z_FIXED }),
    deflateRawSync(text, { level: 0 }),
    tar(),
  ];
  for (const bytes of packed) {
    const written = Buffer.from(`"${bytes.toString('base64')}"`);
    compare(written);
    expect(decoded(base64, written, plainSurvey(written, written.length)).length).toBeGreaterThan(0);
  }
});

test('names, paths, hashes and numbers', () => {
  const word = fc.stringMatching(/^[\w+/-]{1,80}$/);
  const other = fc.constantFrom(' ', ',', ';', ')', '(', '\n', '. ', '-', 'ch(', 'Chr(', '0', '12', '255');
  const text = fc.array(fc.oneof(word, other), { maxLength: 60 });
  fc.assert(
    fc.property(text, (parts) => compare(Buffer.from(parts.join('')))),
    { numRuns: 1500 },
  );
});

test('any bytes in base64, and any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.boolean(), (bytes, isEncoded) =>
      compare(isEncoded ? Buffer.from(Buffer.from(bytes).toString('base64')) : bytes),
    ),
    { numRuns: 1500 },
  );
});

const PREFIXES = [
  '',
  '  ',
  '# ',
  '//',
  '// ',
  ' * ',
  '/* ',
  '- ',
  '-',
  '+',
  '> ',
  '>> ',
  '| ',
  '|',
  '│ ',
  '1: ',
  '2: ',
  '00003| ',
  '4\t',
  ' 5  ',
  '12. ',
  'REM ',
  'dnl ',
  ':: ',
  '" ',
  "' ",
  '... ',
  '<!-- ',
  '< ',
  '@@ -1,2 +1,2 @@',
  '2026-11-27 10:00:01 INFO  ',
  '2026-11-27 10:00:02 WARN  ',
  'app[12] info: ',
  'app[7] error: ',
  '[main] ',
  '[worker] ',
  'x [main] ',
  'x [worker] ',
  'app INFO: ',
  'app DEBUG: ',
  'web_1  | ',
  'web_12 | ',
  'file.ts:10: ',
  'file.ts:11: ',
  'src/file.ts-12-',
  'src/file.ts-13-',
  'log: 00000010: ',
  'log: 00000020: ',
  '"key": ',
  '{"a": ',
  'const ',
];
const TEXTS = [
  '',
  'QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
  'a few words of a sentence',
  '"half',
  '4142 4344',
  'x = 1;',
  '\\',
  '}',
];

test('lines with something before them', () => {
  const lines = fc.array(
    fc.tuple(
      fc.constantFrom(...PREFIXES),
      fc.constantFrom(...TEXTS),
      fc.constantFrom('\n', '\n', '\r\n', '\n\n'),
    ),
    { maxLength: 24 },
  );
  fc.assert(
    fc.property(lines, (all) => compare(Buffer.from(all.flat().join('')))),
    { numRuns: 3000 },
  );
});

test('blocks of lines with the same before them', () => {
  const block = fc.tuple(
    fc.constantFrom(...PREFIXES),
    fc.constantFrom(...PREFIXES),
    fc.array(fc.constantFrom(...TEXTS), { minLength: 1, maxLength: 5 }),
  );
  const write = ([first, second, texts]: readonly [string, string, readonly string[]]): string =>
    texts.map((text, i) => `${i % 2 === 0 ? first : second}${text}\n`).join('');
  fc.assert(
    fc.property(fc.array(block, { maxLength: 6 }), (all) => compare(Buffer.from(all.map(write).join('')))),
    { numRuns: 3000 },
  );
});
