/** This repository by its own measure. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ROOT, staunch, temporaryDirectory } from './kit/command.ts';

test('no secret-shaped text stands in what git tracks', () => {
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  const files = stdout.split('\0').filter(Boolean);
  expect(files.length).toBeGreaterThan(300);
  const ran = staunch(['scan', '--no-managed', '-q', ...files], {
    cwd: ROOT,
    env: { HOME: temporaryDirectory() },
  });
  expect(ran.out).toBe('');
  expect(ran.code).toBe(0);
});
