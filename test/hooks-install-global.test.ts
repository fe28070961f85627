/** `--global`, and hooks in git's configuration: one installation for all repositories of a user. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { HOOK_NAMES, install, status, uninstall } from '@staunch/hooks';
import { staunch } from './kit/command.ts';
import { all, at, COMMIT, expectGuarded, expectUnguarded, hooksOf, snapshot } from './kit/installer.ts';
import { expectAllowed, openRepository, Repository } from './kit/repository.ts';

const directory = (repository: Repository): string => path.join(repository.env['STAUNCH_HOME']!, 'hooks');
const configuration = (repository: Repository): string =>
  fs.readFileSync(repository.env['GIT_CONFIG_GLOBAL']!, 'utf8');

/** Another work tree of the same user, whose configuration stays as it is. */
function another(repository: Repository, open: () => Repository): Repository {
  const before = configuration(repository);
  const other = open();
  Object.assign(other.env, { PATH: repository.env['PATH'] });
  fs.writeFileSync(other.env['GIT_CONFIG_GLOBAL']!, before);
  return other;
}

describe('a hooks directory of our own, for git before 2.54', () => {
  it('guards every repository, shadows nothing, and goes without a trace', () => {
    const repository = openRepository({ bare: true });
    const before = configuration(repository);
    const log = path.join(repository.root, 'ran');
    for (const name of ['pre-commit', 'post-commit', 'reference-transaction'])
      repository.script(path.join(hooksOf(repository), name), `echo ${name} >> "${log}"`);
    repository.script(path.join(hooksOf(repository), 'pre-push'), `echo "$@" >> "${log}"; cat >> "${log}"`);
    const hooks = snapshot(hooksOf(repository));

    expect(status({ global: true }).hooks).toMatchObject(all({ state: 'missing' }));
    expect(install({ global: true }).hooks).toMatchObject(all({ outcome: 'installed' }));
    expect(install({ global: true }).hooks).toMatchObject(all({ outcome: 'unchanged' }));
    for (const result of [status({ global: true }), status(at(repository))])
      expect(result).toMatchObject({ effective: true, place: { kind: 'own', scope: 'global' } });
    expect(snapshot(hooksOf(repository))).toEqual(hooks);

    repository.stage('b.txt', 'more\n');
    expectAllowed(repository, COMMIT);
    expect(fs.readFileSync(log, 'utf8')).toMatch(
      /^pre-commit\n(?:reference-transaction\n)+post-commit\n(?:reference-transaction\n)*$/,
    );
    expectGuarded(repository);
    fs.rmSync(log);
    repository.git('init', '-q', '--bare', '../remote');
    fs.rmSync(path.join(hooksOf(repository), 'reference-transaction'));
    expectAllowed(repository, ['push', '-q', '../remote', 'HEAD:main']);
    expect(fs.readFileSync(log, 'utf8')).toMatch(
      /^\.\.\/remote \.\.\/remote\nHEAD [0-9a-f]{40} refs\/heads\/main 0{40}\n$/,
    );
    // a linked worktree has the hooks of its repository
    fs.rmSync(log);
    const linked = another(repository, () => repository.linkedWorktree());
    linked.stage('c.txt', 'more\n');
    expectAllowed(linked, COMMIT);
    expect(fs.readFileSync(log, 'utf8')).toBe('pre-commit\npost-commit\n');

    expect(uninstall(at(repository))).toMatchObject({ hooks: [], global: true });
    expect(status(at(repository)).effective).toBe(true);
    expect(uninstall({ global: true }).hooks).toMatchObject(all({ outcome: 'removed' }));
    expect(configuration(repository)).toBe(before);
    expect(fs.existsSync(directory(repository))).toBe(false);
    expectUnguarded(repository);
  });

  it('stands before a hooks path that the user had, and gives it back', () => {
    const repository = openRepository({ bare: true });
    const home = repository.env['HOME']!;
    repository.git('config', '--global', 'core.hooksPath', '~/my hooks');
    const hooks = path.join(home, 'my hooks');
    repository.script(path.join(hooks, 'pre-commit'), `echo mine >> "${repository.root}/ran"`);
    repository.script(path.join(hooksOf(repository), 'pre-commit'), 'exit 1 # shadowed before, too');
    const before = [configuration(repository), snapshot(hooks)];
    install({ global: true });
    expectGuarded(repository);
    expect(fs.readFileSync(path.join(repository.root, 'ran'), 'utf8')).toBe('mine\nmine\n');
    uninstall({ global: true });
    expect([configuration(repository), snapshot(hooks)]).toEqual(before);
  });

  it('outside of any repository, by the command line', () => {
    const repository = openRepository({ bare: true });
    const cli = (...args: string[]) => staunch(args, { cwd: repository.root, env: repository.env });
    expect(cli('hooks', 'status', '--global').code).toBe(1);
    const { code, out } = cli('hooks', 'install', '--global');
    expect(code).toBe(0);
    expect(out).toContain('Every repository of yours is guarded');
    expect(out).toContain('There is no vault');
    const told = cli('hooks', 'status', '--global', '--format', 'json');
    expect(told.code).toBe(0);
    expect(JSON.parse(told.out)).toMatchObject({
      version: 1,
      effective: true,
      hooks: all({ state: 'installed', through: 'script' }),
    });
    expect(cli('hooks', 'uninstall', '--global').code).toBe(0);
    expect(cli('hooks', 'status').err).toContain('no work tree of git here');
    expect(fs.existsSync(directory(repository))).toBe(false);
  });
});

