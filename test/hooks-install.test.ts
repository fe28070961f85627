/** The installer, with plain hooks, a shared core.hooksPath, a global one, and the real husky. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { HOOK_NAMES, install, status, uninstall } from '@staunch/hooks';
import { EXECUTABLE, ROOT, staunch } from './kit/command.ts';
import {
  addCommand,
  all,
  at,
  COMMIT,
  expectGuarded,
  expectUnguarded,
  hooksOf,
  LINE,
  SECRET,
  snapshot,
} from './kit/installer.ts';
import { expectAllowed, expectBlocked, openRepository, type Repository } from './kit/repository.ts';

describe('plain hooks', () => {
  it('install, block, uninstall leaves all as it was', () => {
    const repository = openRepository({ bare: true });
    const before = snapshot(hooksOf(repository));
    const config = fs.readFileSync(path.join(repository.top, '.git/config'));
    expect(install(at(repository)).hooks).toMatchObject(
      HOOK_NAMES.map((hook) => ({ hook, outcome: 'installed' })),
    );
    expectGuarded(repository);
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(uninstall(at(repository)).hooks).toMatchObject(all({ outcome: 'removed' }));
    expect(snapshot(hooksOf(repository))).toEqual(before);
    expect(fs.readFileSync(path.join(repository.top, '.git/config'))).toEqual(config);
    expectUnguarded(repository);
    expect(uninstall(at(repository)).hooks).toMatchObject(all({ outcome: 'absent' }));
  });

  it('a repository without a hooks folder', () => {
    const repository = openRepository({ bare: true });
    fs.rmSync(hooksOf(repository), { recursive: true });
    install(at(repository));
    expectGuarded(repository);
  });

  it('from a subdirectory and from a linked worktree', () => {
    const repository = openRepository({ bare: true });
    repository.bring('sub/x.txt', 'x\n');
    install({ repository: path.join(repository.top, 'sub') });
    expectGuarded(repository);
    const linked = repository.linkedWorktree();
    expect(status(at(linked)).effective).toBe(true);
    expect(uninstall(at(linked)).hooks).toMatchObject(all({ outcome: 'removed' }));
    install(at(linked));
    expectGuarded(linked);
  });

  it('an existing hook runs first with its arguments, and comes back with its mode', () => {
    const repository = openRepository({ bare: true });
    const log = path.join(repository.root, 'ran');
    const file = path.join(hooksOf(repository), 'pre-commit');
    repository.script(
      file,
      `echo "ran $#" >> "${log}"\n[ -e refuse ] && { echo "the old hook says no" >&2; exit 3; }\n[ -e inject ] && cat inject >> b.txt && git add b.txt\nexit 0`,
    );
    fs.chmodSync(file, 0o750);
    const before = snapshot(hooksOf(repository));
    const { hooks } = install(at(repository));
    expect(hooks[0]).toMatchObject({ outcome: 'installed', kept: `${file}.before-staunch` });
    expect(hooks[1]).not.toHaveProperty('kept');
    expectGuarded(repository);
    expect(fs.readFileSync(log, 'utf8')).toBe('ran 0\nran 0\n');

    repository.write('refuse', '');
    repository.stage('a.txt', 'clean\n');
    const refused = repository.try(COMMIT);
    expect(refused.code).not.toBe(0);
    expect(refused.err).toBe('the old hook says no\n');
    repository.remove('refuse');

    repository.write('inject', LINE);
    expect(repository.try(COMMIT).err).toContain('b.txt:'); // what it stages is seen
    repository.git('reset', '-q', '--hard');
    repository.remove('inject');

    expect(uninstall(at(repository)).hooks[0]).toMatchObject({ outcome: 'restored' });
    expect(snapshot(hooksOf(repository))).toEqual(before);
  });

  it('a symlinked hook stays a symlink, and one that is not executable stays without effect', () => {
    const repository = openRepository({ bare: true });
    const file = path.join(hooksOf(repository), 'pre-commit');
    repository.script(path.join(repository.top, 'tools/check.sh'), `echo ran >> "${repository.root}/ran"`);
    fs.symlinkSync('../../tools/check.sh', file);
    const before = snapshot(hooksOf(repository));
    install(at(repository));
    expectGuarded(repository);
    expect(fs.existsSync(path.join(repository.root, 'ran'))).toBe(true);
    uninstall(at(repository));
    expect(snapshot(hooksOf(repository))).toEqual(before);

    fs.rmSync(file);
    fs.writeFileSync(file, 'exit 1\n', { mode: 0o644 });
    install(at(repository));
    expectGuarded(repository);
    uninstall(at(repository));
    expect(fs.readFileSync(file, 'utf8')).toBe('exit 1\n');
    expect(fs.statSync(file).mode & 0o777).toBe(0o644);
  });

  it('once more changes nothing, and one uninstall is enough', () => {
    const repository = openRepository({ bare: true });
    repository.script(path.join(hooksOf(repository), 'pre-commit'), `echo ran >> "${repository.root}/ran"`);
    const before = snapshot(hooksOf(repository));
    install(at(repository));
    const once = snapshot(hooksOf(repository));
    expect(install(at(repository)).hooks).toMatchObject(all({ outcome: 'unchanged' }));
    expect(snapshot(hooksOf(repository))).toEqual(once);
    expectGuarded(repository);
    expect(fs.readFileSync(path.join(repository.root, 'ran'), 'utf8')).toBe('ran\nran\n');
    uninstall(at(repository));
    expect(snapshot(hooksOf(repository))).toEqual(before);
  });

  it('another tool that took the place since is left alone, and nothing is lost', () => {
    const repository = openRepository({ bare: true });
    const file = path.join(hooksOf(repository), 'pre-commit');
    repository.script(file, 'exit 0');
    install(at(repository));
    repository.script(file, 'exit 0 # another');
    const standing = () =>
      Object.entries(snapshot(hooksOf(repository))).filter(([name]) => name.startsWith('pre-commit'));
    const before = standing();
    expect(status(at(repository)).hooks).toMatchObject([
      { state: 'shadowed', by: 'other-hook' },
      ...all({ state: 'installed' }).slice(1),
    ]);
    expect(() => install(at(repository))).toThrow(/is there from an earlier installation/);
    expect(uninstall(at(repository)).hooks).toMatchObject([
      { outcome: 'foreign' },
      ...all({ outcome: 'removed' }).slice(1),
    ]);
    expect(standing()).toEqual(before);
  });

  it('an installation that was cut short is finished, or undone', () => {
    const repository = openRepository({ bare: true });
    const file = path.join(hooksOf(repository), 'pre-commit');
    repository.script(`${file}.before-staunch`, 'exit 0');
    const kept = fs.readFileSync(`${file}.before-staunch`);
    expect(uninstall(at(repository)).hooks[0]).toMatchObject({ outcome: 'restored' });
    expect(fs.readFileSync(file)).toEqual(kept);
    fs.renameSync(file, `${file}.before-staunch`);
    expect(install(at(repository)).hooks[0]).toMatchObject({ kept: `${file}.before-staunch` });
    expectGuarded(repository);
  });

  it('paths with blanks, quotes and letters beyond ASCII', () => {
    const repository = openRepository({ bare: true, name: `it's "mine" $HOME – ä` });
    const folder = path.join(repository.top, '.git', `hö'ok "x" $y`);
    fs.symlinkSync(path.join(ROOT, 'packages/hooks/dist'), folder);
    const entry = path.join(folder, 'hook.cjs');
    install({ ...at(repository), tool: { node: process.execPath, entry } });
    expect(status(at(repository)).hooks).toMatchObject(all({ state: 'installed' }));
    expectGuarded(repository);
  });

  it('a folder that cannot be written to', () => {
    const repository = openRepository({ bare: true });
    fs.rmSync(hooksOf(repository), { recursive: true });
    fs.writeFileSync(hooksOf(repository), '');
    expect(() => install(at(repository))).toThrow(/cannot be written \((ENOTDIR|EEXIST)\)/);
  });

  it('no repository', () => {
    const repository = openRepository({ bare: true });
    expect(() => install({ repository: repository.root })).toThrow(/no work tree of git here/);
  });
});

describe('status', () => {
  it('missing, installed, not executable, stale', () => {
    const repository = openRepository({ bare: true });
    const file = path.join(hooksOf(repository), 'pre-commit');
    const state = () => status(at(repository)).hooks[0];
    expect(state()).toEqual({ hook: 'pre-commit', state: 'missing', path: file });
    expect(status(at(repository)).effective).toBe(false);
    install(at(repository));
    expect(state()).toEqual({ hook: 'pre-commit', state: 'installed', through: 'script', path: file });
    expect(status(at(repository)).effective).toBe(true);
    fs.chmodSync(file, 0o644);
    expect(state()).toMatchObject({ state: 'not-executable' });
    expect(install(at(repository)).hooks).toMatchObject([
      { outcome: 'updated' },
      ...all({ outcome: 'unchanged' }).slice(1),
    ]);
    expect(state()).toMatchObject({ state: 'installed' });
    install({ ...at(repository), tool: { node: process.execPath, entry: '/nowhere/hook.js' } });
    expect(state()).toMatchObject({ state: 'stale', why: 'tool-gone' });
    install({ ...at(repository), tool: { node: '/nowhere/node', entry: process.execPath } });
    expect(state()).toMatchObject({ state: 'stale', why: 'node-gone' });
    fs.appendFileSync(file, '# edited\n');
    expect(state()).toMatchObject({ state: 'stale', why: 'older-text' });
    install(at(repository));
    expectGuarded(repository);
  });

  it('shadowed by core.hooksPath, and uninstall finds it all the same', () => {
    const repository = openRepository({ bare: true });
    install(at(repository));
    repository.git('config', 'core.hooksPath', '.githooks');
    expect(status(at(repository))).toMatchObject({
      effective: false,
      hooks: all({ state: 'shadowed', by: 'hooks-path' }),
    });
    uninstall(at(repository));
    expect(fs.existsSync(path.join(hooksOf(repository), 'pre-commit'))).toBe(false);
  });
});

describe('core.hooksPath', () => {
  it('inside the work tree: files that hold no path of this machine', () => {
    const repository = openRepository({ bare: true });
    repository.git('config', 'core.hooksPath', '.githooks');
    const file = path.join(repository.top, '.githooks/pre-commit');
    repository.script(file, `echo ran >> "${repository.root}/ran"`);
    const before = snapshot(path.join(repository.top, '.githooks'));
    expect(install(at(repository)).place).toMatchObject({ kind: 'shared' });
    const text = fs.readFileSync(file, 'utf8');
    expect(text).not.toContain(ROOT);
    expect(text).not.toContain(process.execPath);

    // nowhere to be found: blocks, and says the way out
    repository.stage('b.txt', 'clean\n');
    const refused = repository.try(COMMIT);
    expect(refused.code).not.toBe(0);
    expect(refused.err).toMatch(/neither in node_modules nor on PATH[^]*git commit --no-verify/);

    addCommand(repository.top);
    expectGuarded(repository);
    expect(fs.readFileSync(path.join(repository.root, 'ran'), 'utf8')).toBe('ran\nran\nran\n');
    expect(status(at(repository)).effective).toBe(true);
    expect(install(at(repository)).hooks).toMatchObject(all({ outcome: 'unchanged' }));
    uninstall(at(repository));
    expect(snapshot(path.join(repository.top, '.githooks'))).toEqual(before);
  });

  it('inside the work tree: found on PATH, and in a workspace around the repository', () => {
    const repository = openRepository({ bare: true });
    repository.git('config', 'core.hooksPath', 'tools/git hooks');
    install(at(repository));
    const bin = path.join(repository.root, 'bin');
    fs.mkdirSync(bin);
    fs.symlinkSync(EXECUTABLE, path.join(bin, 'staunch'));
    repository.stage('a.txt', LINE);
    const env = { PATH: `${bin}:${process.env['PATH']}` };
    expectBlocked(repository, SECRET, COMMIT, { env });
    addCommand(repository.root);
    expectBlocked(repository, SECRET, COMMIT);
  });

  it('outside of the work tree, set by the repository: a private place', () => {
    const repository = openRepository({ bare: true });
    repository.git('config', 'core.hooksPath', path.join(repository.root, 'my-hooks'));
    expect(install(at(repository)).place).toEqual({
      kind: 'private',
      directory: path.join(repository.root, 'my-hooks'),
    });
    expectGuarded(repository);
  });

  it('set for all repositories of the user: its hooks run first, and nothing of it is changed', () => {
    const repository = openRepository({ bare: true });
    const directory = path.join(repository.root, 'global hooks');
    repository.git('config', '--global', 'core.hooksPath', directory);
    repository.script(path.join(directory, 'pre-commit'), `echo pre-commit >> "${repository.root}/ran"`);
    repository.script(
      path.join(directory, 'post-commit'),
      `echo "post-commit $#" >> "${repository.root}/ran"`,
    );
    const state = () => [
      snapshot(directory),
      fs.readFileSync(repository.env['GIT_CONFIG_GLOBAL']!, 'utf8'),
      fs.readFileSync(path.join(repository.top, '.git/config'), 'utf8'),
      fs.readdirSync(path.join(repository.top, '.git')).some((name) => name.startsWith('staunch')),
    ];
    const before = state();
    expect(status(at(repository)).hooks).toMatchObject(all({ state: 'missing' }));
    expect(install(at(repository)).place).toMatchObject({ kind: 'foreign', directory });
    expect(state().slice(0, 2)).toEqual(before.slice(0, 2));
    expect(status(at(repository))).toMatchObject({ effective: true, place: { kind: 'own', scope: 'local' } });
    expect(install(at(repository)).hooks).toMatchObject(all({ outcome: 'unchanged' }));
    expectGuarded(repository);
    const ran = fs.readFileSync(path.join(repository.root, 'ran'), 'utf8');
    expect(ran).toBe('pre-commit\npost-commit 0\npre-commit\n');
    // a hook that is added there later runs as well
    repository.script(path.join(directory, 'post-checkout'), `echo checkout >> "${repository.root}/ran"`);
    repository.try(['checkout', '-q', '-b', 'other']);
    expect(fs.readFileSync(path.join(repository.root, 'ran'), 'utf8')).toBe(`${ran}checkout\n`);
    fs.rmSync(path.join(directory, 'post-checkout'));
    expect(uninstall(at(repository)).hooks).toMatchObject(all({ outcome: 'removed' }));
    expect(state()).toEqual(before);
    expectUnguarded(repository);
  });

  it('/dev/null: hooks are off, and it is said who says so', () => {
    const repository = openRepository({ bare: true });
    repository.git('config', 'core.hooksPath', '/dev/null');
    expect(status(at(repository))).toMatchObject({
      effective: false,
      hooks: all({ state: 'bypassed', how: 'core.hooksPath=/dev/null' }),
    });
    expect(() => install(at(repository))).toThrow(
      /core\.hooksPath is \/dev\/null, so that git runs no hooks/,
    );
    expect(uninstall(at(repository)).hooks).toMatchObject(all({ outcome: 'absent' }));
    // the way that the hint says
    repository.git('config', '--unset', 'core.hooksPath');
    install(at(repository));
    expect(status(at(repository)).effective).toBe(true);
  });
});

/** What husky's install does. It wants to be started at the top of the repository. */
function switchOn(repository: Repository, folder: string): void {
  const husky = path.join(ROOT, 'node_modules/husky/bin.js');
  const ran = repository.run(process.execPath, [husky, path.join(folder, '.husky')]);
  expect(ran).toMatchObject({ code: 0, out: '' });
}

