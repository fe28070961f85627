import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withVaultLock } from '../platform/vault-lock.ts';

let home = '';
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-lock-'));
  vi.stubEnv('STAUNCH_HOME', home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(home, { recursive: true, force: true });
});

const lock = (): string => path.join(home, 'vault.lock');

test('held while the work is done, and released when it fails', () => {
  expect(
    withVaultLock(() => {
      expect(fs.statSync(lock()).mode & 0o777).toBe(0o600);
      return 7;
    }),
  ).toBe(7);
  const failing = (): never => {
    throw new Error('work');
  };
  expect(() => withVaultLock(failing)).toThrow('work');
  expect(fs.readdirSync(home)).toEqual([]);
});

test('a live one is waited for, and then named', () => {
  withVaultLock(() => {
    expect(() => withVaultLock(() => 0, 100)).toThrow(`is being written by process ${process.pid}`);
    expect(fs.existsSync(lock())).toBe(true);
  });
});

test('of another machine, or none that can be read: nobody takes it away', () => {
  for (const content of [JSON.stringify({ token: 'x', pid: 1, host: 'elsewhere' }), '', 'null', '[]']) {
    fs.writeFileSync(lock(), content);
    expect(() => withVaultLock(() => 0, 50)).toThrow('is being written by');
    expect(fs.readFileSync(lock(), 'utf8')).toBe(content);
  }
});

test('a dead one, and a dead breaker of it, are taken away', () => {
  const { pid } = spawnSync('true');
  withVaultLock(() => {
    const owner = JSON.parse(fs.readFileSync(lock(), 'utf8')) as object;
    fs.writeFileSync(path.join(home, 'kept'), JSON.stringify({ ...owner, pid, token: 'dead' }));
  });
  fs.copyFileSync(path.join(home, 'kept'), lock());
  expect(withVaultLock(() => 1, 500)).toBe(1);
  fs.copyFileSync(path.join(home, 'kept'), lock());
  fs.renameSync(path.join(home, 'kept'), path.join(home, 'vault.lock-break'));
  expect(withVaultLock(() => 2, 500)).toBe(2);
  expect(fs.readdirSync(home)).toEqual([]);
});
