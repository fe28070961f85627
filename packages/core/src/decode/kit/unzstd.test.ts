import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSource } from './source.ts';
import { prose } from './testing.ts';
import { Unzstd } from './unzstd.ts';
import { XxHash64 } from './zstd/xxhash64.ts';
import { Window } from './zstd/window.ts';
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
  repeatedLiterals,
  sequences,
  type Bits,
} from './zstd/testing.ts';

/** Whether there is the real tool. */
const hasTool = spawnSync('zstd', ['--version']).status === 0;

function pack(data: Uint8Array | string, ...flags: readonly string[]): Buffer {
  const { status, stdout } = spawnSync('zstd', ['-c', '-q', ...flags], { input: data, maxBuffer: 1 << 28 });
  expect(status).toBe(0);
  return stdout;
}

function unpack(bytes: Buffer, piece = 777): { out: Buffer; stream: Unzstd } {
  const stream = new Unzstd(bytesSource(bytes));
  const into = Buffer.alloc(piece);
  const pieces: Buffer[] = [];
  for (let count = stream.pull(into); count > 0; count = stream.pull(into)) {
    pieces.push(Buffer.from(into.subarray(0, count)));
  }
  return { out: Buffer.concat(pieces), stream };
}

function expectWhole(bytes: Buffer, expected: Buffer, piece = 777, asksTool = expected.length < 1e4): void {
  const { out, stream } = unpack(bytes, piece);
  expect(stream.damage).toBeUndefined();
  expect(out.equals(expected)).toBe(true);
  expect(stream.used).toBe(bytes.length);
  if (hasTool && asksTool) {
    expect(spawnSync('zstd', ['-dc'], { input: bytes }).stdout.equals(expected)).toBe(true);
  }
}

/** What comes out before the damage. */
function expectDamaged(bytes: Buffer, before = ''): void {
  const { out, stream } = unpack(bytes);
  expect([stream.damage, stream.cause]).toEqual(['its data is damaged', 'damaged']);
  expect(out.toString('latin1')).toBe(before);
}

/** As the real tool says too. */
function expectRefused(bytes: Buffer, before = ''): void {
  expectDamaged(bytes, before);
  if (hasTool) expect(spawnSync('zstd', ['-dc'], { input: bytes }).status).toBe(1);
}

