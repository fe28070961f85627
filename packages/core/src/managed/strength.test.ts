/** How values are made decides how they are looked for. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { strengthOf, type ManagedPolicy } from './strength.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const SYMBOLS = '!#$%&()*+,-./:;<=>?@[]^_{|}~';
const drawn = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
const words = 'correct horse battery staple marble window carrier timber'.split(' ');
const phrase = (count: number): string =>
  Array.from({ length: count }, () => words[randomInt(words.length)]).join(' ');

/** Of 200 values that are made like this, the share that gets the policy. */
function share(make: () => string, ...policies: ManagedPolicy[]): number {
  const all = Array.from({ length: 200 }, () => strengthOf(make()).policy);
  return all.filter((policy) => policies.includes(policy)).length / all.length;
}

test.each<[string, () => string]>([
  ['16 bytes in hex', () => randomBytes(16).toString('hex')],
  ['a UUID', () => randomUUID()],
  ['20 letters and digits', () => drawn(LETTERS, 20)],
  ['24 bytes in base64', () => randomBytes(24).toString('base64')],
  ['a token with a prefix', () => `svc_live_${drawn(LETTERS, 24)}`],
])('%s is strong', (_, make) => {
  expect(share(make, 'strong')).toBe(1);
});

test('20 characters with symbols are strong, but for what happens to look like a part of something', () => {
  expect(share(() => drawn(LETTERS + SYMBOLS, 20), 'strong')).toBeGreaterThan(0.95);
});

test.each<[string, () => string]>([
  ['nine letters and digits', () => drawn(LETTERS, 9)],
  ['twelve letters and digits', () => drawn(LETTERS, 12)],
  ['ten characters with symbols', () => drawn(LETTERS + SYMBOLS, 10)],
])('%s are medium, nearly always', (_, make) => {
  expect(share(make, 'medium')).toBeGreaterThan(0.95);
});

test('four or five words are medium', () => {
  expect(share(() => phrase(4), 'medium')).toBe(1);
  expect(share(() => phrase(5), 'medium')).toBe(1);
});

test.each(['Crystal42!', 'hunter2', 'Summer2024!', 'P@ssw0rd!x', 'fluffybunny', 'letmein99'])(
  '%s is weak',
  (value) => {
    expect(strengthOf(value).policy).toBe('weak');
  },
);

test.each(
  'admin true localhost password production 127.0.0.1 2024-01-01 us-east-1 12345678 changeme undefined example.com aaaaaaaaaaaaaaaa x 3.14.15'.split(
    ' ',
  ),
)('%s is ignored', (value) => {
  expect(strengthOf(value).policy).toBe('ignored');
});

test('what repeats itself is not strong', () => {
  for (const value of [
    '0'.repeat(32),
    'abcdefghijklmnopqrstuvwxyz',
    'abababababababababab',
    '0123456789abcdef'.repeat(2),
  ]) {
    expect(strengthOf(value).policy, value).not.toBe('strong');
  }
});
