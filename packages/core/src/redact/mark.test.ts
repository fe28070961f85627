import { expect, test } from 'vitest';
import { holdsMark, markBytes, markOf, pseudonym } from './mark.ts';

const key = new Uint8Array(32).fill(1);

test('the same value and key, the same digits', () => {
  expect(pseudonym(key, 'value')).toMatch(/^[0-9a-f]{6}$/);
  expect(pseudonym(key, 'value')).toBe(pseudonym(key, Buffer.from('value')));
  expect(pseudonym(key, 'value')).not.toBe(pseudonym(key, 'valuf'));
  expect(pseudonym(key, 'value')).not.toBe(pseudonym(new Uint8Array(32).fill(2), 'value'));
});

test.each([
  ['DATABASE_URL', '[REDACTED:DATABASE_URL:012345]', 'REDACTED-DATABASE_URL-012345'],
  ['a "b"\n:c]', '[REDACTED:a-b-c-:012345]', 'REDACTED-a-b-c--012345'],
  ['', '[REDACTED:secret:012345]', 'REDACTED-secret-012345'],
  ['x'.repeat(99), `[REDACTED:${'x'.repeat(64)}:012345]`, `REDACTED-${'x'.repeat(64)}-012345`],
])('the type %j', (type, full, plain) => {
  expect(markOf({ type, pseudonym: '012345' }, false)).toBe(full);
  expect(markOf({ type, pseudonym: '012345' }, true)).toBe(plain);
  expect(holdsMark(`x ${full} y`) && holdsMark(`x ${plain} y`)).toBe(true);
});

test('as wide as the text around it', () => {
  expect(markBytes('ab', ['utf-16be']).toString('hex')).toBe('00610062');
  expect(markBytes('ab', ['utf-32le']).toString('hex')).toBe('6100000062000000');
  expect(markBytes('ab', ['base64']).toString()).toBe('ab');
});
