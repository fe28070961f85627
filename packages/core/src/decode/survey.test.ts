/** The kernel's survey against its twin, on random bytes and on text that is made of what the planes look for. */
import fs from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildKeywordTable } from '../engine/compile.ts';
import { kernelMemory } from '../engine/kernel.ts';
import { NO_SIEVES } from '../engine/sift.ts';
import {
  AMPERSANDS,
  ANGLES,
  BACKSLASHES,
  BASE32_WORD,
  BASE64_RUN,
  HEX_DIGITS,
  LINE_MARKS,
  NUMBERS,
  OFFSETS,
  OPENING,
  PERCENTS,
  PLANES,
  plainSurvey,
  QUOTES,
  type Survey,
} from './survey.ts';

const code = fs.readFileSync(new URL('../../dist/kernel.wasm', import.meta.url));
const memory = kernelMemory({ ...buildKeywordTable([]), ruleCount: 0, sieves: NO_SIEVES }, code)!;

/** Planes that the kernel narrows: narrowing.test.ts is theirs. */
const NARROWED = [NUMBERS, BASE64_RUN, BASE32_WORD, LINE_MARKS];

function places(survey: Survey, length: number): number[][] {
  return Array.from({ length: PLANES }, (_, plane) => {
    const all: number[] = [];
    for (let at = survey.next(plane, 0); at < length; at = survey.next(plane, at + 1)) all.push(at);
    expect(survey.has(plane)).toBe(all.length > 0);
    return all;
  });
}

/** What stood in the memory before must not be seen. */
function compare(bytes: Uint8Array, shift: number): void {
  const room = memory.arena.subarray(shift * 64);
  room.fill('"a" 0x41 AAAA', 0, bytes.length + 256);
  room.set(bytes);
  const [kernel, twin] = [memory.survey(room, bytes.length), plainSurvey(bytes, bytes.length)].map((survey) =>
    places(survey, bytes.length).filter((_, plane) => !NARROWED.includes(plane)),
  );
  expect(kernel).toEqual(twin);
  for (const sign of [AMPERSANDS, BACKSLASHES, PERCENTS, OPENING, ANGLES])
    expect(memory.survey(room, bytes.length).has(sign)).toBe(plainSurvey(bytes, bytes.length).has(sign));
}

const PARTS = [
  ...'\'"`\\&%$^[]=<>#{(:- \t\n\r.xXhHuULm0123456789abcdefABCDEFGKZ_+/w\b\x1b\x9b\xc2\xe2\xef\xff\0',
  '0x41',
  '\\x41',
  '&H41',
  '4142434445464748',
  'deadbeefDEADBEEF',
  'MFRGGZDF',
  'aGVsbG8gd29ybGQh',
  'implementation of it',
  '\n   00000010: 4142',
  '\n\t\t',
  '    '.repeat(20),
  ': >-\n',
  '<B',
  '<~',
  '$(',
  '${',
  '=3D',
  '=\r\n',
  '9jqo^BlbD-BleB1DJ+*+F(f,q',
];

test('text that is made of what is looked for', () => {
  const text = fc.array(fc.constantFrom(...PARTS), { maxLength: 120 });
  fc.assert(
    fc.property(text, fc.nat(3), (parts, shift) => compare(Buffer.from(parts.join(''), 'latin1'), shift)),
    { numRuns: 2000 },
  );
});

test('any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => compare(bytes, 0)),
    { numRuns: 500 },
  );
});

test.each([0, 1, 63, 64, 65, 127, 128, 129])('text of %i bytes', (length) => {
  for (const part of ['A', '4', '"', ' ', '\n', '=0', '%%', 'a1+/']) compare(Buffer.alloc(length, part), 1);
});

test('the planes say what they are', () => {
  const text = Buffer.from('k = "0x41, 0x42"\n  0010: aGVsbG8gd29y deadbeefdeadbeef');
  const at = (plane: number): string[] =>
    places(plainSurvey(text, text.length), text.length)[plane]!.map((from) =>
      text.toString('latin1', from, from + 4),
    );
  expect(at(HEX_DIGITS)).toEqual(['0x41', '0x42', 'dead']);
  expect(at(BASE64_RUN)).toEqual(['aGVs', 'dead']);
  expect(at(QUOTES)).toEqual(['"0x4', '"\n  ']);
  expect(at(OFFSETS)).toEqual(['0010']);
});
