import { expect, test } from 'vitest';
import { sampler } from '../../rules/kit/sample.ts';
import { randomness } from './letters.ts';

const sample = sampler(3);

test('words and identifiers are likelier as text', () => {
  for (const text of [
    'thePasswordOfTheDatabase',
    'access_token_secret',
    'kubernetes.default.svc',

    'HTTP_STATUS_CODE',
  ]) {
    expect(randomness(text)).toBeLessThan(0);
  }
});

test('drawn characters are likelier as chance, whatever they are drawn from', () => {
  const share = (draw: () => string): number =>
    Array.from({ length: 200 }, draw).filter((text) => randomness(text) > 12).length / 200;
  expect(share(() => sample.alnum(24))).toBeGreaterThan(0.98);
  expect(share(() => sample.hex(32))).toBeGreaterThan(0.98);
  expect(share(() => sample.lower(24))).toBeGreaterThan(0.98);
  expect(share(() => sample.base64url(32))).toBeGreaterThan(0.98);
  expect(share(() => sample.base32(32))).toBeGreaterThan(0.98);
});

test('a readable prefix does not hide a random rest', () => {
  expect(randomness(`service_account_token_${sample.hex(32)}`)).toBeGreaterThan(12);
});