describe('husky', () => {
  function withHusky(folder = '.'): Repository {
    const repository = openRepository({ bare: true });
    repository.bring('.gitignore', 'node_modules\n');
    repository.bring(
      path.join(folder, 'package.json'),
      '{ "name": "p", "version": "1.0.0", "private": true }\n',
    );
    switchOn(repository, folder);
    addCommand(path.join(repository.top, folder));
    return repository;
  }

  it('install, block, uninstall: the file is made and goes', () => {
    const repository = withHusky();
    const before = snapshot(path.join(repository.top, '.husky'));
    expect(install(at(repository))).toMatchObject({
      place: { kind: 'husky', project: '' },
      hooks: all({ outcome: 'installed' }),
    });
    expect(fs.readFileSync(path.join(repository.top, '.husky/pre-commit'), 'utf8')).not.toContain(ROOT);
    repository.git('add', '.husky');
    expectAllowed(repository, COMMIT);
    expectGuarded(repository);
    expect(status(at(repository)).effective).toBe(true);
    expect(install(at(repository)).hooks).toMatchObject(all({ outcome: 'unchanged' }));
    uninstall(at(repository));
    expect(snapshot(path.join(repository.top, '.husky'))).toEqual(before);
    expectUnguarded(repository);
  });

  it.each([
    ['with its last line feed', 'echo ran >> ../ran\n'],
    ['without', 'echo ran >> ../ran'],
    ['with bytes that are not UTF-8', Buffer.from('# \xff\xe4\necho ran >> ../ran\n\n', 'latin1')],
  ])("the project's own lines run first, and come back: %s", (_, content) => {
    const repository = withHusky();
    repository.bring('.husky/pre-commit', content);
    fs.chmodSync(repository.file('.husky/pre-commit'), 0o751);
    const before = snapshot(path.join(repository.top, '.husky'));
    install(at(repository));
    repository.git('add', '.');
    expectAllowed(repository, COMMIT);
    expectGuarded(repository);
    expect(fs.readFileSync(path.join(repository.root, 'ran'), 'utf8')).toBe('ran\nran\nran\n');
    // husky writes `_` anew whenever packages are installed
    repository.run(process.execPath, [path.join(ROOT, 'node_modules/husky/bin.js')]);
    expectGuarded(repository);
    uninstall(at(repository));
    expect(snapshot(path.join(repository.top, '.husky'))).toEqual(before);
  });

  it('a project that lies deeper in the repository', () => {
    const repository = withHusky('web/app');
    repository.bring('web/app/.husky/pre-commit', 'cd web/app\n');
    expect(install(at(repository))).toMatchObject({ place: { kind: 'husky', project: 'web/app' } });
    repository.git('add', '.');
    repository.git('commit', '-q', '-m', 'gate');
    expectGuarded(repository);
  });

  it('the command is not installed: blocks', () => {
    const repository = withHusky();
    install(at(repository));
    fs.rmSync(path.join(repository.top, 'node_modules'), { recursive: true });
    const { code, err } = repository.try([...COMMIT, '--allow-empty']);
    expect(code).not.toBe(0);
    expect(err).toMatch(/neither in node_modules nor on PATH[^]*git commit --no-verify/);
  });

  it('what ends the script early does not keep the gate from running', () => {
    const repository = withHusky();
    repository.bring('.husky/pre-commit', '#!/bin/sh\necho ran >> ../ran\n[ -n "$HOME" ] && exit 0\n');
    repository.bring('.husky/commit-msg', 'exec true\n');
    install(at(repository));
    expect(status(at(repository)).effective).toBe(true);
    repository.git('add', '.');
    expectAllowed(repository, COMMIT);
    expectGuarded(repository);
    expect(fs.readFileSync(path.join(repository.root, 'ran'), 'utf8')).toBe('ran\nran\nran\n');
    repository.write(
      '.husky/pre-commit',
      `${fs.readFileSync(repository.file('.husky/pre-commit'), 'utf8')}`.replace('exit 0\n', 'exit 3\n'),
    );
    const refused = repository.try([...COMMIT, '--allow-empty']);
    expect(refused).toMatchObject({ code: 1, err: 'husky - pre-commit script failed (code 3)\n' });
  });

  it('status sees where husky has not run, or is switched off', () => {
    const repository = withHusky();
    install(at(repository));
    vi.stubEnv('HUSKY', '0');
    expect(status(at(repository)).hooks).toMatchObject(all({ state: 'bypassed', how: 'HUSKY=0' }));
    vi.stubEnv('HUSKY', '');
    const start = path.join(repository.root, 'home/.config/husky/init.sh');
    repository.script(start, 'export HUSKY=0');
    expect(status(at(repository)).hooks[0]).toMatchObject({ how: 'HUSKY=0 in a start file of husky' });
    fs.rmSync(start);
    expect(status(at(repository)).effective).toBe(true);
    // `.husky/_` is not committed, so that a new worktree has none
    repository.git('add', '.');
    repository.git('commit', '-q', '-m', 'gate');
    const linked = repository.linkedWorktree();
    expect(status(at(linked)).hooks).toMatchObject(all({ state: 'shadowed', by: 'husky-runner' }));
    const { out } = staunch(['hooks', 'install'], { cwd: linked.top, env: linked.env });
    expect(out).toContain('husky is not set up in this work tree');
  });
});