/**
 * A git of 2.54 or later, as a folder to put on PATH: the one on PATH, or the one in the folder that STAUNCH_TEST_GIT
 * names. Where there is none, one that says it were: it shows what is written, not that it runs.
 */
function newGit(repository: Repository): { runs: boolean } {
  const bin = process.env['STAUNCH_TEST_GIT'];
  const PATH = `${bin === undefined ? '' : `${bin}:`}${process.env['PATH']}`;
  const { stdout } = spawnSync('git', ['version'], { env: { ...process.env, PATH }, encoding: 'utf8' });
  const [major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(stdout)!.slice(1).map(Number);
  const runs = major > 2 || (major === 2 && minor >= 54);
  const fake = path.join(repository.root, 'fake');
  const real = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  repository.script(
    path.join(fake, 'git'),
    `for word; do last=$word; done\n[ "$last" != version ] || exec echo "git version 2.54.0"\nexec '${real}' "$@"`,
  );
  const searched = runs ? PATH : `${fake}:${PATH}`;
  Object.assign(repository.env, { PATH: searched });
  vi.stubEnv('PATH', searched);
  return { runs };
}

describe("hooks in git's configuration, for git 2.54 and later", () => {
  it('for all repositories: what is written, and gone again', () => {
    const repository = openRepository({ bare: true });
    newGit(repository);
    const before = configuration(repository);
    expect(install({ global: true }).hooks).toMatchObject(all({ outcome: 'installed' }));
    expect(install({ global: true }).hooks).toMatchObject(all({ outcome: 'unchanged' }));
    const read = (key: string): string => repository.git('config', '--global', key).trimEnd();
    for (const hook of HOOK_NAMES) {
      expect(read(`hook.staunch-${hook}.event`)).toBe(hook);
      expect(read(`hook.staunch-${hook}.command`)).toBe(`'${path.join(directory(repository), hook)}'`);
    }
    expect(configuration(repository)).not.toContain('hooksPath');
    for (const result of [status({ global: true }), status(at(repository))]) {
      expect(result.effective).toBe(true);
      expect(result.hooks).toMatchObject(all({ state: 'installed', through: 'config' }));
    }
    repository.git('config', 'hook.staunch-pre-push.enabled', 'no');
    expect(status(at(repository)).hooks.at(-1)).toMatchObject({
      state: 'bypassed',
      how: 'hook.staunch-pre-push.enabled=false',
    });
    expect(uninstall({ global: true }).hooks).toMatchObject(all({ outcome: 'removed' }));
    expect(configuration(repository)).toBe(before);
    expect(fs.existsSync(directory(repository))).toBe(false);
  });

  it("for one repository whose hooks path is the user's", () => {
    const repository = openRepository({ bare: true });
    newGit(repository);
    repository.git('config', '--global', 'core.hooksPath', path.join(repository.root, 'mine'));
    const before = snapshot(path.join(repository.top, '.git'));
    expect(install(at(repository)).place).toMatchObject({ kind: 'foreign' });
    expect(status(at(repository)).hooks).toMatchObject(all({ state: 'installed', through: 'config' }));
    expect(repository.git('config', '--get', 'core.hooksPath').trim()).toBe('/dev/null');
    uninstall(at(repository));
    expect(snapshot(path.join(repository.top, '.git'))).toEqual(before);
  });

  it('a switch for an event may switch off hook files as well: in doubt it is said', () => {
    const repository = openRepository({ bare: true });
    newGit(repository);
    install(at(repository));
    repository.git('config', 'hook.pre-commit.enabled', 'false');
    expect(status(at(repository))).toMatchObject({
      effective: false,
      hooks: [
        { state: 'bypassed', how: 'hook.pre-commit.enabled=false' },
        ...all({ state: 'installed' }).slice(1),
      ],
    });
  });

  it('git runs them, with the hooks of the repository and whatever core.hooksPath says', ({ skip }) => {
    const repository = openRepository({ bare: true });
    if (!newGit(repository).runs)
      return skip('no git of 2.54 or later is here, and STAUNCH_TEST_GIT names none');
    repository.script(
      path.join(hooksOf(repository), 'pre-push'),
      `echo own >> "${repository.root}/ran"; cat >> "${repository.root}/ran"`,
    );
    const entry = path.join(repository.root, 'spy.cjs');
    fs.writeFileSync(
      entry,
      `const fs = require('node:fs');
       const input = process.argv[2] === '--asked' ? '' : fs.readFileSync(0, 'latin1');
       fs.appendFileSync(${JSON.stringify(path.join(repository.root, 'ran'))}, process.argv.slice(2).join(' ') + '\\n' + input);`,
    );
    install({ global: true, tool: { node: process.execPath, entry } });
    repository.git('init', '-q', '--bare', '../remote');
    expectAllowed(repository, ['push', '-q', '../remote', 'HEAD:main']);
    expect(fs.readFileSync(path.join(repository.root, 'ran'), 'utf8')).toMatch(
      /^pre-push \.\.\/remote \.\.\/remote\n(HEAD [0-9a-f]{40} refs\/heads\/main 0{40}\n)own\n\1$/,
    );
    install({ global: true });
    expectGuarded(repository);
    repository.git('config', 'core.hooksPath', '/dev/null');
    expectGuarded(repository);
    expect(status(at(repository)).effective).toBe(true);
    const other = another(
      repository,
      () => new Repository(repository.root, path.join(repository.root, 'other')),
    );
    other.initialize('sha1');
    expectGuarded(other);
    uninstall({ global: true });
    expectUnguarded(other);
  });
});