function sumOf(text: string): number {
  const bytes = Buffer.from(text, 'latin1');
  const sum = new XxHash64().start();
  sum.update(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
  return sum.digest();
}

/** Weights of a Huffman code as they stand: of 97 symbols none, of `a` 1; what is left is the 1 of `b`. */
const weightsOfAB = Buffer.of(127 + 98, ...Array<number>(48).fill(0), 0x01);
const letters = (text: string): Buffer => backward([...text].map((letter) => [letter === 'b' ? 1 : 0, 1]));

/** A description of states in which one symbol has the whole probability: they have no bits, so no stream ever ends. */
function certain(symbol: number, log: number): Buffer {
  const bits: [value: number, bits: number][] = [[log - 5, 4]];
  if (symbol > 0) {
    // the first has no share, and as many more: three at a time
    bits.push([1, log]);
    let more = symbol - 1;
    for (; more >= 3; more -= 3) bits.push([3, 2]);
    bits.push([more, 2]);
  }
  bits.push([2 ** (log + 1) - 1, log + 1]);
  return forward(bits);
}

/** A block of Huffman-coded literals whose weights are spelled by `weights`, and no sequences. */
function coded(weights: Buffer, stream: Buffer, length: number): Buffer {
  return frame([packed(packedHead(0, length, weights.length + stream.length), weights, stream, noSequences)]);
}

test('the sum of known bytes, in pieces of any size', () => {
  const known = [
    [0, 0x51d8e999],
    [3, 0x97aaeb7b],
    [31, 0x0aa3c968],
    [32, 0xef028954],
    [33, 0xb53be3e9],
    [39, 0x0f3c226f],
    [63, 0x6cf2b342],
    [64, 0x8ba86017],
    [100, 0x08c9f1d6],
  ] as const;
  for (const [length, sum] of known) {
    const bytes = Buffer.from(Array.from({ length }, (_, i) => 97 + ((i * 7) % 26)));
    const view = new DataView(bytes.buffer, bytes.byteOffset, length);
    for (const piece of [1, 5, 31, 32, 40, 100]) {
      const hash = new XxHash64().start();
      for (let at = 0; at < length; at += piece) hash.update(view, at, Math.min(length, at + piece));
      expect(hash.digest()).toBe(sum);
    }
  }
});

test('blocks as they stand and repeated, with every kind of head', () => {
  const blocks = [raw('one '), repeated('x', 4), raw(''), repeated('y', 0), raw(' end')];
  const text = Buffer.from('one xxxx end');
  expectWhole(frame(blocks), text, 3);
  expectWhole(frame(blocks, { size: [12, 1] }), text);
  expectWhole(frame(blocks, { size: [12, 4] }), text);
  expectWhole(frame(blocks, { size: [12, 8] }), text);
  expectWhole(frame(blocks, { checksum: sumOf('one xxxx end') }), text);
  expectWhole(frame(blocks, { dictionary: 0 }), text);
  expectWhole(frame([repeated('z', 300)], { size: [300, 2] }), Buffer.alloc(300, 'z'));
  expectWhole(frame([raw('a'), packed(), raw('b')]), Buffer.from('ab'));
  const skipped = Buffer.from('\x5f\x2a\x4d\x18\x04\0\0\0skip', 'latin1');
  expectWhole(Buffer.concat([skipped, frame(blocks), skipped, frame(blocks)]), Buffer.concat([text, text]));
  expectWhole(Buffer.concat([skipped, skipped]), Buffer.alloc(0));
});

test('literals of every kind, and sequences by every mode', () => {
  const byCode = (literal: number, offset: number, match: number, bits: Bits): Buffer =>
    sequences(1, [1, 1, 1], Buffer.of(literal, offset, match), backward(bits));
  // 3 literals; offset 6 - 3; 6 + 3 bytes
  const abc = packed(plainLiterals('abc.'), byCode(3, 2, 6, [[2, 2]]));
  expectWhole(frame([abc]), Buffer.from('abcabcabcabc.'));
  // the same codes again, with new literals; offset 7 - 3
  const again = packed(plainLiterals('xyz'), sequences(1, [3, 3, 3], Buffer.alloc(0), backward([[3, 2]])));
  expectWhole(frame([abc, again]), Buffer.from('abcabcabcabc.xyz.xyz.xyz.'));
  // what is predefined: state 2 stands for one literal, 0 for the offset of before (1) and for 3 bytes
  const predefined = sequences(
    1,
    [0, 0, 0],
    Buffer.alloc(0),
    backward([
      [2, 6],
      [0, 5],
      [0, 6],
    ]),
  );
  expectWhole(frame([packed(plainLiterals('xy'), predefined)]), Buffer.from('xxxxy'));
  // states of no bits: no literals, the second of the offsets of before (4, and 1 in turn), 3 bytes, 5 times
  const sure = Buffer.concat([certain(0, 5), certain(0, 5), certain(0, 6)]);
  const five = sequences(
    5,
    [2, 2, 2],
    sure,
    backward([
      [7, 5],
      [7, 5],
      [7, 6],
    ]),
  );
  expectWhole(
    frame([raw('abcd'), packed(plainLiterals(''), five)]),
    Buffer.from(matched('abcd', [4, 1, 4, 1, 4])),
  );
  expectWhole(frame([packed(repeatedLiterals('r', 5000), noSequences)]), Buffer.alloc(5000, 'r'));
  const one = packed(packedHead(0, 5, weightsOfAB.length + 1), weightsOfAB, letters('abbab'), noSequences);
  const treeless = packed(packedHead(0, 4, 1, true), letters('baab'), noSequences);
  const four = ['abab', 'bbbb', 'aaaa', 'abb'].map(letters);
  const jumps = Buffer.of(1, 0, 1, 0, 1, 0);
  const inFour = packed(packedHead(1, 15, 6 + 4, true), jumps, ...four, noSequences);
  expectWhole(frame([one, treeless, inFour]), Buffer.from('abbabbaabababbbbbaaaaabb'));
  expectDamaged(frame([treeless]));
});

/** Weights 1, 1, 1 (and 1 that is left): states that count down, from 5 and from 0, to one that wants a bit more. */
const packedWeights = Buffer.concat([
  Buffer.of(5),
  forward([
    [0, 4],
    [1, 5],
    [0, 2],
    [62, 6],
    [0, 1],
  ]),
  backward([
    [5, 5],
    [0, 5],
  ]),
]);

test('weights that are packed', () => {
  const stream = backward([
    [3, 2],
    [0, 2],
    [2, 2],
  ]);
  expectWhole(coded(packedWeights, stream, 3), Buffer.of(3, 0, 2));
});

/** `start`, and after it a literal and a match of 3 bytes for each of the offsets. */
function matched(start: string, offsets: readonly number[], literals = ''): string {
  let text = start;
  for (const [i, offset] of offsets.entries()) {
    text += literals[i] ?? '';
    for (let n = 0; n < 3; n++) text += text[text.length - offset];
  }
  return text;
}

test('offsets of before, in every order', () => {
  // 1, 4 and 8 to begin with; a match of 3 bytes each
  const digits = '0123456789';
  const byNumber = (numbers: readonly (2 | 3)[], literals: string): Buffer =>
    frame([
      raw(digits),
      packed(
        plainLiterals(literals),
        sequences(
          numbers.length,
          [1, 1, 1],
          Buffer.of(literals === '' ? 0 : 1, 1, 0),
          backward(numbers.map((number) => [number & 1, 1] as const)),
        ),
      ),
    ]);
  expectWhole(byNumber([2, 2, 3], 'abc'), Buffer.from(matched(digits, [4, 1, 8], 'abc')));
  // without a literal before it a number means the next one, and the last one less than the first
  expectWhole(byNumber([2, 3], ''), Buffer.from(matched(digits, [8, 7])));
  // one less than the first is 0, which tools took for 1 before version 1.5.5
  expectDamaged(byNumber([3], ''), digits);
});

test('what states of no bits would go on with for ever', () => {
  for (const symbol of [0, 1, 2, 7, 12, 200]) {
    for (const log of [5, 6]) {
      for (const seeds of [0, 2 ** log - 1]) {
        const weights = Buffer.concat([
          certain(symbol, log),
          backward([
            [seeds, log],
            [seeds, log],
          ]),
        ]);
        expectRefused(coded(Buffer.concat([Buffer.of(weights.length), weights]), letters('a'), 5));
      }
    }
  }
  // 3 bytes each, and no bits: 43690 have room in a block
  const out = unpack(
    frame([
      raw('abcdefgh'),
      packed(plainLiterals(''), sequences(65_000, [1, 1, 1], Buffer.of(0, 0, 0), Buffer.of(1))),
    ]),
    1 << 18,
  );
  expect(out.stream.damage).toBeDefined();
  expect(out.out.length).toBe(8 + 3 * 43_690);
  // 65539 and more bytes each
  const matches = Buffer.alloc(2 * 30_000 + 1, 0xff);
  const long = unpack(
    frame([
      raw('abcdefgh'),
      packed(plainLiterals(''), sequences(30_000, [1, 1, 1], Buffer.of(0, 0, 52), matches)),
    ]),
    1 << 18,
  );
  expect(long.stream.damage).toBeDefined();
  expect(long.out.length).toBeLessThanOrEqual(8 + (1 << 17));
});

test('what is wrong is damaged, and what stands before it comes out', () => {
  const start = raw('before, ');
  const damaged = (...parts: readonly Buffer[]): void =>
    expectRefused(frame([start, packed(...parts)]), 'before, ');
  // literals
  damaged(plainLiterals('abc').subarray(0, -1));
  damaged(repeatedLiterals('x', (1 << 17) + 1), noSequences);
  damaged(packedHead(0, 5, 3), letters('aba'), noSequences);
  damaged(packedHead(0, 1000, weightsOfAB.length + 1), weightsOfAB, letters('ab'), noSequences);
  damaged(packedHead(0, 1, weightsOfAB.length + 1), weightsOfAB, letters('ab'), noSequences);
  damaged(packedHead(0, 1, weightsOfAB.length + 1), weightsOfAB, Buffer.of(0), noSequences);
  const four = (jumps: readonly number[], ...streams: readonly Buffer[]): void => {
    const size = streams.reduce((sum, stream) => sum + stream.length, 6 + weightsOfAB.length);
    damaged(packedHead(1, 8, size), weightsOfAB, Buffer.of(...jumps), ...streams, noSequences);
  };
  const ab = letters('ab');
  four([1, 0, 1, 0, 1, 0], ab, ab, ab);
  four([2, 0, 1, 0, 1, 0], ab, ab, ab, ab);
  four([0xff, 0xff, 0xff, 0xff, 0xff, 0xff], ab, ab, ab, ab);
  four([0, 0, 0, 0, 0, 0], ab, ab, ab, ab);
  // weights: none of 1, with 3 left over, more than there can be, none, some of more bits than there are
  for (const weights of [[0x20], [0x31], [0xd0], [0x00], [0xcc, 0xcc]]) {
    const head = Buffer.of(127 + weights.length * 2, ...weights);
    damaged(packedHead(0, 1, head.length + 1), head, letters('a'), noSequences);
  }
  damaged(packedHead(0, 1, 6), Buffer.of(127, 0x7f, 0, 0, 0, 0), noSequences);
  // sequences
  const wrong = (literals: string, ...parts: Parameters<typeof sequences>): void =>
    damaged(plainLiterals(literals), sequences(...parts));
  const none = Buffer.alloc(0);
  damaged(plainLiterals('abc'));
  damaged(plainLiterals('abc'), noSequences, Buffer.of(0));
  wrong('abc', 65_791, [0, 0, 0], none, none);
  wrong('abc', 1, [3, 3, 3], none, Buffer.of(1));
  wrong('abc', 1, [1, 1, 1], Buffer.of(36, 0, 0), Buffer.of(1));
  wrong('abc', 1, [1, 1, 1], Buffer.of(0, 32, 0), Buffer.of(1));
  wrong('abc', 1, [1, 1, 1], Buffer.of(0, 0, 53), Buffer.of(1));
  wrong('abc', 1, [1, 1, 1], Buffer.of(4, 0, 0), Buffer.of(1));
  wrong('abc', 1, [1, 1, 1], Buffer.of(3, 4, 0), backward([[0, 4]]));
  wrong('abc', 1, [1, 1, 1], Buffer.of(3, 31, 0), Buffer.alloc(9, 0xff));
  wrong('abc', 1, [1, 1, 1], Buffer.of(0, 2, 0), none);
  wrong('abc', 1, [2, 0, 0], Buffer.of(0x0f), Buffer.of(1));
  // of the frame
  expectRefused(frame([[3, Buffer.of(1)]]));
  expectRefused(frame([raw('x')], { flags: 8 }));
  expectRefused(frame([raw('abc')], { size: [4, 1] }), 'abc');
  expectRefused(frame([raw('abcd')], { size: [3, 1] }));
  expectRefused(frame([raw('abc')], { checksum: (sumOf('abc') ^ 1) >>> 0 }), 'abc');
  expectRefused(Buffer.concat([frame([raw('abc')]), Buffer.from('and more')]), 'abc');
  const needing = unpack(frame([raw('abc')], { dictionary: 7 }));
  expect(needing.stream).toMatchObject({ cause: 'format', damage: 'it needs a dictionary of zstd' });
});

test('a match that reaches further back than the window', () => {
  const reaching = (offset: number): Buffer =>
    frame(
      [
        ...Array.from({ length: 3 }, () => repeated('x', 1000)),
        packed(
          plainLiterals(''),
          sequences(1, [1, 1, 1], Buffer.of(0, 10, 0), backward([[offset + 3 - 1024, 10]])),
        ),
      ],
      { window: 0 },
    );
  expectWhole(reaching(1024), Buffer.alloc(3003, 'x'));
  // tools give what they still hold
  expectDamaged(reaching(1025), 'x'.repeat(3000));
});

test('a window grows with what is written, whatever is asked for, and goes round', () => {
  const window = new Window();
  window.start(1 << 27);
  window.makeRoom(1 << 17);
  const least = window.bytes.length;
  expect(least).toBeLessThan(1 << 19);
  for (let written = 0; written < 6 << 20; written += 1 << 17) {
    window.makeRoom(1 << 17);
    window.repeat(1, 1 << 17);
    expect(window.bytes.length).toBeLessThanOrEqual(Math.max(least, 3 * (written + (1 << 17))));
  }
  window.shrink();
  window.start(1 << 12);
  for (let round = 0; round < 100; round++) {
    window.makeRoom(1 << 12);
    window.repeat(1, 4000);
    expect(window.before + window.at).toBe(4000 * (round + 1));
  }
  expect(window.bytes.length).toBe(least);
  expect(window.before).toBeGreaterThan(0);
});

test('blocks, frames and what is skipped of nothing: each is read once, and no frame asks for memory', () => {
  const count = 200_000;
  const frames = Buffer.concat(Array.from({ length: count / 10 }, () => frame([raw('')], { window: 0x88 })));
  const blocks = frame(
    Array.from({ length: count }, () => raw('')),
    { window: 0x88 },
  );
  const skipped = Buffer.alloc(8 * count, '\x50\x2a\x4d\x18\0\0\0\0', 'latin1');
  for (const bytes of [frames, blocks, skipped]) {
    let reads = 0;
    let given = 0;
    const source = bytesSource(bytes);
    const stream = new Unzstd({
      size: source.size,
      read(into, position) {
        const read = source.read(into, position);
        reads++;
        given += read;
        return read;
      },
    });
    expect(stream.pull(Buffer.alloc(10))).toBe(0);
    expect(stream.damage).toBeUndefined();
    expect(stream.used).toBe(bytes.length);
    expect(given).toBe(bytes.length);
    expect(reads).toBeLessThan(20 + bytes.length / (1 << 14));
  }
});

const inputs = (): Record<string, Buffer> => {
  let seed = 1;
  const noise = Buffer.alloc(300_000);
  for (let i = 0; i < noise.length; i++) noise[i] = (seed = (Math.imul(seed, 1103515245) + 12345) | 0) >>> 16;
  return {
    empty: Buffer.alloc(0),
    byte: Buffer.from('x'),
    line: Buffer.from(prose(2)),
    text: Buffer.from(prose(6000)),
    noise,
    repeated: Buffer.alloc(1_000_000, 'the same line again\n'),
    mixed: Buffer.concat([
      Buffer.from(prose(3000)),
      noise,
      Buffer.alloc(200_000),
      Buffer.from(prose(4000)),
      noise,
    ]),
  };
};
const LEVELS = ['--fast=100', '--fast=5', '-1', '-2', '-3', '-4', '-5', '-7', '-9', '-13', '-16', '-19'];

test.skipIf(!hasTool)('what the real tool writes, at any level (skipped where there is no zstd)', () => {
  for (const [name, data] of Object.entries(inputs())) {
    for (const level of data.length > 400_000 ? LEVELS.slice(0, 8) : LEVELS) {
      const bytes = pack(data, level, `--stream-size=${data.length}`);
      const { out, stream } = unpack(bytes, 40_000);
      expect([name, level, stream.damage, stream.used, out.equals(data)]).toEqual([
        name,
        level,
        undefined,
        bytes.length,
        true,
      ]);
    }
    if (data.length > 400_000) continue;
    // without its size the tool takes hundreds of megabytes for itself, so that is tried once
    const size = name === 'line' ? [] : [`--stream-size=${data.length}`];
    expectWhole(pack(data, '--ultra', '-22', '--no-check', ...size), data, 40_000);
  }
});

test.skipIf(!hasTool)('windows smaller and larger than what is packed, and matches across them', () => {
  const { mixed, noise } = inputs() as { mixed: Buffer; noise: Buffer };
  const text = Buffer.from(prose(50_000));
  for (const log of [10, 11, 14, 17, 18, 20]) {
    expectWhole(pack(text, '-3', `--zstd=wlog=${log}`), text, 1 << 16);
    expectWhole(pack(mixed, '-7', `--zstd=wlog=${log}`), mixed, 1 << 16);
  }
  const far = Buffer.concat([noise, Buffer.alloc(12_000_000, text.subarray(0, 1_000_003)), noise]);
  const long = pack(far, '-1', '--long=27');
  expect(long.length).toBeLessThan(noise.length * 2);
  expectWhole(long, far, 1 << 16);
  expect(unpack(pack(far, '-1', '--long=28')).stream.cause).toBe('budget');
  const two = pack(text.subarray(0, 70_000), '-1', '--zstd=wlog=12');
  expectWhole(Buffer.concat([long, two, long]), Buffer.concat([far, text.subarray(0, 70_000), far]), 1 << 16);
});

/** Runs the real tool on many files at once; gives what it wrote for each, or undefined where it refused. */
function runTool(
  files: readonly Buffer[],
  suffix: string,
  ...flags: readonly string[]
): (Buffer | undefined)[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-zstd-'));
  try {
    const names = files.map((_, i) => `${i}`);
    for (const [i, name] of names.entries()) fs.writeFileSync(path.join(folder, name + suffix), files[i]!);
    spawnSync('zstd', ['-q', '-q', '-f', ...flags, ...names.map((name) => name + suffix)], { cwd: folder });
    return names.map((name) => {
      const written = path.join(folder, suffix === '' ? `${name}.zst` : name);
      return fs.existsSync(written) ? fs.readFileSync(written) : undefined;
    });
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const words = fc.array(
  fc.oneof(
    fc.constantFrom('aa', 'secret ', '\0\0\0\0', 'xyz', 'token=', '\xff', 'the quick brown fox '),
    fc.string({ maxLength: 12 }),
  ),
  { maxLength: 400 },
);
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }).map((array) => Buffer.from(array)),
  words.map((list) => Buffer.from(list.join(''), 'latin1')),
  fc
    .tuple(words, fc.integer({ min: 1, max: 60 }))
    .map(([list, times]) => Buffer.from(list.join('').repeat(times))),
);