describe('husky that is not switched on in this clone', () => {
  it.each(['.', 'web/app'])('is guarded now, and after husky was switched on: %s', (folder) => {
    const repository = openRepository({ bare: true });
    repository.bring('.gitignore', 'node_modules\n_\n');
    repository.bring(path.join(folder, 'package.json'), '{ "devDependencies": { "husky": "^9.1.7" } }\n');
    repository.bring(path.join(folder, '.husky/pre-commit'), 'echo ran >> "$HOME/ran"\n');
    addCommand(path.join(repository.top, folder));
    const before = snapshot(repository.top);
    expect(install(at(repository))).toMatchObject({ place: { kind: 'husky-asleep' } });
    repository.git('add', '.');
    repository.git('commit', '-q', '-m', 'gate');
    expect(status(at(repository)).effective).toBe(true);
    expectGuarded(repository);
    switchOn(repository, folder);
    expect(status(at(repository))).toMatchObject({ effective: true, place: { kind: 'husky' } });
    expectGuarded(repository);
    expect(fs.readFileSync(path.join(repository.root, 'home/ran'), 'utf8')).toBe('ran\nran\n');
    uninstall(at(repository));
    repository.git('config', '--unset', 'core.hooksPath');
    expect(status(at(repository)).hooks).toMatchObject(all({ state: 'missing' }));
    const files = (all: Record<string, string>) =>
      Object.entries(all).filter(([name]) => name.includes('.husky/p') || name.includes('.git/hooks'));
    expect(files(snapshot(repository.top))).toEqual(files(before));
  });

  it('a folder that husky left behind is not husky', () => {
    const repository = openRepository({ bare: true });
    fs.mkdirSync(repository.file('.husky'));
    expect(install(at(repository)).place).toMatchObject({ kind: 'private' });
    expectGuarded(repository);
  });
});

