import { randomBytes } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { ByteReader, Damaged } from './bytes.ts';
import { openRecords, parseVault, proveHeader, sealVault, type VaultHeader } from './container.ts';
import { Opener } from './opener.ts';
import type { VaultRecord } from './record.ts';
import * as sealing from './sealing.ts';
import { decodeSlot, makeSlot } from './slot.ts';

const COST = { N: 1 << 14, r: 8, p: 1 };
const vaultId = randomBytes(16);
const master = randomBytes(32);
const key = randomBytes(32);
const passphrase = Buffer.from('a passphrase');
const slots = [
  makeSlot({ kind: 'passphrase', passphrase }, master, vaultId, COST),
  makeSlot({ kind: 'keyfile', key }, master, vaultId),
];
const header: VaultHeader = { vaultId, generation: 7, drained: 5, slots };

function records(): VaultRecord[] {
  return ['ALPHA', '__proto__', 'ключ'].map((name, number) => ({
    id: randomBytes(8).toString('hex'),
    name,
    created: 1000 + number,
    retired: number === 1,
    value: Buffer.from([0, 255, 10, number]),
  }));
}

const file = sealVault(header, master, records());

/** As a holder of the key sees it, or what is thrown. */
function openAll(bytes: Buffer): { name: string; value: Buffer; retired: boolean }[] {
  const vault = parseVault(bytes);
  const opened = new Opener({ kind: 'keyfile', key: Buffer.from(key) }).masterKey(vault);
  return [...openRecords(vault, opened)];
}

/** With a checksum that fits, as an attacker writes it. */
function signed(bytes: Buffer): Buffer {
  const content = bytes.subarray(0, -32);
  return Buffer.concat([content, sealing.sha256(content)]);
}

test('what was sealed is what is opened', () => {
  expect(openAll(file)).toMatchObject([
    { name: 'ALPHA', retired: false, value: Buffer.from([0, 255, 10, 0]) },
    { name: '__proto__', retired: true },
    { name: 'ключ', created: 1002 },
  ]);
  const { generation, drained } = parseVault(file);
  expect({ generation, drained }).toEqual({ generation: 7, drained: 5 });
});

test('sealing wipes the values, and every write has keys of its own', () => {
  const list = records();
  const other = sealVault(header, master, list);
  expect(list.every(({ value }) => value.every((byte) => byte === 0))).toBe(true);
  const [a, b] = [parseVault(file), parseVault(other)];
  const mixed = Buffer.concat([b.headerBytes, b.tag, a.body, Buffer.alloc(32)]);
  expect(() => openAll(signed(mixed))).toThrow(Damaged);
});

test('cut at every length', () => {
  for (let length = 0; length < file.length; length++) {
    expect(() => parseVault(file.subarray(0, length))).toThrow(Damaged);
    expect(() => openAll(signed(file.subarray(0, length)))).toThrow();
  }
});

test('every bit flipped, with and without a checksum that fits', () => {
  for (let at = 0; at < file.length - 32; at++) {
    const changed = Buffer.from(file);
    changed[at]! ^= 1 << (at % 8);
    expect(() => parseVault(changed), `byte ${at}`).toThrow(Damaged);
    // one slot may be spoilt while the other one opens: the header's tag tells
    expect(() => openAll(signed(changed)), `byte ${at}, signed`).toThrow();
  }
  expect(() => parseVault(Buffer.concat([file, Buffer.of(0)]))).toThrow(Damaged);
});

test('a wrong passphrase and a wrong key file open nothing', () => {
  const vault = parseVault(file);
  const wrong = new Opener({ kind: 'passphrase', passphrase: Buffer.from('another') });
  expect(() => wrong.masterKey(vault)).toThrow('the passphrase does not open the vault');
  expect(() => new Opener({ kind: 'keyfile', key: randomBytes(32) }).masterKey(vault)).toThrow('vault.key');
  const right = new Opener({ kind: 'passphrase', passphrase: Buffer.from(passphrase) });
  expect(right.masterKey(vault).equals(master)).toBe(true);
});

test('the form that vaults have had from the first: slots of a passphrase and a key file', () => {
  // written here by hand: code, N, r, p, salt or nothing, nonce, wrapped key with its tag
  const salt = randomBytes(16);
  const derived = sealing.crypto().scryptSync(passphrase, salt, 32, COST);
  const word = (number: number): Buffer => Buffer.from([0, number >> 16, (number >> 8) & 255, number & 255]);
  const cases: [Buffer, Buffer, Opener][] = [
    [
      Buffer.concat([Buffer.of(1), word(COST.N), word(8), word(1), salt]),
      derived,
      new Opener({ kind: 'passphrase', passphrase: Buffer.from(passphrase) }),
    ],
    [Buffer.of(2), sealing.subKey(key, 'key file'), new Opener({ kind: 'keyfile', key: Buffer.from(key) })],
  ];
  for (const [head, wrapping, opener] of cases) {
    const nonce = randomBytes(12);
    const wrapped = sealing.seal(wrapping, nonce, Buffer.concat([vaultId, head]), master);
    const slot = decodeSlot(new ByteReader(Buffer.concat([head, nonce, wrapped])));
    const vault = parseVault(sealVault({ ...header, slots: [slot] }, master, records()));
    expect(opener.masterKey(vault).equals(master)).toBe(true);
  }
});

test('forged parameters are refused before anything is derived', () => {
  const { headerBytes } = parseVault(file);
  const start = headerBytes.indexOf(Buffer.from([1, 0, 0, 0x40, 0, 0, 0, 0, 8, 0, 0, 0, 1]));
  expect(start).toBeGreaterThan(0);
  const derive = vi.spyOn(sealing.crypto(), 'scryptSync');
  const forged: [offset: number, value: number][] = [
    ...[0, 1, 1 << 13, 3 << 14, 1 << 21, 0xffffffff].map((N): [number, number] => [1, N]),
    ...[0, 1, 16, 0xffffffff].map((r): [number, number] => [5, r]),
    ...[0, 5, 0xffffffff].map((p): [number, number] => [9, p]),
  ];
  for (const [offset, value] of forged) {
    const changed = Buffer.from(file);
    changed.writeUInt32BE(value, start + offset);
    expect(() => parseVault(signed(changed))).toThrow(Damaged);
  }
  expect(derive).not.toHaveBeenCalled();
  // within the bounds, and still not what was written
  const changed = Buffer.from(file);
  changed.writeUInt32BE(1 << 15, start + 1);
  const opener = new Opener({ kind: 'passphrase', passphrase: Buffer.from(passphrase) });
  expect(() => opener.masterKey(parseVault(signed(changed)))).toThrow('does not open');
});

test('a header of another master key is told', () => {
  expect(() => proveHeader(parseVault(file), randomBytes(32))).toThrow(Damaged);
});