test.skipIf(!hasTool)('any bytes, as the real tool packs them (skipped where there is no zstd)', () => {
  const samples = fc.sample(anyBytes, 300);
  for (const level of ['-1', '-3', '-9', '-19']) {
    const packings = runTool(samples, '', level);
    for (const [i, bytes] of packings.entries()) expectWhole(bytes!, samples[i]!, 777, false);
  }
});

const compress = (zlib as { zstdCompressSync?: (data: Buffer, options?: object) => Buffer }).zstdCompressSync;
test.skipIf(!compress)('any bytes, as node packs them (skipped where node does not)', () => {
  fc.assert(
    fc.property(anyBytes, fc.integer({ min: -7, max: 19 }), (data, level) =>
      // 100 is the level's parameter
      expectWhole(compress!(data, { params: { 100: level } }), data, 777, false),
    ),
    { numRuns: 300 },
  );
});

/** What the tool takes must come out alike, and what it refuses neither throws nor goes on. */
function expectAsTool(mutants: readonly Buffer[], hasChecksum: boolean): void {
  let taken = 0;
  for (const [i, expected] of runTool(mutants, '.zst', '-d').entries()) {
    const { out, stream } = unpack(mutants[i]!, 1 << 17);
    if (!expected) continue;
    taken++;
    // an old tool takes some things for right that are not, where there is no checksum to tell
    if (hasChecksum || stream.damage === undefined) {
      expect(stream.damage).toBeUndefined();
      expect(out.equals(expected)).toBe(true);
    } else expect(expected.subarray(0, out.length).equals(out)).toBe(true);
  }
  expect(taken).toBeLessThan(mutants.length);
  if (!hasChecksum) expect(taken).toBeGreaterThan(0);
}