describe('what git tells pre-push', () => {
  const LINES = Array.from(
    { length: 3000 },
    (_, i) => `refs/heads/b${i} ${'1'.repeat(40)} refs/heads/b${i} ${'0'.repeat(40)}\n`,
  ).join('');
  /** Writes down what it is given, in a file named after its first argument. */
  const spy = (repository: Repository): string => path.join(repository.root, 'spy.cjs');

  function withSpy(): Repository {
    const repository = openRepository({ bare: true });
    fs.writeFileSync(
      spy(repository),
      `#!${process.execPath}
const fs = require('node:fs');
fs.writeFileSync(${JSON.stringify(repository.root)} + '/gate', process.argv.slice(2).join(' ') + '\\n' + fs.readFileSync(0));`,
      { mode: 0o755 },
    );
    const bin = path.join(repository.top, 'node_modules/.bin');
    fs.mkdirSync(bin, { recursive: true });
    fs.symlinkSync(spy(repository), path.join(bin, 'staunch'));
    return repository;
  }

  /** Runs the hook as git would, and tells what the gate was given. */
  function push(repository: Repository, file: string): string {
    const { status: code, stderr } = spawnSync(file, ['origin', 'ssh://h/it is'], {
      cwd: repository.top,
      env: repository.env,
      input: LINES,
    });
    expect(code, stderr.toString()).toBe(0);
    return fs.readFileSync(path.join(repository.root, 'gate'), 'utf8');
  }

  const FIRST = 'echo "$# $2" > ../first; cat >> ../first';
  const expectFirst = (repository: Repository): void =>
    expect(fs.readFileSync(path.join(repository.root, 'first'), 'utf8')).toBe(`2 ssh://h/it is\n${LINES}`);

  it.each([
    ['reads all of it', FIRST],
    ['reads nothing of it', 'exit 0'],
  ])('a private hook, and the one before it, which %s', (_, body) => {
    const repository = withSpy();
    const file = path.join(hooksOf(repository), 'pre-push');
    const tool = { node: process.execPath, entry: spy(repository) };
    install({ ...at(repository), tool });
    const given = `pre-push origin ssh://h/it is\n${LINES}`;
    expect(push(repository, file)).toBe(given);
    uninstall(at(repository));
    repository.script(file, body);
    install({ ...at(repository), tool });
    expect(push(repository, file)).toBe(given);
    if (body === FIRST) expectFirst(repository);
  });

  it('a shared hook, and the one before it', () => {
    const repository = withSpy();
    repository.git('config', 'core.hooksPath', '.githooks');
    const file = path.join(repository.top, '.githooks/pre-push');
    repository.script(file, FIRST);
    install(at(repository));
    expect(push(repository, file)).toBe(`hooks run pre-push origin ssh://h/it is\n${LINES}`);
    expectFirst(repository);
  });

  it("husky's lines, and ours", () => {
    const repository = withSpy();
    switchOn(repository, '.');
    repository.write('.husky/pre-push', `${FIRST}\nexit 0 # early\n`);
    install(at(repository));
    const file = path.join(repository.top, '.husky/_/pre-push');
    expect(push(repository, file)).toBe(`hooks run pre-push origin ssh://h/it is\n${LINES}`);
    expectFirst(repository);
    fs.rmSync(path.join(repository.root, 'gate'));
    const text = fs.readFileSync(repository.file('.husky/pre-push'), 'utf8');
    repository.write('.husky/pre-push', text.replace('exit 0 # early', 'exit 4'));
    const { status: code } = spawnSync(file, ['origin', 'url'], {
      cwd: repository.top,
      env: repository.env,
      input: LINES,
    });
    expect(code).toBe(4);
    expect(fs.existsSync(path.join(repository.root, 'gate'))).toBe(false);
  });
});

