import { expect, test } from 'vitest';
import { judgeMnemonic, mnemonicOf } from './bip39.ts';

test.each([
  // vectors of trezor/python-mnemonic, which the standard names
  ['00000000000000000000000000000000', `${'abandon '.repeat(11)}about`],
  [
    '7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f',
    'legal winner thank year wave sausage worth useful legal winner thank yellow',
  ],
  ['ffffffffffffffffffffffffffffffff', `${'zoo '.repeat(11)}wrong`],
])('the words of %s', (entropy, words) => {
  expect(mnemonicOf(Buffer.from(entropy, 'hex'))).toBe(words);
  expect(judgeMnemonic(words)).toBe('valid');
  expect(judgeMnemonic(words.toUpperCase().split(' ').join('\n'))).toBe('valid');
});

test('another last word, another number of words, and another word are refused', () => {
  const words = mnemonicOf(Uint8Array.from({ length: 32 }, (_, i) => i * 7));
  expect(judgeMnemonic(words)).toBe('valid');
  const list = words.split(' ');
  expect(judgeMnemonic([...list.slice(1), list[0]].join(' '))).toBe('invalid');
  expect(judgeMnemonic(list.slice(1).join(' '))).toBe('invalid');
  expect(judgeMnemonic(words.replace(list[3]!, 'sentence'))).toBe('invalid');
});