test.skipIf(!hasTool)('what the real tool takes (skipped where there is no zstd)', () => {
  for (const [level, lines] of [
    ['-1', 60],
    ['-19', 200],
  ] as const) {
    for (const check of ['--check', '--no-check']) {
      const bytes = pack(prose(lines), level, check);
      const place = fc.nat(bytes.length - 1);
      const turns = fc.array(fc.tuple(place, fc.nat(7)), { minLength: 1, maxLength: 3 });
      const turned = fc.sample(turns, 600).map((list) => {
        const mutant = Buffer.from(bytes);
        for (const [at, bit] of list) mutant[at]! ^= 1 << bit;
        return mutant;
      });
      const cut = fc.sample(place, 50).map((length) => bytes.subarray(0, length));
      expectAsTool([...turned, ...cut], check === '--check');
    }
  }
});

test.skipIf(!hasTool)(
  'blocks of random bytes, as the real tool reads them (skipped where there is no zstd)',
  () => {
    const head = fc.constantFrom(
      plainLiterals('some literals'),
      repeatedLiterals('x', 300),
      weightsOfAB,
      Buffer.alloc(0),
    );
    const block = fc
      .tuple(head, fc.uint8Array({ maxLength: 40 }))
      .map(([start, rest]) => packed(start, Buffer.from(rest)));
    const mutants = fc
      .sample(fc.array(block, { minLength: 1, maxLength: 3 }), 1500)
      .map((blocks) => frame([raw('a beginning of some length'), ...blocks]));
    expectAsTool(mutants, false);
  },
);

test('everything before the cut comes out', () => {
  const blocks = Array.from({ length: 20 }, (_, i) => (i % 2 ? repeated('x', 500) : raw(prose(5))));
  const text = unpack(frame(blocks)).out;
  const bytes = frame(blocks, { checksum: sumOf(text.toString('latin1')) });
  for (let cut = 5; cut < bytes.length; cut++) {
    const { out, stream } = unpack(bytes.subarray(0, cut));
    expect([stream.damage, stream.cause, stream.used]).toEqual(['it is cut short', 'damaged', stream.used]);
    expect(text.subarray(0, out.length).equals(out)).toBe(true);
    if (cut > 30) expect(out.length).toBeGreaterThan(cut - 30);
  }
});
