import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { containerOf } from './containers.ts';
import { contents, expectBounded, prose } from './kit/testing.ts';
import {
  backward,
  forward,
  frame,
  noSequences,
  packed,
  packedHead,
  plainLiterals,
  raw,
  repeated,
} from './kit/zstd/testing.ts';
import { opaque } from './opaque.ts';
import { zstd } from './zstd.ts';

const skipped = Buffer.from('\x5f\x2a\x4d\x18\x04\0\0\0skip', 'latin1');
const two = Buffer.concat([
  frame([raw('first, '), repeated('x', 5)]),
  skipped,
  frame([raw(' and another frame'), packed(plainLiterals(', packed'), noSequences)]),
]);

test('frames, blocks, and what is skipped', () => {
  expect(containerOf(two)).toBe(zstd);
  expect(contents(zstd, two)).toEqual([{ name: undefined, text: 'first, xxxxx and another frame, packed' }]);
  const cut = frame([raw('a block that is whole, and another'), raw(' that is not')]).subarray(0, -4);
  expect(contents(zstd, cut)).toMatchObject([
    { text: 'a block that is whole, and another that is' },
    { cause: 'damaged', reason: 'it is cut short' },
  ]);
});

test('a bomb, a window of gigabytes, and blocks of nothing end early', () => {
  const bomb = frame(Array.from({ length: 5000 }, () => repeated('\0', 1 << 17)));
  expect(contents(zstd, bomb, { most: 0 }).at(-1)).toMatchObject({ cause: 'budget' });
  expect(contents(zstd, frame([raw('x')], { window: 0xf8 })).at(-1)).toMatchObject({ cause: 'budget' });
  const nothing = frame(
    Array.from({ length: 100_000 }, () => raw('')),
    { window: 0x88 },
  );
  expect(contents(zstd, nothing)).toEqual([{ name: undefined, text: '' }]);
});

test('weights whose states have no bits are damage', () => {
  // one symbol has the whole probability, 32 of 32
  const weights = Buffer.concat([
    forward([
      [0, 4],
      [63, 6],
    ]),
    backward([
      [0, 5],
      [0, 5],
    ]),
  ]);
  const block = packed(
    packedHead(0, 5, 2 + weights.length),
    Buffer.of(weights.length),
    weights,
    Buffer.of(1),
    noSequences,
  );
  expect(contents(zstd, frame([raw('before'), block]))).toMatchObject([
    { text: 'before' },
    { cause: 'damaged' },
  ]);
});

test('any bytes', () => expectBounded(zstd, two));

const hasTool = spawnSync('zstd', ['--version']).status === 0;
const pack = (text: string, level: string): Buffer =>
  spawnSync('zstd', ['-c', level], { input: text, maxBuffer: 1 << 26 }).stdout;
test.skipIf(!hasTool).each(['-1', '-3', '-19', '--no-check'])(
  'what the real tool writes: %s (skipped where there is no zstd)',
  (level) => {
    for (const lines of [1, 500, 12_000]) {
      const text = prose(lines);
      const bytes = pack(text, level);
      const said = contents(zstd, bytes, { most: 1 << 24, piece: 50_000 });
      expect(said.map(({ cause }) => cause)).toEqual([undefined]);
      expect(said[0]!.text === text).toBe(true);
    }
    expectBounded(zstd, pack(prose(40), level), 100);
  },
);

test.each([
  ['xz', '\xfd7zXZ\0\0\x04'],
  ['bzip2', 'BZh91AY&SY'],
  ['lz4', '\x04\x22\x4d\x18d@'],
  ['lzma', '\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff\0'],
  ['7z', '7z\xbc\xaf\x27\x1c\0\x04'],
  ['rar', 'Rar!\x1a\x07\x01\0'],
  ['RPM', '\xed\xab\xee\xdb\x03\0'],
  ['age', 'age-encryption.org/v1\n-> X25519 abc'],
  ['age', '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl'],
  ['OpenPGP', '-----BEGIN PGP MESSAGE-----\n\nhQEM'],
  ['OpenPGP', '\x85\x01\x0c\x03ABCDEFGH\x01\x07'],
  ['OpenPGP', '\x8c\x0d\x04\x09\x03\x02'],
  ['OpenSSL', 'Salted__abcdefgh'],
  [
    'encrypted',
    `\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(2000)}${Buffer.from('EncryptedPackage', 'utf16le').toString('latin1')}`,
  ],
])('%s is said to be unopened', (what, text) => {
  const bytes = Buffer.from(text, 'latin1');
  expect(containerOf(bytes.subarray(0, 512))).toBe(opaque);
  const said = contents(opaque, bytes);
  expect(said).toMatchObject([{ name: undefined, cause: 'format' }]);
  expect(said[0]!.reason).toContain(what);
});

test('an old document of Office is no matter', () => {
  expect(
    contents(opaque, Buffer.from(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'text'.repeat(99)}`, 'latin1')),
  ).toEqual([]);
});
