import zlib from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Inflater, isZlibHeader } from './inflate.ts';
import { bytesSource } from './source.ts';
import { prose } from './testing.ts';

function inflate(bytes: Buffer, piece = 777): { out: Buffer; inflater: Inflater } {
  const inflater = new Inflater(bytesSource(bytes));
  const into = Buffer.alloc(piece);
  const pieces: Buffer[] = [];
  for (let count = inflater.pull(into); count > 0; count = inflater.pull(into)) {
    pieces.push(Buffer.from(into.subarray(0, count)));
  }
  return { out: Buffer.concat(pieces), inflater };
}

const { Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED, Z_DEFAULT_STRATEGY } = zlib.constants;

test.each([Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED])(
  'strategy %i of zlib',
  (strategy) => {
    const data = Buffer.concat([Buffer.from(prose(9000)), Buffer.alloc(700_000), Buffer.from(prose(20_000))]);
    for (const level of [0, 1, 6, 9]) {
      const packed = zlib.deflateRawSync(data, { level, strategy });
      const { out, inflater } = inflate(Buffer.concat([packed, Buffer.from('rest')]), 50_000);
      expect(out.equals(data)).toBe(true);
      expect(inflater.damage).toBeUndefined();
      expect(inflater.isWhole).toBe(true);
      expect(inflater.end).toBe(packed.length);
    }
  },
);

test('any bytes, as zlib packs them', () => {
  const words = fc.array(fc.constantFrom('aa', 'secret ', '\0\0\0\0', 'xyz', 'token=', '\xff'), {
    maxLength: 400,
  });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }).map((array) => Buffer.from(array)),
    words.map((list) => Buffer.from(list.join(''), 'latin1')),
  );
  fc.assert(
    fc.property(bytes, fc.integer({ min: 0, max: 9 }), (data, level) => {
      const packed = zlib.deflateRawSync(data, { level });
      const { out, inflater } = inflate(packed);
      expect(out.equals(data)).toBe(true);
      expect(inflater.damage).toBeUndefined();
      expect(inflater.end).toBe(packed.length);
    }),
    { numRuns: 500 },
  );
});

test('what zlib takes it takes, and what zlib refuses it refuses', () => {
  const packed = zlib.deflateRawSync(Buffer.from(prose(60)));
  const flips = fc.array(fc.tuple(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 })), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(flips, (turned) => {
      const bytes = Buffer.from(packed);
      for (const [at, bits] of turned) bytes[at]! ^= bits;
      let expected: Buffer | undefined;
      try {
        expected = zlib.inflateRawSync(bytes, { maxOutputLength: 1 << 20 });
      } catch {
        expected = undefined;
      }
      const { out, inflater } = inflate(bytes);
      if (expected) expect(out.equals(expected)).toBe(true);
      else expect(inflater.damage).toBeDefined();
    }),
    { numRuns: 2000 },
  );
});

test('everything before the cut comes out', () => {
  const data = Buffer.from(prose(3000));
  const packed = zlib.deflateRawSync(data);
  for (let cut = 0; cut < packed.length; cut += 97) {
    const { out, inflater } = inflate(packed.subarray(0, cut), 1 << 16);
    expect(inflater.damage).toBe('it is cut short');
    expect(out.equals(data.subarray(0, out.length))).toBe(true);
    // a code is 15 bits at most, and a match 258 bytes
    if (cut > 2000) expect(out.length).toBeGreaterThan(cut);
  }
});

test('the header of zlib', () => {
  for (const level of [1, 3, 6, 9]) {
    const [first, second] = zlib.deflateSync('x', { level });
    expect(isZlibHeader(first!, second!)).toBe(true);
  }
  expect(isZlibHeader(0x78, 0x00)).toBe(false);
  expect(isZlibHeader(0x78, 0xbb)).toBe(false);
});
