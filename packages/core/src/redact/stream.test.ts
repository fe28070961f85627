import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactBytes } from './bytes.ts';
import { redactJson } from './json.ts';
import { redactText } from './text.ts';
import { literalFinder, patternFinder } from './kit/finders.ts';
import { RedactionStream } from './stream.ts';
import { sampler } from '../rules/kit/sample.ts';

const VALUES = { hex: '9f86d081884c7d65', key: '--BEGIN--\nMIIabc\nxyz=\n--END--', odd: 'p"a\\s\nö' };
const find = literalFinder(VALUES);
const options = { longest: 64, block: 64, largestDocument: 512 };

function inChunks(
  source: Buffer,
  sizes: readonly number[],
  each = options,
): { out: Buffer; notes: readonly string[] } {
  const stream = new RedactionStream(find, each);
  const out: Buffer[] = [];
  for (let at = 0, i = 0; at < source.length; i++) {
    const size = sizes[i % sizes.length]!;
    out.push(Buffer.from(stream.push(source.subarray(at, at + size))));
    at += size;
  }
  out.push(stream.end());
  return { out: Buffer.concat(out), notes: [...stream.notes] };
}

const record = fc.oneof(
  fc.constantFrom(...Object.values(VALUES)),
  fc.string({ maxLength: 12 }),
  fc
    .constantFrom(...Object.values(VALUES), '[1,2', '{"a":')
    .map((value) => JSON.stringify({ m: value, n: [value, 1.5] })),
  fc.constant(JSON.stringify({ a: [{ b: VALUES.odd }] }, undefined, 2)),
  fc.constantFrom(
    '{',
    '[',
    '"',
    '\ufeff',
    '{}',
    '[[[',
    'x'.repeat(300),
    `[${'1,'.repeat(400)}1]`,
    `"${'y'.repeat(700)}`,
  ),
);
const text = fc
  .array(fc.tuple(record, fc.constantFrom('\n', '\r\n', ' ;', ';', '\n\n')), { maxLength: 30 })
  .map((parts) => Buffer.from(parts.flat().join('')));

test('every split gives the same bytes, nothing is left, and again changes nothing', () => {
  fc.assert(
    fc.property(
      text,
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 9 }),
      (source, sizes) => {
        const { out, notes } = inChunks(source, [source.length + 1]);
        const split = inChunks(source, sizes);
        expect(split.out.equals(out)).toBe(true);
        expect(split.notes).toEqual(notes);
        expect(inChunks(source, [1]).out.equals(out)).toBe(true);
        expect(out.includes(VALUES.hex)).toBe(false);
        expect(out.includes(VALUES.key)).toBe(false);
        expect(inChunks(out, [source.length + 1]).out.equals(out)).toBe(true);
        expect(out.toString('latin1').split('\n').length).toBe(source.toString('latin1').split('\n').length);
      },
    ),
    { numRuns: 1500 },
  );
});

test('every single split point', () => {
  const source = Buffer.from(
    `{"a":"${VALUES.hex}"}\n${VALUES.key}\n${JSON.stringify([VALUES.odd])}\n${'z'.repeat(200)}${VALUES.hex}`,
  );
  const { out } = inChunks(source, [source.length]);
  for (let at = 1; at < source.length; at++)
    expect(inChunks(source, [at, source.length]).out.equals(out)).toBe(true);
});

