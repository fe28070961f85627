/** The gate fails closed: what it cannot look at is not committed, and it says so with the way out. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeVerdict, gate, main } from '@staunch/hooks';
import { expectAllowed, expectBlocked, openRepository, type Repository } from './kit/repository.ts';
import { githubToken } from './kit/secrets.ts';
import type { Ran } from './kit/command.ts';

const SECRET = githubToken(1);
const LINE = `setting = "${SECRET}"\n`;
const COMMIT = ['commit', '-q', '-m', 'edit'];
const HOOK = path.resolve(import.meta.dirname, '../packages/hooks/dist/hook.cjs');

/** The commit is stopped by one line that says why and one that says the way out, and no stack is shown. */
function expectRefused(ran: Ran, why: RegExp | string): void {
  expect(ran.code).not.toBe(0);
  expect(ran.err).toMatch(why);
  expect(ran.err).toContain('git commit --no-verify');
  expect(ran.err).not.toMatch(/^\s+at .+:\d+/m);
  expect(ran.err.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
}

/** Changes what the installed hook holds. */
function rewire(repository: Repository, from: RegExp, to: string): void {
  const file = path.join(repository.top, '.git/hooks/pre-commit');
  const text = fs.readFileSync(file, 'utf8');
  expect(text).toMatch(from);
  fs.writeFileSync(file, text.replace(from, to));
}

describe('the tool', () => {
  it('is gone', () => {
    const repository = openRepository();
    rewire(repository, /^entry=.*$/m, `entry='/nowhere/hook.js'`);
    repository.stage('a.txt', 'clean\n');
    expectRefused(repository.try(COMMIT), /not where it was .*\/nowhere\/hook\.js/);
    // the way out works without the tool
    fs.rmSync(path.join(repository.top, '.git/hooks/pre-commit'));
    expectAllowed(repository, COMMIT);
  });

  it('was cut to nothing, or in the middle', () => {
    const repository = openRepository();
    const entry = path.join(repository.root, 'hook.cjs');
    rewire(repository, /^entry=.*$/m, `entry='${entry}'`);
    repository.stage('a.txt', LINE);
    const whole = fs.readFileSync(HOOK, 'utf8');
    // wherever it is cut, what runs first says that it blocks
    const [first] = /^process\.exitCode ?= ?1;/.exec(whole)!;
    for (const length of [0, 1, first.length, whole.length >> 1, whole.length - 40]) {
      fs.writeFileSync(entry, whole.slice(0, length));
      expect(repository.try(COMMIT).code, `${length} of ${whole.length}`).not.toBe(0);
    }
  });

  it('finds node on PATH when the recorded one is gone', () => {
    const repository = openRepository();
    rewire(repository, /^node=.*$/m, `node='/nowhere/node'`);
    repository.stage('a.txt', 'clean\n');
    expectAllowed(repository, COMMIT);
    repository.stage('a.txt', LINE);
    expectBlocked(repository, SECRET, COMMIT);
  });

  it('has no node at all', () => {
    const repository = openRepository();
    rewire(repository, /^node=.*$/m, `node='/nowhere/node'`);
    repository.stage('a.txt', 'clean\n');
    const links = path.join(repository.root, 'bin');
    fs.mkdirSync(links);
    for (const name of ['git', 'sh'])
      fs.symlinkSync(repository.run('which', [name]).out.trim(), path.join(links, name));
    expectRefused(repository.try(COMMIT, { env: { PATH: links } }), /node is neither/);
  });

  it('has a node that is too old', () => {
    const repository = openRepository();
    const old = path.join(repository.root, 'old-node');
    repository.script(old, 'exit 1');
    rewire(repository, /^node=.*$/m, `node='${old}'`);
    repository.stage('a.txt', 'clean\n');
    expectRefused(repository.try(COMMIT), /older than 20\.19/);
  });

  it('has no git', async () => {
    const repository = openRepository();
    const ran = repository.run(process.execPath, [HOOK, 'pre-commit'], { env: { PATH: '/nowhere' } });
    expectRefused(ran, /git is not found/);
  });
});

describe('the repository', () => {
  it('is none', () => {
    const repository = openRepository();
    expectRefused(
      repository.run(process.execPath, [HOOK, 'pre-commit'], { from: repository.root }),
      /not a git repository/,
    );
  });

  it('has no index any more', () => {
    const repository = openRepository();
    const ran = repository.run(process.execPath, [HOOK, 'pre-commit'], {
      env: { GIT_INDEX_FILE: '/nowhere/index' },
    });
    expectRefused(ran, /the index is missing/);
  });

  it('has a damaged index', () => {
    const repository = openRepository();
    fs.writeFileSync(path.join(repository.top, '.git/index'), 'damaged');
    expectRefused(repository.run(process.execPath, [HOOK, 'pre-commit']), /git diff-index failed: .*index/);
  });

  it('has lost an object: said by its path, and the rest is looked at', () => {
    const repository = openRepository();
    repository.stage('lost.txt', 'lost\n');
    lose(repository, 'lost.txt');
    repository.stage('b.txt', 'clean\n');
    const run = (): Ran => repository.run(process.execPath, [HOOK, 'pre-commit']);
    expectRefused(run(), /lost\.txt: its object is missing/);
    repository.stage('b.txt', LINE);
    const { code, err } = run();
    expect(code).toBe(1);
    expect(err).toMatch(/1 secret in what is staged[^]*b\.txt:1:12[^]*lost\.txt: its object is missing/);
  });

  it('has a damaged object', () => {
    const repository = openRepository();
    repository.stage('new.txt', 'new\n');
    const file = objectFile(repository, 'new.txt');
    fs.chmodSync(file, 0o644);
    fs.writeFileSync(file, 'damaged');
    expectRefused(
      repository.run(process.execPath, [HOOK, 'pre-commit']),
      /new\.txt: its object is missing from git.s store, or damaged/,
    );
  });

  it('has lost the old version: it excuses nothing', () => {
    const repository = openRepository();
    repository.bring('old.txt', LINE);
    lose(repository, 'old.txt');
    repository.stage('old.txt', `${LINE}more\n`);
    expect(repository.run(process.execPath, [HOOK, 'pre-commit']).err).toContain('1 secret');
  });

  it('is a partial clone: nothing is fetched in the middle of a commit', () => {
    const origin = openRepository({ bare: true });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.bring('old.txt', LINE);
    const repository = openRepository({ name: 'partial' });
    const clone = path.join(repository.root, 'clone');
    repository.git('clone', '-q', '--filter=blob:none', '--no-checkout', `file://${origin.top}`, clone);
    const inClone = (...args: string[]): Ran => repository.run('git', args, { from: clone });
    inClone('read-tree', 'HEAD');
    const packs = (): string => fs.readdirSync(path.join(clone, '.git/objects/pack')).join();
    const before = packs();
    fs.writeFileSync(path.join(clone, 'old.txt'), `${LINE}more\n`);
    inClone('add', 'old.txt');
    const ran = repository.run(process.execPath, [HOOK, 'pre-commit'], { from: clone });
    expect(ran.err).toMatch(/1 secret[^]*counts as new/);
    expect(packs()).toBe(before);
  });
});

describe('the configuration', () => {
  it('is read from the index: what is not staged allows nothing', () => {
    const repository = openRepository();
    repository.stage('a.txt', LINE);
    repository.write('.staunchignore', 'a.txt\n');
    expectBlocked(repository, SECRET, COMMIT);
    repository.git('add', '.staunchignore');
    repository.write('.staunchignore', '');
    expectAllowed(repository, COMMIT);
  });

  it('is broken', () => {
    const repository = openRepository();
    repository.stage('.staunch.toml', `broken = = ${SECRET}\n`);
    const ran = expectBlocked(repository, SECRET, COMMIT);
    expectRefused(ran, /\.staunch\.toml is not valid TOML/);
  });

  it('is a symlink: what it leads to is not read', () => {
    const repository = openRepository();
    repository.write('elsewhere', 'a.txt\n');
    fs.symlinkSync('elsewhere', repository.file('.staunchignore'));
    repository.git('add', '.staunchignore');
    repository.stage('a.txt', LINE);
    expectBlocked(repository, SECRET, COMMIT);
    fs.symlinkSync('elsewhere', repository.file('.staunch.toml'));
    repository.git('add', '.staunch.toml');
    expectRefused(repository.try(COMMIT), /\.staunch\.toml is not valid TOML/);
  });

  it('of a subdirectory, and GIT_LITERAL_PATHSPECS, change nothing', () => {
    const repository = openRepository();
    repository.bring('.staunchignore', 'allowed.txt\n');
    repository.stage('allowed.txt', LINE);
    const env = { GIT_LITERAL_PATHSPECS: '1' };
    expectAllowed(repository, COMMIT, { env });
    repository.stage('sub/.staunchignore', '*\n');
    repository.stage('sub/a.txt', LINE);
    expectBlocked(repository, SECRET, COMMIT, { env });
  });

  it('a comment on the line allows', () => {
    const repository = openRepository();
    repository.stage('a.txt', `${LINE.trimEnd()} # staunch:allow\n`);
    expectAllowed(repository, COMMIT);
  });
});

describe('from a program', () => {
  it('gate() gives a verdict as data', async () => {
    const repository = openRepository();
    repository.stage('a.txt', 'clean\n');
    expect(await gate({ repository: repository.top })).toMatchObject({
      decision: 'allow',
      blobs: 1,
      bytes: 6,
      known: [],
    });
    repository.stage('a.txt', LINE);
    const verdict = await gate({ repository: repository.top });
    expect(verdict).toMatchObject({
      decision: 'block',
      reason: 'findings',
      findings: [{ rule: 'github-pat', location: { path: 'a.txt', line: 1, column: 12 } }],
    });
    expect(JSON.stringify(verdict)).not.toContain(SECRET);
    repository.bring('a.txt', LINE);
    repository.stage('a.txt', `${LINE}more\n`);
    expect(await gate({ repository: repository.top })).toMatchObject({
      decision: 'allow',
      known: [{ rule: 'github-pat' }],
    });
    repository.git('commit', '-q', '-m', 'more');
    fs.chmodSync(repository.file('a.txt'), 0o755);
    repository.git('add', 'a.txt');
    // a changed mode alone brings no content
    expect(await gate({ repository: repository.top })).toMatchObject({
      decision: 'allow',
      blobs: 0,
      known: [],
    });
  });

  it('gate() looks into the repository that it is given, whatever the environment says of another', async () => {
    const repository = openRepository();
    const other = openRepository({ name: 'other' });
    repository.stage('a.txt', LINE);
    process.env['GIT_DIR'] = path.join(other.top, '.git');
    process.env['GIT_INDEX_FILE'] = path.join(other.top, '.git/index');
    try {
      expect(await gate({ repository: repository.top })).toMatchObject({
        decision: 'block',
        reason: 'findings',
      });
    } finally {
      delete process.env['GIT_DIR'];
      delete process.env['GIT_INDEX_FILE'];
    }
  });

  it('gate() outside of a repository gives a verdict too', async () => {
    const repository = openRepository();
    expect(await gate({ repository: repository.root })).toMatchObject({
      decision: 'block',
      reason: 'could-not-scan',
      obstacle: { kind: 'git', command: 'diff-index' },
    });
  });

  it('an unknown hook is no verdict', async () => {
    expect(await main('post-commit', { args: [] })).toBe(2);
  });
});

it('tells a person in a hurry what to do', () => {
  const repository = openRepository();
  repository.stage('src/it.txt', `first\n\t${LINE}`);
  const { err } = expectBlocked(repository, SECRET, COMMIT);
  expect(err).toMatchInlineSnapshot(`
    "staunch: commit blocked: 1 secret in what is staged

      src/it.txt:2:13  GitHub personal access token (github-pat)
        setting = "ghp_***[40]"
        ghp_***[40]: a prefix that only this kind of credential has; its checksum is right
        revoke it at https://github.com/settings/tokens

    What to do
      Take it out and stage the file again, or leave the file out:  git restore --staged -- src/it.txt
      Was it ever pushed, sent or shown? Then revoke it as well: taking it out is not enough.
      Not a secret? Put a comment with  staunch:allow  on its line, or:
        staunch ignore src/it.txt:2 --reason "…"   and then: git add :/.staunch.toml :/.staunchignore
    "
  `);
});

it('has colour only where it is asked for, and lets no file name colour the terminal', async () => {
  const repository = openRepository();
  repository.stage('red\x1b[31m\u202e.txt', LINE);
  const verdict = await gate({ repository: repository.top });
  const plain = describeVerdict(verdict, { colour: false, prefix: '' });
  const coloured = describeVerdict(verdict, { colour: true, prefix: '' });
  expect(plain).toContain('red\\x1b[31m\\u202e.txt:1:12');
  expect(plain).not.toMatch(/[\x1b\u202e]/);
  expect(coloured).toContain('\x1b[31m');
  expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(plain);
});

function objectFile(repository: Repository, name: string): string {
  const id = repository.git('rev-parse', `:${name}`).trim();
  return path.join(repository.top, '.git/objects', id.slice(0, 2), id.slice(2));
}

function lose(repository: Repository, name: string): void {
  fs.rmSync(objectFile(repository, name));
}
