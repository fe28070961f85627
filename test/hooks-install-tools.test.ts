/** The installer beside lefthook, pre-commit and simple-git-hooks: the real ones, from their registries. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi, type TestContext } from 'vitest';
import { HOOK_NAMES, install, status, uninstall } from '@staunch/hooks';
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
import { npmTool, preCommitTool, type Fetched } from './kit/tools.ts';

/** Puts a tool on PATH, or skips the test and says why. */
function withTool(repository: Repository, tool: Fetched, { skip }: TestContext): void {
  if ('reason' in tool) return skip(tool.reason);
  const bin = path.join(repository.root, 'bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.symlinkSync(tool.path, path.join(bin, path.basename(tool.path)));
  Object.assign(repository.env, { PATH: `${bin}:${repository.env['PATH']}` });
}

function run(repository: Repository, command: string, ...args: string[]): string {
  const ran = repository.run(command, args);
  expect(ran.code, ran.err + ran.out).toBe(0);
  return ran.out;
}

const ran = (repository: Repository): string => {
  const file = path.join(repository.root, 'ran');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
};

describe('lefthook', () => {
  const YML = `# ours
pre-commit:
  commands:
    mark:
      run: echo mark >> ../ran
pre-push:
  jobs:
    - name: eats   # all of its standard input
      run: cat >> ../ran
      use_stdin: true

    # a last comment
`;

  function project(context: TestContext, yml = YML): Repository {
    const repository = openRepository({ bare: true });
    withTool(repository, npmTool('lefthook'), context);
    repository.bring('.gitignore', 'node_modules\n');
    repository.bring('lefthook.yml', yml);
    addCommand(repository.top);
    return repository;
  }

  it('all four, beside its own jobs, and also after it was installed again', (context) => {
    const repository = project(context);
    run(repository, 'lefthook', 'install');
    expect(status(at(repository)).hooks).toMatchObject([
      { state: 'missing' },
      { state: 'missing' },
      { state: 'missing' },
      { state: 'missing' },
    ]);
    expect(install(at(repository))).toMatchObject({
      place: { kind: 'lefthook' },
      hooks: all({ outcome: 'installed' }),
    });
    expect(status(at(repository)).effective).toBe(true);
    expect(install(at(repository)).hooks).toMatchObject(all({ outcome: 'unchanged' }));
    repository.git('add', '.');
    expectAllowed(repository, COMMIT);
    expectGuarded(repository);
    expect(ran(repository)).toBe('mark\nmark\nmark\n');
    run(repository, 'lefthook', 'install', '-f');
    expect(status(at(repository)).hooks).toMatchObject(all({ state: 'installed', through: 'lefthook' }));
    expectGuarded(repository);

    repository.git('init', '-q', '--bare', '../remote');
    fs.rmSync(path.join(repository.root, 'ran'));
    expectAllowed(repository, ['push', '-q', '../remote', 'HEAD:main']);
    expect(ran(repository)).toMatch(/^HEAD [0-9a-f]{40} refs\/heads\/main 0{40}\n$/);

    uninstall(at(repository));
    expect(fs.readFileSync(repository.file('lefthook.yml'), 'utf8')).toBe(YML);
    run(repository, 'lefthook', 'install', '-f');
    expect(status(at(repository)).hooks).toMatchObject(all({ state: 'missing' }));
  });

  it('sends files of git-lfs before any job, unless it is told not to: then the gate comes first', (context) => {
    const repository = project(context, 'pre-push:\n  jobs:\n    - run: echo mark >> ../ran\n');
    const sent = path.join(repository.root, 'sent');
    repository.script(path.join(repository.root, 'bin/git-lfs'), `echo "$1" >> '${sent}'; cat >> '${sent}'`);
    fs.mkdirSync(path.join(repository.top, '.git/lfs/objects'), { recursive: true });
    repository.git('init', '-q', '--bare', '../remote');
    repository.git('remote', 'add', 'origin', path.join(repository.root, 'remote'));
    run(repository, 'lefthook', 'install');
    install(at(repository));
    run(repository, 'lefthook', 'install');
    const pushState = () => status(at(repository)).hooks.find(({ hook }) => hook === 'pre-push');
    expect(pushState()).toMatchObject({ state: 'shadowed', by: 'lefthook-lfs' });
    const file = path.join(repository.top, 'lefthook.yml');
    const added = (): void => fs.writeFileSync(file, `skip_lfs: true\n${fs.readFileSync(file, 'utf8')}`);
    added();
    expect(pushState()).toMatchObject({ state: 'stale' });
    install(at(repository));
    expect(pushState()).toMatchObject({ state: 'installed', through: 'lefthook' });
    expect(status(at(repository)).effective).toBe(true);
    repository.bring('secret.txt', LINE);
    expect(repository.try(['push', '-q', 'origin', 'main']).err).toContain('push blocked');
    const calls = (): string => (fs.existsSync(sent) ? fs.readFileSync(sent, 'utf8') : '');
    expect(calls()).not.toContain('pre-push');
    repository.git('reset', '-q', '--hard', 'HEAD^');
    // the reset took the files of the work tree as well
    if (!fs.existsSync(file) || !fs.readFileSync(file, 'utf8').includes('skip_lfs')) {
      added();
      install(at(repository));
    }
    expectAllowed(repository, ['push', '-q', 'origin', 'main']);
    expect(calls()).toMatch(/^pre-push\nrefs\/heads\/main [0-9a-f]+ refs\/heads\/main 0+\n/m);
  });

  it('before it is switched on, and as it switches itself on', (context) => {
    const repository = project(context);
    const hooks = snapshot(hooksOf(repository));
    install(at(repository));
    expect(status(at(repository)).hooks).toMatchObject(all({ state: 'installed', through: 'script' }));
    repository.git('add', '.');
    repository.git('commit', '-q', '-m', 'gate');
    expectGuarded(repository);
    run(repository, 'lefthook', 'install');
    expect(status(at(repository)).hooks).toMatchObject(all({ state: 'installed', through: 'lefthook' }));
    expectGuarded(repository);
    uninstall(at(repository));
    run(repository, 'lefthook', 'uninstall');
    expect(snapshot(hooksOf(repository))).toEqual(hooks);
    expect(fs.readFileSync(repository.file('lefthook.yml'), 'utf8')).toBe(YML);
  });

  it.for([
    ['an empty file', ''],
    ['a comment alone, without a line feed', '# nothing yet'],
    ['keys without hooks', 'output: [summary]\n'],
    ['an empty hook', 'pre-commit:\npre-push:\n  # later\noutput: [summary]\n'],
    [
      'lists at the indent of their key',
      'pre-commit:\n  jobs:\n  - run: echo 1\n  - run: |\n      echo 2\n\n\ncommit-msg:\n    commands:\n        one: { run: echo }',
    ],
    ['a block at the end', 'pre-push:\n  jobs:\n    - name: a\n      run: |\n        echo 1\n        echo 2'],
  ] as const)('is valid for lefthook and comes back: %s', ([, yml], context) => {
    const repository = project(context, yml);
    install(at(repository));
    run(repository, 'lefthook', 'validate');
    const dump = JSON.parse(run(repository, 'lefthook', 'dump', '--format', 'json')) as Record<
      string,
      { jobs: { name?: string }[] }
    >;
    for (const hook of HOOK_NAMES) expect(dump[hook]!.jobs.at(-1)!.name).toBe('staunch');
    expect(install(at(repository)).hooks).toMatchObject(all({ outcome: 'unchanged' }));
    uninstall(at(repository));
    expect(fs.readFileSync(repository.file('lefthook.yml'), 'utf8')).toBe(yml);
  });

  it('what cannot be added to is said, with what to put in by hand, and nothing is changed', (context) => {
    const yml = 'pre-commit: { commands: { a: { run: echo } } }\n';
    const repository = project(context, yml);
    const before = snapshot(hooksOf(repository));
    expect(() => install(at(repository))).toThrow(/lefthook\.yml is not written so that a job can be added/);
    expect(fs.readFileSync(repository.file('lefthook.yml'), 'utf8')).toBe(yml);
    expect(snapshot(hooksOf(repository))).toEqual(before);
  });

  it('blocks with the way out when staunch is not there', (context) => {
    const repository = project(context);
    run(repository, 'lefthook', 'install');
    install(at(repository));
    run(repository, 'lefthook', 'install');
    repository.git('add', '.');
    fs.rmSync(path.join(repository.top, 'node_modules'), { recursive: true });
    const { code, out, err } = repository.try(COMMIT);
    expect(code).not.toBe(0);
    expect(out + err).toMatch(
      /staunch: commit blocked, nothing was checked: the command staunch is neither .* git commit --no-verify/,
    );
    expectAllowed(repository, [...COMMIT, '--no-verify']);
  });

  it('what switches it off is said', (context) => {
    const repository = project(context);
    run(repository, 'lefthook', 'install');
    install(at(repository));
    run(repository, 'lefthook', 'install');
    const states = (): unknown => status(at(repository)).hooks;
    vi.stubEnv('LEFTHOOK', '0');
    expect(states()).toMatchObject(all({ state: 'bypassed', how: 'LEFTHOOK=0' }));
    vi.stubEnv('LEFTHOOK', '1');
    vi.stubEnv('LEFTHOOK_EXCLUDE', 'a,staunch');
    expect(states()).toMatchObject(all({ state: 'bypassed', how: 'LEFTHOOK_EXCLUDE=staunch' }));
    vi.stubEnv('LEFTHOOK_EXCLUDE', '');
    expect(status(at(repository)).effective).toBe(true);
    fs.appendFileSync(repository.file('lefthook.yml'), 'skip: [merge, rebase]\n');
    expect(states()).toMatchObject(all({ state: 'bypassed', how: 'skip or only in lefthook.yml' }));
  });
});

describe('pre-commit', () => {
  const CONFIG = `repos:
- repo: local
  hooks:
  - id: mark
    name: mark
    language: system
    entry: sh -c 'echo mark >> ../ran'
    pass_filenames: false
    always_run: true
`;

  function project(context: TestContext): Repository {
    const repository = openRepository({ bare: true });
    withTool(repository, preCommitTool(), context);
    repository.bring('.pre-commit-config.yaml', CONFIG);
    return repository;
  }

  it('its own hooks run first, partial staging stays, and it may be installed again', (context) => {
    const repository = project(context);
    run(repository, 'pre-commit', 'install', '-t', 'pre-commit', '-t', 'pre-push');
    const before = snapshot(hooksOf(repository));
    install(at(repository));
    expect(status(at(repository)).effective).toBe(true);
    expectGuarded(repository);
    expect(ran(repository)).toBe('mark\nmark\n');

    repository.stage('a.txt', LINE);
    repository.write('b.txt', 'not staged\n');
    expectBlocked(repository, SECRET, COMMIT);
    expect(fs.readFileSync(repository.file('b.txt'), 'utf8')).toBe('not staged\n');
    repository.git('reset', '-q', '--hard');

    run(repository, 'pre-commit', 'install', '-t', 'pre-commit', '-t', 'commit-msg');
    expect(status(at(repository)).hooks).toMatchObject([
      { hook: 'pre-commit', state: 'installed', through: 'legacy' },
      { hook: 'pre-merge-commit', state: 'installed', through: 'script' },
      { hook: 'commit-msg', state: 'installed', through: 'legacy' },
      { hook: 'pre-push', state: 'installed', through: 'script' },
    ]);
    expectGuarded(repository);
    expect(install(at(repository)).hooks).toMatchObject(all({ outcome: 'unchanged' }));

    uninstall(at(repository));
    run(repository, 'pre-commit', 'uninstall', '-t', 'commit-msg');
    expect(snapshot(hooksOf(repository))).toEqual(before);
    expectUnguarded(repository);
  });

  it('our hooks in its configuration are seen, also when they are skipped', (context) => {
    const repository = project(context);
    const hooks = HOOK_NAMES.map((hook) => `  - id: staunch-${hook}\n`).join('');
    repository.write(
      '.pre-commit-config.yaml',
      `repos:\n- repo: https://h.invalid/staunch\n  rev: v1\n  hooks:\n${hooks}`,
    );
    run(repository, 'pre-commit', 'install', ...HOOK_NAMES.flatMap((hook) => ['-t', hook]));
    // of what is pushed it tells its hooks the first ref alone
    const first = all<object>({ state: 'installed', through: 'pre-commit' }).slice(1);
    expect(status(at(repository)).hooks).toMatchObject([...first, { state: 'missing' }]);
    expect(install(at(repository)).hooks).toMatchObject([
      ...all<object>({ outcome: 'called' }).slice(1),
      { outcome: 'installed' },
    ]);
    expect(status(at(repository)).effective).toBe(true);
    vi.stubEnv('SKIP', 'a,staunch-commit-msg');
    expect(status(at(repository)).hooks.filter(({ state }) => state !== 'installed')).toMatchObject([
      { hook: 'commit-msg', state: 'bypassed', how: 'SKIP=staunch-commit-msg' },
    ]);
  });

  it('-f takes ours away: status says so, and install puts it back', (context) => {
    const repository = project(context);
    install(at(repository));
    run(repository, 'pre-commit', 'install', '-f');
    expect(status(at(repository)).hooks[0]).toMatchObject({ state: 'missing' });
    install(at(repository));
    expectGuarded(repository);
    run(repository, 'pre-commit', 'install', '-f');
    install(at(repository));
    expectGuarded(repository);
  });

  it('all that is pushed is told to both', (context) => {
    const repository = project(context);
    run(repository, 'pre-commit', 'install', '-t', 'pre-push');
    const seen = spy(repository);
    repository.git('init', '-q', '--bare', '../remote');
    expectAllowed(repository, ['push', '-q', '../remote', 'HEAD:main', 'HEAD:other']);
    expect(ran(repository)).toBe('mark\n');
    expect(seen()).toMatch(
      /^pre-push \.\.\/remote \.\.\/remote\nHEAD [0-9a-f]{40} refs\/heads\/main 0{40}\nHEAD [0-9a-f]{40} refs\/heads\/other 0{40}\n$/,
    );
  });
});

/** Installs a tool in place of ours that writes down what it is given. */
function spy(repository: Repository): () => string {
  const entry = path.join(repository.root, 'spy.cjs');
  const log = path.join(repository.root, 'seen');
  fs.writeFileSync(
    entry,
    `const fs = require('node:fs');
     const input = process.argv[2] === '--asked' ? '' : fs.readFileSync(0, 'latin1');
     fs.appendFileSync(${JSON.stringify(log)}, process.argv.slice(2).join(' ') + '\\n' + input, 'latin1');`,
  );
  install({ ...at(repository), tool: { node: process.execPath, entry } });
  return () => fs.readFileSync(log, 'latin1');
}

describe('simple-git-hooks', () => {
  function project(context: TestContext): Repository {
    const repository = openRepository({ bare: true });
    withTool(repository, npmTool('simple-git-hooks'), context);
    repository.bring(
      'package.json',
      JSON.stringify({
        'simple-git-hooks': {
          'pre-commit': 'echo mark >> ../ran',
          'pre-push': 'cat >> ../ran',
        },
      }),
    );
    run(repository, 'simple-git-hooks');
    return repository;
  }

  it('its hooks run first, and come back; after it has written them anew, install does what is needed', (context) => {
    const repository = project(context);
    const before = snapshot(hooksOf(repository));
    install(at(repository));
    expectGuarded(repository);
    expect(ran(repository)).toBe('mark\nmark\n');
    // it takes away what is not its own
    run(repository, 'simple-git-hooks');
    expect(status(at(repository)).hooks).toMatchObject([
      { hook: 'pre-commit', state: 'shadowed', by: 'other-hook' },
      { hook: 'pre-merge-commit', state: 'missing' },
      { hook: 'commit-msg', state: 'missing' },
      { hook: 'pre-push', state: 'shadowed', by: 'other-hook' },
    ]);
    install(at(repository));
    expect(status(at(repository)).effective).toBe(true);
    expectGuarded(repository);
    uninstall(at(repository));
    expect(snapshot(hooksOf(repository))).toEqual(before);
    expectUnguarded(repository);
  });

  it('the lines that call the gate are seen, and switched off by its own switch', (context) => {
    const repository = project(context);
    addCommand(repository.top);
    repository.write(
      'package.json',
      JSON.stringify({
        'simple-git-hooks': Object.fromEntries(
          HOOK_NAMES.map((hook) => [hook, `npx --no-install staunch hooks run ${hook} "$@"`]),
        ),
      }),
    );
    run(repository, 'simple-git-hooks');
    expect(install(at(repository)).hooks).toMatchObject(all({ outcome: 'called' }));
    expect(status(at(repository)).hooks).toMatchObject(all({ state: 'installed', through: 'call' }));
    repository.git('checkout', '-q', 'package.json');
    expectGuarded(repository);
    vi.stubEnv('SKIP_SIMPLE_GIT_HOOKS', '1');
    expect(status(at(repository)).hooks).toMatchObject(
      all({ state: 'bypassed', how: 'SKIP_SIMPLE_GIT_HOOKS=1' }),
    );
  });
});
