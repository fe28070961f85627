import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';

const source = Buffer.from('0123456789'.repeat(20));
const made = (size = 400): DecodedText => new DecodedText(source, Buffer.alloc(size));
const textOf = (out: DecodedText): string =>
  out.bytes.toString('latin1', 0, out.length).replace(/\xff{8}/g, '|');

test('each byte leads back to what spells it', () => {
  const out = made();
  out.copy(2, 5);
  out.byte(0x41, 5, 8);
  out.byte(0x42, 8, 11);
  out.character(0xe9, 11, 17);
  out.unit(Buffer.from('abc'), 17, 21);
  out.copy(23, 26);
  expect(textOf(out)).toBe('234AB\xc3\xa9abc345');
  for (const [start, end, from, to] of [
    [0, 3, 2, 5],
    [2, 4, 4, 8],
    [3, 4, 5, 8],
    [4, 5, 8, 11],
    [5, 7, 11, 17],
    [7, 8, 17, 19],
    [8, 9, 18, 20],
    [9, 10, 19, 21],
    [9, 11, 19, 24],
    [10, 13, 23, 26],
  ] as const)
    expect(out.toSource({ start, end })).toEqual({ start: from, end: to });
});

test('a character is written as UTF-8, and what is none as U+FFFD', () => {
  for (const code of [0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff, 0xd800, 0xdfff, 0x110000]) {
    const out = made();
    out.character(code, 0, 1);
    const isOne = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    expect(out.bytes.toString('utf8', 0, out.length)).toBe(String.fromCodePoint(isOne ? code : 0xfffd));
  }
});

test('separators stand between pieces, once, also behind bytes like them', () => {
  const out = made();
  out.separate();
  out.byte(0xff, 0, 1);
  out.separate();
  out.separate();
  out.copy(0, 2);
  expect([...out.bytes.subarray(0, out.length)]).toEqual([...Array<number>(9).fill(0xff), 0x30, 0x31]);
  expect(out.toSource({ start: 9, end: 11 })).toEqual({ start: 0, end: 2 });
});

test('what is taken back is as if it had not been written', () => {
  const out = made();
  out.copy(0, 10);
  out.byte(0x41, 10, 13);
  out.truncate(4);
  out.byte(0x42, 20, 23);
  out.separate();
  const { length } = out;
  out.copy(30, 33);
  out.truncate(length);
  out.copy(40, 42);
  expect(textOf(out)).toBe('0123B|01');
  expect(out.toSource({ start: 3, end: 5 })).toEqual({ start: 3, end: 23 });
  expect(out.toSource({ start: 13, end: 15 })).toEqual({ start: 40, end: 42 });
  out.truncate(0);
  out.separate();
  expect(out.length).toBe(0);
});

test('what does not fit is not written, nor anything behind it', () => {
  const out = made(10);
  out.copy(0, 8);
  out.copy(8, 11);
  out.byte(0x41, 11, 12);
  out.separate();
  expect([out.isFull, textOf(out)]).toEqual([true, '01234567']);
});

test('whatever is written, in whatever order, leads back', () => {
  const step = fc.tuple(
    fc.constantFrom('copy', 'byte', 'character', 'skip', 'separate'),
    fc.integer({ min: 1, max: 40 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const bytes = Buffer.alloc(4000, 'x');
      const out = new DecodedText(bytes, Buffer.alloc(5000));
      const written: { start: number; end: number; from: number; to: number }[] = [];
      let from = 0;
      for (const [what, size] of steps) {
        const start = out.length;
        const to = from + size;
        if (what === 'separate') out.separate();
        else if (what === 'copy') {
          out.copy(from, to);
          for (let i = 0; i < size; i++)
            written.push({ start: start + i, end: start + i + 1, from: from + i, to: from + i + 1 });
        } else if (what !== 'skip') {
          if (what === 'byte') out.byte(0x41, from, to);
          else out.character(0x20ac, from, to);
          written.push({ start, end: out.length, from, to });
        }
        if (what !== 'separate') from = to;
      }
      for (const { start, end, from, to } of written)
        expect(out.toSource({ start, end })).toEqual({ start: from, end: to });
    }),
  );
});

test('what is copied with its neighbours is told from what is changed, moved together or replaced', () => {
  const out = made();
  out.copy(0, 20);
  out.byte(0x41, 20, 24);
  out.copy(24, 40);
  // left out: [40, 44)
  out.copy(44, 60);
  // a byte for a byte
  out.byte(0x5a, 60, 61);
  out.copy(61, 70);
  out.separate();
  out.copy(100, 120);
  expect([...out.changes()]).toEqual([
    { start: 20, end: 24 },
    { start: 40, end: 44 },
    { start: 44, end: 70 },
  ]);
  expect(out.isCopied(1, 19, 1)).toBe(true);
  expect(out.isCopied(0, 19, 1)).toBe(false); // nothing stands before it
  expect(out.isCopied(1, 20, 1)).toBe(false);
  expect(out.isCopied(1, 20, 0)).toBe(true);
  expect(out.isCopied(30, 40, 1)).toBe(false); // over what was left out
  expect(out.isCopied(22, 36, 1)).toBe(true);
  expect(out.isCopied(40, 52, 1)).toBe(true);
  expect(out.isCopied(50, 56, 1)).toBe(false);
});
