/** The kernel against its twin, and both against what they are for: windows and tokens of known values. */
import fs from 'node:fs';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildKeywordTable } from '../engine/compile.ts';
import { NO_SIEVES } from '../engine/sift.ts';
import { kernelMemory } from '../engine/kernel.ts';
import { ManagedLookup } from './lookup.ts';
import { ManagedIndex } from './managed-index.ts';
import { plainSearch, type ManagedSearch } from './views.ts';

const code = fs.readFileSync(new URL('../../dist/kernel.wasm', import.meta.url));
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const token = (length: number): string =>
  Array.from(randomBytes(length), (byte) => ALPHABET[byte % 62]).join('');

const values = [
  token(32),
  token(20),
  randomBytes(32).toString('hex'),
  randomBytes(25).toString('base64'),
  token(12),
  token(9),
];
const index = ManagedIndex.empty(randomBytes(16), randomBytes(32));
values.forEach((value, i) => index.add(String(i).padStart(16, '0'), `ITEM_${i}`, Buffer.from(value)));
const { tables } = new ManagedLookup(index);
const { automaton, arrays } = buildKeywordTable([]);
const memory = kernelMemory({ automaton, arrays, ruleCount: 0, sieves: NO_SIEVES }, code, tables)!;
const plain = plainSearch(tables);

function hits(search: ManagedSearch, bytes: Buffer, length: number): string[] {
  const found: string[] = [];
  search.windows(bytes, length, (entry, view, at) => found.push(`window ${entry} ${view} ${at}`));
  search.tokens(bytes, length, (entry, size, end) => found.push(`token ${entry} ${size} ${end}`));
  return found.sort();
}

function both(text: Buffer): string[] {
  text.copy(memory.text);
  const ours = hits(memory.managed!, memory.text, text.length);
  expect(ours).toEqual(hits(plain, text, text.length));
  return ours;
}

const spellings: ((value: string) => Buffer)[] = [
  (value) => Buffer.from(value),
  (value) => Buffer.from(value, 'utf16le'),
  (value) => Buffer.from(Buffer.from(value).toString('base64')),
  (value) => Buffer.from(Buffer.from('x' + value).toString('base64')),
  (value) => Buffer.from(Buffer.from('xy' + value).toString('base64url')),
  (value) => Buffer.from(Buffer.from(value).toString('base64').replace(/.{9}/g, '$&\r\n')),
  (value) => Buffer.from(Buffer.from(value).toString('hex').toUpperCase()),
  (value) => Buffer.from([...value].reverse().join('')),
  (value) => Buffer.from([...value].join("', '")),
];

test('every strong value has a hit in every spelling, at every place of a block', () => {
  for (const value of values.slice(0, 4)) {
    for (const spell of spellings) {
      const piece = spell(value);
      for (const before of [0, 1, 8191 - piece.length, 8180, 8192, 8200, 16384 - 5]) {
        const text = Buffer.concat([Buffer.alloc(Math.max(0, before), 0x20), piece, Buffer.from('; end')]);
        expect(both(text).length, `${spell}`).toBeGreaterThan(0);
      }
    }
  }
});

test('a medium value is a token between any two edges of words', () => {
  for (const value of values.slice(4)) {
    for (const frame of ['@', 'k="@"', '@,@', 'a:@@b', '\u00e9 @', '-@-']) {
      const text = Buffer.from(frame.replaceAll('@', value));
      expect(
        both(text).some((hit) => hit.startsWith('token')),
        frame,
      ).toBe(frame !== 'a:@@b');
    }
  }
});

test('kernel and twin say the same of random text', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 40 }).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    fc
      .string({ unit: fc.constantFrom('a', 'Z', '9', '+', '/', '\n', '\r', '=', '-'), maxLength: 80 })
      .map((text) => Buffer.from(text)),
    fc.constantFrom(...values).chain((value) => fc.constantFrom(...spellings).map((spell) => spell(value))),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(20000), (pieces, before) => {
      both(Buffer.concat([Buffer.alloc(before, 0x41), ...pieces]));
    }),
    { numRuns: 60 },
  );
});
