/** `.pre-commit-hooks.yaml`: this very repository, installed by the real pre-commit, in all four stages. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, temporaryDirectory } from './kit/command.ts';
import { COMMIT, LINE, SECRET } from './kit/installer.ts';
import { expectAllowed, expectBlocked, openRepository } from './kit/repository.ts';
import { preCommitTool } from './kit/tools.ts';

/** What is here now as a repository of one commit, whose id is returned. */
function published(directory: string): string {
  const git = (cwd: string, ...args: string[]): string =>
    execFileSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], { cwd, maxBuffer: 1 << 26 }).toString();
  const names = git(ROOT, 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0');
  for (const name of names.filter((each) => each !== '' && fs.existsSync(path.join(ROOT, each)))) {
    fs.mkdirSync(path.join(directory, path.dirname(name)), { recursive: true });
    fs.copyFileSync(path.join(ROOT, name), path.join(directory, name));
  }
  git(directory, 'init', '-q');
  git(directory, 'add', '-A');
  git(directory, '-c', 'user.name=a', '-c', 'user.email=a@b.invalid', 'commit', '-q', '-m', 'as it is');
  return git(directory, 'rev-parse', 'HEAD').trim();
}

test('is installed from a clone, and stops a secret at every stage', { timeout: 240_000 }, ({ skip }) => {
  const tool = preCommitTool();
  if ('reason' in tool) return skip(tool.reason);
  const source = temporaryDirectory();
  const revision = published(source);
  const repository = openRepository({ bare: true });
  const inherited = Object.entries(process.env).filter(([name]) =>
    /^npm_config_|_proxy$|^NODE_EXTRA_CA_CERTS$|^SSL_CERT|^PIP_/i.test(name),
  );
  Object.assign(repository.env, Object.fromEntries(inherited));
  const npmrc = path.join(process.env['HOME'] ?? '', '.npmrc');
  if (fs.existsSync(npmrc)) fs.copyFileSync(npmrc, path.join(repository.root, 'home/.npmrc'));

  const stages = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push'];
  repository.bring(
    '.pre-commit-config.yaml',
    `default_install_hook_types: [${stages.join(', ')}]
repos:
- repo: file://${source}
  rev: ${revision}
  hooks:
${stages.map((stage) => `  - id: staunch-${stage}\n`).join('')}`,
  );
  const installed = repository.run(tool.path, ['install', '--install-hooks']);
  expect(installed.code, installed.out + installed.err).toBe(0);

  repository.stage('b.txt', 'clean\n');
  const allowed = expectAllowed(repository, COMMIT);
  expect(allowed.err + allowed.out).toMatch(/what is staged\.+Passed[^]*the commit message\.+Passed/);
  repository.stage('a.txt', LINE);
  expectBlocked(repository, SECRET, COMMIT);
  repository.git('reset', '-q', '--hard');
  expectBlocked(repository, SECRET, ['commit', '-q', '--allow-empty', '-m', SECRET]);

  repository.git('checkout', '-q', '-b', 'side', 'HEAD^');
  repository.bring('side.txt', LINE);
  repository.git('checkout', '-q', 'main');
  expect(repository.try(['merge', '-q', '--no-edit', 'side']).err).toContain('side.txt:1:12');
  repository.git('merge', '--abort');
  repository.git('init', '-q', '--bare', '../remote');
  expectAllowed(repository, ['push', '-q', '../remote', 'main']);
  expect(repository.try(['push', '-q', '../remote', 'side']).err).toContain('side.txt:1:12');
});
