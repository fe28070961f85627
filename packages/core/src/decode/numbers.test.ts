import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numbers } from './numbers.ts';
import { expectBounded, readerOf } from './kit/reading.ts';

const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

const read = readerOf(numbers, ', 1');

test('no bytes make it throw, and it stays linear', () => {
  expectBounded(
    numbers,
    read,
    ['8', '3', ', ', '-', '0x', '[', ')', '.', 'chr(', '\n', '55357'],
    ['8', '83, ', '1 ', 'chr(83).', '[', '-1,'],
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

const codes = (text: string): number[] => [...Buffer.from(text)];

test.each([
  ['[83, 101, 99, 114, 101, 116, 115, 33]', 'Secrets!', 'cret', '99, 114, 101, 116'],
  ['{83,101,99,114,\n  101,116,115,33}', 'Secrets!', 'Secrets!', '83,101,99,114,\n  101,116,115,33'],
  ['bytes([83, 101, 99, 114, 101, 116, 115, 33])', 'Secrets!', 'cr', '99, 114'],
  ['String.fromCharCode(1089,1077,1082,1088,1077,1090,1085,1086)', utf8('секретно'), 'к', '1082'],
  ['String.fromCharCode(83,233,99,114,101,8364,115,55357,56832)', utf8('Sécre€s😀'), '😀', '55357,56832'],
  ['String.fromCharCode(83,233,99,114,101,99,115,33)', utf8('Sécrecs!'), 'é', '233'],
  ['chr(83).chr(101).chr(99) . chr(114).chr(101).chr(116).chr(115).chr(33)', 'Secrets!', 'ec', '101).chr(99'],
  [
    'Chr(83) & Chr(101) & Chr(99) & Chr(114) & _\r\n Chr(101) & Chr(116) & ChrW(115) & Chr(33)',
    'Secrets!',
    'Se',
    '83) & Chr(101',
  ],
  [
    '[char]83+[char]101+[char]99+[char]114+[char]101+[char]116+[char]115+[char]33',
    'Secrets!',
    'Se',
    '83+[char]101',
  ],
  ['{ (byte)83, (byte)101, 99, -61, -87, 101, 116, 115, 33 }', utf8('Secéets!'), 'é', '-61, -87'],
  ['0123 0145 0143 0162 0145 0164 0163 041', 'Secrets!', 'Se', '0123 0145'],
  ['{"0":83,"1":101,"2":99,"3":114, "4": 101,"5":116,"6":115,"7":33}', 'Secrets!', 'ec', '101,"2":99'],
  ['83\n101\n99\n114\n101\n116\n115\n33\n', 'Secrets!', 'ec', '101\n99'],
])('%j', (source, text, part, from) => {
  expect(read(source, part)).toMatchObject({ text: text === '' ? '' : `${text}|`, from });
});

test('bytes that no digits of octal spell are bytes', () => {
  const bytes = Buffer.from('水火木金土日月年中外');
  expect(read(`string.char(${[...bytes].map((byte) => byte).join(', ')})`).text).toContain(utf8('水火木'));
});

test('three digits that may be either are read as both', () => {
  const { text } = read('123 145 143 162 145 164 163 164');
  expect(text.split('|')).toContain('Secretst');
});

test('a key in brackets is kept, numbers that are none are not', () => {
  const key = Array.from({ length: 32 }, (_, i) => (i * 89 + 7) % 256);
  expect(read(`[${key.join(',')}]`).text).toBe(`${Buffer.from(key).toString('latin1')}|`);
  for (const source of [
    '[1, 2, 3, 4, 5, 6, 7, 8]',
    '1.5, 2.5, 3.5, 4.5, 83.1, 83.2, 83.3, 83.4, 83.5',
    '[300, 400, 1, 83, 83, 83, 83, 1000, 2000, 9]',
    'v83, v83, v83, v83, v83, v83, v83, v83',
  ])
    expect(read(source).text).toBe('');
});

test('what is written as numbers comes back', () => {
  comesBack((value) => codes(value).join(', '), '[', ']');
  comesBack(
    (value) =>
      codes(value)
        .map((code) => (code > 127 ? code - 256 : code))
        .join(','),
    '{',
    '}',
  );
  comesBack((value) => [...value].map((sign) => sign.charCodeAt(0)).join(','), 'String.fromCharCode(', ')');
});
