import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { Damaged } from './bytes.ts';
import { custodyOf, decodeCustody, encodeCustody, inboxSecret } from './custody.ts';
import type { Change } from './record.ts';
import { openChanges, sealChanges } from './sealed-changes.ts';
import { sha256 } from './sealing.ts';

const vaultId = randomBytes(16);
const master = randomBytes(32);
const custody = custodyOf(master, vaultId, { indexGeneration: 3, vaultGeneration: 2 });
const secret = inboxSecret(master);
const head = { vaultId, generation: 4 };
const changes: Change[] = [
  {
    kind: 'add',
    record: {
      id: 'aabbccddeeff0011',
      name: 'ALPHA',
      created: 5,
      retired: false,
      value: Buffer.from('some value'),
    },
  },
  { kind: 'retire', id: '0011223344556677' },
  { kind: 'purge', id: '8899aabbccddeeff' },
];
const file = sealChanges(head, custody.inboxPublic, changes);

test('what is sealed to the public key opens with the private one', () => {
  expect(openChanges(file, head, secret)).toEqual(changes);
  expect(file.includes('some value')).toBe(false);
  expect(file.includes('ALPHA')).toBe(false);
});

test('cut, changed, of another vault, of another generation', () => {
  const sign = (content: Buffer): Buffer => Buffer.concat([content, sha256(content)]);
  for (let at = 0; at < file.length - 32; at++) {
    const changed = Buffer.from(file);
    changed[at]! ^= 1 << (at % 8);
    expect(() => openChanges(changed, head, secret)).toThrow(Damaged);
    // the top bit of an X25519 key means nothing, and is authenticated all the same
    expect(() => openChanges(sign(changed.subarray(0, -32)), head, secret), `byte ${at}`).toThrow(Damaged);
    expect(() => openChanges(sign(file.subarray(0, at)), head, secret)).toThrow(Damaged);
  }
  expect(() => openChanges(file, { ...head, generation: 5 }, secret)).toThrow(Damaged);
  expect(() => openChanges(file, { ...head, vaultId: randomBytes(16) }, secret)).toThrow(Damaged);
  expect(() => openChanges(file, head, randomBytes(32))).toThrow(Damaged);
});

test('custody: whole, or told as damaged', () => {
  const bytes = encodeCustody(custody);
  expect(decodeCustody(bytes)).toEqual(custody);
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1 << (at % 8);
    expect(() => decodeCustody(changed)).toThrow(Damaged);
    expect(() => decodeCustody(bytes.subarray(0, at))).toThrow(Damaged);
  }
  expect(() => decodeCustody(Buffer.concat([bytes, Buffer.of(0)]))).toThrow(Damaged);
});
