/** The recipes of packages/hooks/README.md, taken from there as they stand, with the real husky and lint-staged. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { expectThreeKinds, LINES, TOKEN, vaultHome } from '../kit/gate.ts';
import { EXECUTABLE, ROOT } from '../kit/command.ts';
import { expectAllowed, openRepository, type Repository } from '../kit/repository.ts';

/** Every block of code that stands below the name of its file. */
const RECIPES = new Map(
  [
    ...fs
      .readFileSync(path.join(ROOT, 'packages/hooks/README.md'), 'utf8')
      .matchAll(/^`([^`\n]+)`\n\n```\w+\n([^]*?)^```$/gm),
  ].map(([, name, text]) => [name!, text!]),
);

/** A project that has Staunch, husky and lint-staged installed. */
function project(...names: string[]): Repository {
  const repository = openRepository({ bare: true, staunchHome: vaultHome() });
  const modules = path.join(repository.top, 'node_modules');
  fs.mkdirSync(path.join(modules, '.bin'), { recursive: true });
  fs.mkdirSync(path.join(modules, '@staunch'));
  for (const name of ['core', 'hooks'])
    fs.symlinkSync(path.join(ROOT, 'packages', name), path.join(modules, '@staunch', name));
  fs.symlinkSync(EXECUTABLE, path.join(modules, '.bin/staunch'));
  for (const name of ['husky', 'lint-staged'])
    fs.symlinkSync(path.join(ROOT, 'node_modules', name), path.join(modules, name));
  repository.bring('.gitignore', 'node_modules\n');
  for (const name of names) repository.bring(name, RECIPES.get(name)!);
  return repository;
}

function husky(repository: Repository): void {
  const { code, err } = repository.run(process.execPath, ['node_modules/husky/bin.js']);
  expect(code, err).toBe(0);
}

it('husky: commit, message and push', () => {
  const repository = project('.husky/pre-commit', '.husky/commit-msg', '.husky/pre-push');
  husky(repository);
  const remote = path.join(repository.root, 'origin.git');
  repository.run('git', ['init', '-q', '--bare', remote], { from: repository.root });
  repository.stage('a.txt', 'clean\n');
  expectAllowed(repository, ['commit', '-q', '-m', 'clean']);
  expectAllowed(repository, ['push', '-q', remote, 'main']);
  repository.stage('a.txt', LINES);
  expectThreeKinds(repository.try(['commit', '-q', '-m', 'edit']), 'commit blocked');
  expectThreeKinds(
    repository.try(['commit', '-q', '--allow-empty', '-m', LINES, '--', 'b.txt']),
    'commit blocked',
  );
  expectAllowed(repository, ['commit', '-q', '--no-verify', '-m', 'edit']);
  expectThreeKinds(repository.try(['push', '-q', remote, 'main']), 'push blocked');
});

it('lint-staged: the index, also where the work tree is another', () => {
  const repository = project('lint-staged.config.mjs');
  const run = () => repository.run(process.execPath, ['node_modules/lint-staged/bin/lint-staged.js']);
  repository.stage('a.txt', 'clean\n');
  expect(run().code).toBe(0);
  repository.stage('a.txt', LINES);
  repository.write('a.txt', 'clean again\n');
  const { code, out, err } = run();
  expect(code).toBe(1);
  expect(out + err).toContain('commit blocked: 3 secrets');
  expect(out + err).not.toContain(TOKEN);
  expect(fs.readFileSync(repository.file('a.txt'), 'utf8')).toBe('clean again\n');
});

it('a program', () => {
  const repository = project();
  const file = path.join(repository.top, 'node_modules/example.mjs');
  fs.writeFileSync(file, RECIPES.get('example.mjs')!);
  const run = (): string => repository.run(process.execPath, [file]).out;
  repository.stage('a.txt', 'clean\n');
  expect(run()).toBe('clean: 1 files\n');
  repository.stage('a.txt', LINES);
  expect(run()).toBe('a.txt:1 github-pat\na.txt:2 PLAIN_ITEM\na.txt:3 CODED_ITEM\n');
  fs.writeFileSync(path.join(repository.top, '.git/index'), 'damaged');
  expect(run()).toBe('not scanned: git\n');
});
