import { expect, test } from 'vitest';
import { crc32Base62, crc32Hex } from './kit/checksum.ts';
import { sampler } from './kit/sample.ts';
import { bitbucket } from './bitbucket.ts';
import { cloudflare } from './cloudflare.ts';
import { thunderstore } from './thunderstore.ts';
import type { Rule } from './kit/rule.ts';

const sample = sampler(77);
const validate = (rules: readonly Rule[], id: string) => rules.find((rule) => rule.id === id)!.validate!;

test('a checksum that is published says valid and invalid', () => {
  const judge = validate(thunderstore, 'thunderstore-api-token');
  const body = sample.alnum(30);
  expect(judge(`tss_${body}${crc32Base62(body)}`)).toBe('valid');
  expect(judge(`tss_${body}AAAAAA`)).toBe('invalid');
  expect(judge(`tss_${sample.alnum(40)}`)).toBeUndefined();
});

test('a checksum that was only seen says valid or nothing', () => {
  const cf = validate(cloudflare, 'cloudflare-token');
  const body = sample.alnum(40);
  expect(cf(`cfut_${body}${crc32Hex(body)}`)).toBe('valid');
  expect(cf(`cfut_${sample.alnum(48)}`)).toBeUndefined();
  const password = `ATBB${sample.alnum(24)}`;
  const atbb = validate(bitbucket, 'bitbucket-app-password');
  expect(atbb(password + crc32Hex(password).toUpperCase())).toBe('valid');
  expect(atbb(`${password}00000000`)).toBeUndefined();
  const token = `ATCTT3xFfGN0${sample.base64url(171)}=`;
  const atctt = validate(bitbucket, 'bitbucket-access-token');
  expect(atctt(token + crc32Hex(token).toUpperCase())).toBe('valid');
  expect(atctt(`${token}00000000`)).toBeUndefined();
});