describe('all or nothing', () => {
  it('a hook that cannot be put in leaves the others as they were', () => {
    const repository = openRepository({ bare: true });
    const last = path.join(hooksOf(repository), 'pre-push');
    repository.script(last, 'exit 0');
    repository.script(`${last}.before-staunch`, 'exit 0 # of an earlier installation');
    const before = snapshot(hooksOf(repository));
    expect(() => install(at(repository))).toThrow(/pre-push is not staunch's, and .* from an earlier/);
    expect(snapshot(hooksOf(repository))).toEqual(before);
    // it is seen only when it comes to be written
    fs.rmSync(`${last}.before-staunch`);
    fs.rmSync(last);
    fs.mkdirSync(`${last}/not empty`, { recursive: true });
    const now = snapshot(hooksOf(repository));
    expect(() => install(at(repository))).toThrow(/pre-push cannot be written \(EISDIR\)/);
    expect(snapshot(hooksOf(repository))).toEqual(now);
  });
});

it('says whether there is a vault, and prints what CI needs', () => {
  const repository = openRepository({ bare: true });
  const cli = (...args: string[]) => staunch(args, { cwd: repository.top, env: repository.env });
  const before = snapshot(hooksOf(repository));
  expect(cli('hooks', 'install', '--print', 'gitlab').out).toContain('CI_COMMIT_BEFORE_SHA');
  expect(cli('hooks', 'install', '--print', 'svn').code).toBe(2);
  expect(cli('hooks', 'status', '--print', 'github')).toMatchObject({
    code: 2,
    err: expect.stringContaining('staunch hooks status has no --print'),
  });
  expect(snapshot(hooksOf(repository))).toEqual(before);
  expect(cli('hooks', 'install').out).toMatch(/There is no vault, so that only patterns are looked for/);
  cli('vault', 'init');
  expect(cli('hooks', 'install').out).toMatch(/There is a vault: its values are looked for\.\n$/);
  fs.writeFileSync(path.join(repository.env['STAUNCH_HOME']!, 'vault.index'), 'damaged');
  expect(cli('hooks', 'install').out).toMatch(
    /There is a vault that cannot be used, and blocks all: .*index/,
  );
  const { code, out } = cli('hooks', 'status', '--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    effective: true,
    place: { kind: 'private' },
    hooks: HOOK_NAMES.map((hook) => ({ hook, state: 'installed', through: 'script' })),
  });
});
