/** A disk that takes no more: what is looked at is blocked or passes as ever, and nothing of the user's is lost. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { install, status, uninstall } from '@staunch/hooks';
import { addRemote, expectPushed, expectThreeKinds, LINES, vaultHome } from './kit/gate.ts';
import { at, hooksOf, snapshot } from './kit/installer.ts';
import { temporaryDirectory } from './kit/command.ts';
import { Repository } from './kit/repository.ts';

/** Writes until there is not one byte left. */
function fill(file: string): void {
  const handle = fs.openSync(file, 'w');
  try {
    for (const size of [1 << 16, 1]) {
      try {
        for (;;) fs.writeSync(handle, Buffer.alloc(size));
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
      }
    }
  } finally {
    fs.closeSync(handle);
  }
}

it('push and installation', ({ skip }) => {
  const root = temporaryDirectory();
  const disk = path.join(root, 'disk');
  fs.mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]);
  if (mounted.status !== 0) return skip('this user may mount nothing');
  onTestFinished(() => void spawnSync('umount', ['-l', disk]));
  const repository = new Repository(root, path.join(disk, 'repo'), vaultHome());
  repository.initialize('sha1');
  addRemote(repository, 'origin');
  repository.git('push', '-q', 'origin', 'main');
  repository.script(path.join(hooksOf(repository), 'pre-commit'), 'exit 0');
  const before = snapshot(hooksOf(repository));
  const filler = path.join(disk, 'filler');
  fill(filler);
  expect(() => install(at(repository))).toThrow('cannot be written (ENOSPC)');
  expect(snapshot(hooksOf(repository))).toEqual(before);
  fs.rmSync(filler);
  install(at(repository));
  repository.bring('new.txt', LINES);
  fs.rmSync(path.join(repository.top, '.git/staunch'), { recursive: true });
  fill(filler);
  // what the gate remembers cannot be written, and nothing half-written is believed
  const refs = repository.git('show-ref');
  for (let time = 0; time < 2; time++)
    expectThreeKinds(repository.try(['push', 'origin', 'main']), 'push blocked');
  expect(repository.git('show-ref')).toBe(refs);
  expect(repository.git('fsck').trim()).toBe('');
  expect(expectPushed(repository, ['push', 'origin', 'main^:refs/heads/other']).err).not.toContain(
    'staunch: ',
  );
  fs.rmSync(filler);
  expect(status(at(repository)).effective).toBe(true);
  fill(filler);
  uninstall(at(repository));
  expect(snapshot(hooksOf(repository))).toEqual(before);
});
