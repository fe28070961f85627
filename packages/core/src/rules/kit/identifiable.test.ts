import { expect, test } from 'vitest';
import {
  cask,
  caskChecksum,
  clientSecret,
  clientSecretChecksum,
  devopsToken,
  devopsTokenOf,
  identifiable,
  sealed,
} from './identifiable.ts';
import { isMacaroon } from './macaroon.ts';
import { sampler } from './sample.ts';

/** The text with its character at `at` exchanged for another one. */
function broken(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'b' ? 'c' : 'b') + text.slice(at + 1);
}

test('an identifiable key is valid under its own seed only', () => {
  const key = Buffer.from(sealed(sampler(3).bytes(32), 'Send0000')).toString('base64');
  expect(identifiable(key, ['Listen00', 'Send0000'])).toBe('valid');
  expect(identifiable(key, ['Listen00'])).toBe('invalid');
  expect(identifiable(broken(key, 5), ['Send0000'])).toBe('invalid');
  expect(identifiable('%', ['Send0000'])).toBeUndefined();
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'the checksums of sample %i hold, and fail when a character changes',
  (seed) => {
    const sample = sampler(seed);
    const head = `${sample.alnum(52)}JQQJ99BCAC${sample.alnum(14)}AZDO`;
    const key = head + caskChecksum(head).slice(0, 4);
    expect(cask(key)).toBe('valid');
    expect(cask(broken(key, 7))).toBe('invalid');

    const secret = `${sample.alnum(3)}8Q~${sample.base64url(31)}`;
    expect(clientSecret(secret + clientSecretChecksum(secret))).toBe('valid');
    expect(clientSecret(broken(secret + clientSecretChecksum(secret), 9))).toBe('invalid');

    const token = devopsTokenOf(sample.bytes(32));
    expect(token).toMatch(/^[a-z2-7]{52}$/);
    expect(devopsToken(token)).toBe('valid');
    expect(devopsToken(broken(token, 20))).toBe('invalid');
  },
);

test('a macaroon must be whole', () => {
  const field = (type: number, data: Uint8Array): number[] => [type, data.length, ...data];
  const { bytes } = sampler(4);
  const whole = [2, ...field(1, bytes(8)), ...field(2, bytes(16)), 0, 0, ...field(6, bytes(32))];
  expect(isMacaroon(Uint8Array.from(whole))).toBe(true);
  for (let length = 0; length < whole.length; length++) {
    expect(isMacaroon(Uint8Array.from(whole.slice(0, length)))).toBe(false);
  }
  expect(isMacaroon(Uint8Array.from([...whole, 0]))).toBe(false);
});
