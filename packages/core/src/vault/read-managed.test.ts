import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openIndexFile, sealIndexFile } from '../managed/index-file.ts';
import { indexKeys } from '../managed/keys.ts';
import { ManagedIndex } from '../managed/managed-index.ts';
import { createVault } from './create.ts';
import { Opener, readKeyFile } from './opener.ts';
import { indexHead, readManaged } from './read-managed.ts';
import { unlockVault } from './unlock.ts';
import { addValues, listItems } from './values.ts';

let home = '';
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-managed-'));
  vi.stubEnv('STAUNCH_HOME', home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(home, { recursive: true, force: true });
});

const COST = { N: 1 << 14, r: 8, p: 1 };

function value(): Buffer {
  return Buffer.from('q7Zr2mX9kT4vB8nL1sD6');
}

function add(name: string): void {
  addValues(undefined, [{ name, value: value() }]);
}

test('nothing of a vault: undefined; the rest of Staunch does not count', () => {
  expect(readManaged()).toBeUndefined();
  fs.writeFileSync(path.join(home, 'fingerprint.key'), 'x');
  expect(readManaged()).toBeUndefined();
  vi.stubEnv('STAUNCH_HOME', path.join(home, 'nowhere'));
  expect(readManaged()).toBeUndefined();
});

test('what the index needs, and the head of its file as it is written', () => {
  createVault(Buffer.from('passphrase'), COST);
  add('ALPHA');
  const managed = readManaged()!;
  const index = ManagedIndex.decode(managed.file, managed.indexKey);
  expect(index.items().map(({ name }) => name)).toEqual(['ALPHA']);
  expect(index.vaultId.equals(managed.vaultId)).toBe(true);
  expect(indexHead(managed.file)).toEqual({ vaultId: managed.vaultId, generation: index.generation });
  const keys = [managed.indexKey, managed.pseudonymKey, managed.fingerprintKey].map(String);
  expect(new Set(keys).size).toBe(3);
});

test('any one file left of a vault: an error, never undefined', () => {
  createVault(undefined);
  add('ALPHA');
  add('BETA');
  const names = fs.readdirSync(home);
  expect(names).toContain('vault.key');
  const kept = `${home}.kept`;
  fs.cpSync(home, kept, { recursive: true });
  for (const only of names) {
    for (const name of names) if (name !== only) fs.rmSync(path.join(home, name), { recursive: true });
    expect(() => readManaged(), only).toThrow(/vault\.(custody|index)/);
    fs.cpSync(kept, home, { recursive: true });
  }
  fs.rmSync(kept, { recursive: true });
  expect(readManaged()).toBeDefined();
});

test('a generation that was drained is never given out again', () => {
  createVault(undefined);
  const opener = (): Opener => new Opener({ kind: 'keyfile', key: readKeyFile() });
  add('ALPHA');
  const old = fs.readFileSync(path.join(home, 'vault.index'));
  fs.rmSync(path.join(home, 'vault.index'));
  expect(unlockVault(opener()).mended).toMatch('is missing');
  // custody lost, and an index of before: the vault knows what it has taken in
  fs.rmSync(path.join(home, 'vault.custody'));
  fs.writeFileSync(path.join(home, 'vault.index'), old);
  unlockVault(opener());
  add('BETA');
  expect(unlockVault(opener())).toMatchObject({ drained: 1, lost: [] });
  expect(listItems().map(({ name }) => name)).toEqual(['ALPHA', 'BETA']);
});

test('an index that knows fewer forms is made anew once', () => {
  createVault(undefined);
  const opener = (): Opener => new Opener({ kind: 'keyfile', key: readKeyFile() });
  add('ALPHA');
  unlockVault(opener());
  const { file, indexKey } = readManaged()!;
  const keys = indexKeys(indexKey);
  const { vaultId, generation, entries } = openIndexFile(file, keys);
  const data = { ...entries.toData(), forms: 0, windows: [] };
  fs.writeFileSync(path.join(home, 'vault.index'), sealIndexFile({ vaultId, generation, data }, keys));
  const windows = (): number => openIndexFile(readManaged()!.file, keys).entries.windowCount;
  // what is added meanwhile does not hide that the others are old
  addValues(undefined, [{ name: 'BETA', value: Buffer.from('n3Wq8zK5pJ2xC7hV0tR4') }]);
  const own = windows();
  expect(unlockVault(opener()).mended).toMatch('an earlier version');
  expect(windows()).toBe(2 * own);
  expect(unlockVault(opener()).mended).toBeUndefined();
});
