/** A hook that sends files by itself waits for the gate: whatever it sends, the gate has seen. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { install } from '@staunch/hooks';
import { ROOT } from './kit/command.ts';
import { addCommand, at, hooksOf, LINE } from './kit/installer.ts';
import { expectAllowed, openRepository, type Repository } from './kit/repository.ts';

describe('what sends files by itself, as git-lfs does', () => {
  /** A git-lfs that notes when it is run, and what it is told. */
  const withLfs = (repository: Repository): string => {
    const noted = path.join(repository.root, 'sent');
    repository.script(
      path.join(repository.root, 'bin/git-lfs'),
      `echo "$@" >> '${noted}'; cat >> '${noted}'`,
    );
    Object.assign(repository.env, { PATH: `${path.join(repository.root, 'bin')}:${repository.env['PATH']}` });
    repository.git('init', '-q', '--bare', '../remote');
    repository.git('remote', 'add', 'origin', path.join(repository.root, 'remote'));
    return noted;
  };
  // as git-lfs 3 writes it
  const HOOK =
    'command -v git-lfs >/dev/null 2>&1 || { echo >&2 "no git-lfs"; exit 2; }\ngit lfs pre-push "$@"';

  function expectAfter(repository: Repository, noted: string): void {
    repository.bring('clean.txt', 'clean\n');
    expectAllowed(repository, ['push', '-q', 'origin', 'main']);
    expect(fs.readFileSync(noted, 'utf8')).toMatch(
      /^pre-push origin .*\nrefs\/heads\/main [0-9a-f]+ refs\/heads\/main 0+\n$/,
    );
    fs.rmSync(noted);
    repository.bring('secret.txt', LINE);
    expectBlockedPush(repository);
    expect(fs.existsSync(noted)).toBe(false);
    // what it says counts
    repository.git('reset', '-q', '--hard', 'HEAD^');
    repository.bring('more.txt', 'more\n');
    repository.script(path.join(repository.root, 'bin/git-lfs'), 'exit 3');
    expect(repository.try(['push', '-q', 'origin', 'main']).code).not.toBe(0);
  }

  function expectBlockedPush(repository: Repository): void {
    const ran = repository.try(['push', '-q', 'origin', 'main']);
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('staunch: push blocked')]);
  }

  it.each(['private', 'shared', 'husky', 'own'])('waits until the gate has looked: %s', (kind) => {
    const repository = openRepository({ bare: true });
    const noted = withLfs(repository);
    if (kind === 'shared') {
      repository.git('config', 'core.hooksPath', '.githooks');
      repository.script(path.join(repository.top, '.githooks/pre-push'), HOOK);
      addCommand(repository.top);
    } else if (kind === 'husky') {
      repository.write('package.json', '{ "devDependencies": { "husky": "9" } }');
      repository.write('.husky/pre-push', `${HOOK}\n`);
      repository.run(process.execPath, [path.join(ROOT, 'node_modules/husky/bin.js')]);
      addCommand(repository.top);
    } else repository.script(path.join(hooksOf(repository), 'pre-push'), HOOK);
    install(kind === 'own' ? { global: true } : at(repository));
    expectAfter(repository, noted);
  });
});
