import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex } from './hex.ts';
import { expectBounded, readerOf } from './kit/reading.ts';

const read = readerOf(hex, '4142');

test('no bytes make it throw, and it stays linear', () => {
  expectBounded(
    hex,
    read,
    ['4', '1', '41', '0x41', ', ', '\\x', '$', '&H', 'h', '\n', ':', '"'],
    ['4', '41 ', '0x41, ', '\\x41', '0x'],
  );
});

const SECRET = fc.string({
  unit: fc.constantFrom(...'aZ09 {}":,.-_/=éü'),
  minLength: 24,
  maxLength: 90,
});

/** Encoded by `encode`, a value comes back whole, from no more than where it stood. */
function comesBack(encode: (value: string) => string, before = 'key = "', after = '";'): void {
  fc.assert(
    fc.property(SECRET, (value) => {
      const encoded = encode(value);
      const { from, at } = read(`${before}${encoded}${after}`, value);
      expect(at).toBeGreaterThanOrEqual(before.length);
      expect(encoded).toContain(from);
      expect(encoded.length - from!.length).toBeLessThan(9);
    }),
  );
}

const pairs = (text: string): string[] =>
  [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0'));

test.each([
  ["X'5365637265747321'", 'Secrets!', 'cret', '63726574'],
  ['\\x5365637265747321', 'Secrets!', 'Secrets!', '5365637265747321'],
  ['0x5365637265747321', 'Secrets!', 'Secrets!', '5365637265747321'],
  ['a5365637265747321', 'Secrets!', 'Secrets!', '5365637265747321'],
  ['53:65:63:72:65:74:73:21', 'Secrets!', 'cr', '63:72'],
  ['53, 65, 63, 72,\n    65, 74, 73, 21', 'Secrets!', 're', '72,\n    65'],
  ['53-65-63-72-65-74-73-21', 'Secrets!', 'Se', '53-65'],
  ['{0x53, 0x65,0x63, 0x72, 0x65, 0x74, 0x73, 0x0}', 'Secrets\0', 'Se', '0x53, 0x65'],
  ['$53,$65,$63,$72,$65,$74,$73,$21', 'Secrets!', 'Se', '$53,$65'],
  ['Array(&H53, &H65, &H63, &H72, &H65, &H74, &H73, &H21)', 'Secrets!', 'Se', '&H53, &H65'],
  ['53h, 65h, 63h, 72h, 65h, 74h, 73h, 21h', 'Secrets!', 'Se', '53h, 65h'],
  ['0x53u8, 0x65u8, 0x63U, 0x72, 0x65, 0x74, 0x73, 0x21', 'Secrets!', 'Se', '0x53u8, 0x65u8'],
  [
    '(byte)0x53, (byte)0x65, (byte) 0x63, (byte)0x72, (byte)0x65, (byte)0x74, (byte)0x73, (byte)0x21',
    'Secrets!',
    'Se',
    '0x53, (byte)0x65',
  ],
  ['"\\x53\\x65\\x63\\x72"\n  "\\x65\\x74\\x73\\x21"', 'Secrets!', 're', '\\x72"\n  "\\x65'],
  [
    '536563726574732077726170\n  70656420696e746f206c696e\n  6573',
    'Secrets wrapped into lines',
    'lines',
    '6c696e\n  6573',
  ],
  ['53656372\n', '', 'x', undefined],
])('%j', (source, text, part, from) => {
  expect(read(source, part)).toMatchObject({ text: text === '' ? '' : `${text}|`, from });
});

test('words are written in either order', () => {
  expect(read('0x5365, 0x6372, 0x6574, 0x7321, 0x4142, 0x4344, 0x4546, 0x48', 'EF')).toMatchObject({
    text: 'Secrets!ABCDEF\0H|eSrcte!sBADCFEH\0|',
    from: '0x4546',
  });
});

test('digests, colours and addresses are dropped; a container is not', () => {
  for (const source of [
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    '00:1a:2b:3c:4d:5e',
    '10, 20, 30, 40, 50, 60, 70, 80, 90',
    'decade facade',
  ])
    expect(read(source).text).toBe('');
  expect(read('1f8b0800000000000003').text).toBe('\x1f\x8b\x08\0\0\0\0\0\0\x03|');
});

test('what is written in hexadecimal comes back', () => {
  comesBack((value) => pairs(value).join(''));
  comesBack((value) => pairs(value).join('').toUpperCase());
  comesBack((value) => pairs(value).join(' '));
  comesBack((value) => pairs(value).join('').replace(/.{60}/g, '$&\n    '), '    ', '\n');
  comesBack(
    (value) =>
      pairs(value)
        .map((pair) => `0x${pair}`)
        .join(',\n\t'),
    '{',
    '}',
  );
  comesBack((value) =>
    pairs(value)
      .map((pair) => `\\x${pair}`)
      .join(''),
  );
  const wide = Buffer.from('Secrets, é', 'utf16le');
  expect(read(wide.toString('hex')).text).toBe(`${wide.toString('latin1')}|`);
});
