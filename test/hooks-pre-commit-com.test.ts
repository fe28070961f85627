/** `.pre-commit-hooks.yaml`: this very repository, installed by the real pre-commit, in all four stages. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HOOK_NAMES } from '@staunch/hooks';
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

test('it names the libraries that the hook loads when it needs them, as core has them', () => {
  const { parse } = createRequire(path.join(ROOT, 'packages/hooks/package.json'))('yaml') as {
    parse: (text: string) => { id: string; stages: string[]; additional_dependencies: string[] }[];
  };
  const hooks = parse(fs.readFileSync(path.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'));
  const bundle = fs.readFileSync(path.join(ROOT, 'packages/hooks/dist/main.cjs'), 'utf8');
  const loaded = [...bundle.matchAll(/\bloadLibrary\("([^"]+)"\)/g)].map(([, name]) => name!);
  const core = fs.readFileSync(path.join(ROOT, 'packages/core/package.json'), 'utf8');
  const { dependencies } = JSON.parse(core) as { dependencies: Record<string, string> };
  // re2 is taken where it is, and re2js serves where it is not; age is for exports, and no hook opens one
  const expected = [...new Set(loaded)].filter((name) => !['re2', 'age-encryption'].includes(name)).sort();
  expect(expected.length).toBeGreaterThan(0);
  for (const { id, stages, additional_dependencies } of hooks) {
    expect(`staunch-${stages.join()}`).toBe(id);
    expect(additional_dependencies).toEqual(expected.map((name) => `${name}@${dependencies[name]}`));
  }
  expect(hooks.map(({ id }) => id).sort()).toEqual(HOOK_NAMES.map((hook) => `staunch-${hook}`).sort());
});

test('is installed from a clone, and stops a secret at every stage', { timeout: 240_000 }, ({ skip }) => {
  const tool = preCommitTool();
  if ('reason' in tool) return skip(tool.reason);
  const source = temporaryDirectory();
  const revision = published(source);
  const repository = openRepository({ bare: true });
  const inherited = Object.entries(process.env).filter(([name]) =>
    /^npm_config_|_proxy$|^NODE_EXTRA_CA_CERTS$|^SSL_CERT|^PIP_/i.test(name),
  );
  // npm need not fetch again what it fetched for the run before
  const npm_config_cache = path.join(os.tmpdir(), 'staunch-test-tools/npm-cache');
  Object.assign(repository.env, Object.fromEntries(inherited), { npm_config_cache });
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
  // pre-commit says on standard output what its hooks say
  const pushed = repository.try(['push', '-q', '../remote', 'side']);
  expect(pushed.code).not.toBe(0);
  expect(pushed.out).toContain('side.txt:1:12');
});
