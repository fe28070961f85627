/** Bare repositories, and gates that stand in one another's way. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { describeInstall, install, status, uninstall } from '@staunch/hooks';
import { expectGuarded, hooksOf, LINE, snapshot } from './kit/installer.ts';
import { openRepository, Repository } from './kit/repository.ts';

it('a bare repository: what is pushed from it', () => {
  const repository = openRepository({ bare: true });
  const bare = path.join(repository.root, 'bare.git');
  const target = path.join(repository.root, 'target.git');
  repository.bring('new.txt', LINE);
  for (const args of [
    ['clone', '-q', '--mirror', '.', bare],
    ['init', '-q', '--bare', target],
  ])
    repository.git(...args);
  const before = snapshot(path.join(bare, 'hooks'));
  const said = describeInstall(install({ repository: bare }));
  expect(said).toContain('What others push to it is not');
  expect(status({ repository: bare })).toMatchObject({
    effective: true,
    place: { kind: 'private', isBare: true },
  });
  const ran = repository.run('git', ['-C', bare, 'push', '--mirror', target]);
  expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('staunch: push blocked: 1 secret')]);
  // and what is committed in a work tree that hangs on it
  const linked = path.join(repository.root, 'linked');
  repository.git('-C', bare, 'worktree', 'add', '-q', linked, 'main');
  expectGuarded(new Repository(repository.root, linked));
  repository.git('-C', bare, 'worktree', 'remove', '--force', linked);
  uninstall({ repository: bare });
  expect(snapshot(path.join(bare, 'hooks'))).toEqual(before);
});

describe('for one repository and for all', () => {
  it.for([
    ['a hooks directory for all', undefined],
    ["git's configuration for all", process.env['STAUNCH_TEST_GIT']],
  ] as const)('looks once, and says it once: %s', ([name, bin], { skip }) => {
    if (name !== 'a hooks directory for all' && bin === undefined)
      return skip('STAUNCH_TEST_GIT names no git of 2.54 or later');
    const repository = openRepository();
    if (bin) {
      const PATH = `${bin}:${process.env['PATH']}`;
      Object.assign(repository.env, { PATH });
      vi.stubEnv('PATH', PATH);
    }
    install({ global: true });
    // a node that notes what it is started for
    const noted = path.join(repository.root, 'noted');
    const node = path.join(repository.root, 'node');
    repository.script(node, `echo "$@" >> '${noted}'; exec '${process.execPath}' "$@"`);
    for (const directory of [hooksOf(repository), path.join(repository.env['STAUNCH_HOME']!, 'hooks')])
      for (const hook of ['pre-commit', 'commit-msg', 'pre-push']) {
        const file = path.join(directory, hook);
        fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/^node='.*'$/m, `node='${node}'`));
      }
    const looks = (): string[] =>
      fs.readFileSync(noted, 'utf8').match(/(?:pre-commit|commit-msg|pre-push)\b/g) ?? [];
    repository.git('init', '-q', '--bare', '../remote');
    repository.git('remote', 'add', 'origin', path.join(repository.root, 'remote'));
    repository.stage('new.txt', 'clean\n');
    expect(repository.try(['commit', '-q', '-m', 'clean']).code).toBe(0);
    expect(repository.try(['push', '-q', 'origin', 'main']).code).toBe(0);
    expect(looks()).toEqual(['pre-commit', 'commit-msg', 'pre-push']);
    repository.stage('new.txt', LINE);
    const { code, err } = repository.try(['commit', '-q', '-m', 'secret']);
    expect([code, err.match(/commit blocked/g)]).toEqual([1, ['commit blocked']]);
    // one that git does not come to does not count
    if (bin) repository.git('config', 'core.hooksPath', 'nowhere');
    else fs.chmodSync(path.join(hooksOf(repository), 'pre-commit'), 0o644);
    expect(repository.try(['commit', '-q', '-m', 'secret']).code).toBe(1);
  });
});