describe('it is redacted as what it is', () => {
  const bytes = (source: string): string => redactBytes(Buffer.from(source), find).bytes.toString();

  test('a document over lines', () => {
    const source = Buffer.from(JSON.stringify({ a: [{ b: VALUES.odd }], c: 1 }, undefined, 2));
    expect(bytes(source.toString())).toBe(redactJson(source, find)!.bytes.toString());
  });

  test('JSONL with a broken line', () => {
    const lines = [
      JSON.stringify({ b: VALUES.odd }),
      `{"b": ${VALUES.hex}`,
      JSON.stringify({ b: VALUES.odd }),
    ];
    const got = bytes(lines.join('\n') + '\n').split('\n');
    expect(got).toHaveLength(4);
    expect(got[1]).toMatch(/^\{"b": REDACTED-hex-\w{6}$/);
    for (const i of [0, 2])
      expect(JSON.parse(got[i]!)).toEqual({ b: expect.stringMatching(/^\[REDACTED:odd:\w{6}\]$/) });
  });

  test('text, with JSON lines in it', () => {
    const got = bytes(`log\n${JSON.stringify({ b: VALUES.odd })}\nend ${VALUES.hex}`);
    expect(got).toMatch(/^log\n\{"b":"\[REDACTED:odd:\w{6}\]"\}\nend \[REDACTED:hex:\w{6}\]$/);
  });

  test('a byte order mark before a document', () => {
    expect(bytes(`\ufeff${JSON.stringify([VALUES.odd])}`)).toMatch(/^\ufeff\["\[REDACTED:odd:\w{6}\]"\]$/);
  });

  test('a document that is too large, as text and with a note', () => {
    const source = Buffer.from(JSON.stringify(['x'.repeat(600), VALUES.hex]));
    const { out, notes } = inChunks(source, [7]);
    expect(notes).toHaveLength(1);
    expect(out.includes(VALUES.hex)).toBe(false);
  });

  test('text is the same as at once', () => {
    const source = `a\r\n${VALUES.key}\r\nb ${VALUES.hex} c`.repeat(50);
    expect(bytes(source)).toBe(redactText(Buffer.from(source), find).bytes.toString());
  });
});

test('patterns in JSONL, twice', () => {
  const patterns = patternFinder();
  const token = `ghp_${sampler(3).alnum(36)}`;
  const pem = `-----BEGIN RSA PRIVATE KEY-----\n${sampler(4).base64(64)}\n${sampler(5).base64(64)}\n-----END RSA PRIVATE KEY-----\n`;
  const line = JSON.stringify({
    out: `GITHUB_TOKEN=${token}\n`,
    inner: JSON.stringify({ pem, url: `https://u:${sampler(6).alnum(20)}@h.io/` }),
  });
  const { bytes, count } = redactBytes(Buffer.from(`${line}\n`.repeat(20)), patterns);
  expect(count).toBeGreaterThanOrEqual(40);
  for (const each of bytes.toString().trim().split('\n'))
    JSON.parse((JSON.parse(each) as { inner: string }).inner);
  expect(redactBytes(bytes, patterns)).toMatchObject({ bytes, count: 0 });
});

test('a line of 100 MB in bounded memory', () => {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (const first of ['x', '[', '"', '{"a":"']) {
    const stream = new RedactionStream(find);
    const chunk = Buffer.alloc(1 << 20, 'x');
    chunk.write(VALUES.hex, 1 << 19);
    let bytes = stream.push(Buffer.from(first)).length;
    for (let i = 0; i < 100; i++) {
      const out = stream.push(chunk);
      bytes += out.length;
      if (i % 10 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    bytes += stream.end().length;
    expect(stream.count).toBe(100);
    expect(bytes).toBeGreaterThan(100 << 20);
  }
  expect(most).toBeLessThan(600 << 20);
});

test('a value that reaches over the end of a document leaves each document what it is', () => {
  const first = '{"a": "x 9f86d081", "k": 1}';
  const second = '{"b": "884c7d65 y"}';
  const across = `9f86d081", "k": 1}\n{"b": "884c7d65`;
  const stream = new RedactionStream(literalFinder({ across }));
  const lines = Buffer.concat([stream.push(Buffer.from(`${first}\n${second}\n`)), stream.end()])
    .toString()
    .split('\n');
  expect(lines).toHaveLength(3);
  for (const line of lines.slice(0, 2)) expect(() => JSON.parse(line)).not.toThrow();
  expect(lines.join('')).not.toMatch(/9f86d081|884c7d65/);
});
