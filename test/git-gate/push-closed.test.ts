/** The push gate fails closed, believes nothing that it cannot prove, and takes its decisions from what is pushed. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gate, install } from '@staunch/hooks';
import { EXECUTABLE } from '../kit/command.ts';
import { addRemote, expectPushBlocked, expectPushed, LINES, openPushed, vaultHome } from '../kit/gate.ts';
import { addCommand } from '../kit/installer.ts';
import { Repository } from '../kit/repository.ts';

const HOOK = path.resolve(import.meta.dirname, '../../packages/hooks/dist/hook.cjs');
const ZEROS = '0'.repeat(40);

function idOf(repository: Repository, name: string): string {
  return repository.git('rev-parse', name).trim();
}

function judge(repository: Repository, lines: string, remote = 'origin') {
  const url = path.join(repository.root, `${remote}.git`);
  return gate({
    what: 'push',
    repository: repository.top,
    remote: { name: remote, url },
    refs: Buffer.from(lines),
  });
}

function objectFile(repository: Repository, name: string): string {
  const id = idOf(repository, name);
  return path.join(repository.top, '.git/objects', id.slice(0, 2), id.slice(2));
}

describe('what cannot be read', () => {
  it('lines that are not understood', async () => {
    const repository = openPushed();
    for (const lines of ['x\n', `main ${ZEROS} refs/heads/main\n`, `a ${'z'.repeat(40)} b ${ZEROS}\n`]) {
      expect(await judge(repository, lines)).toMatchObject({ decision: 'block', obstacle: { kind: 'user' } });
    }
  });

  it('an object that is not there: a tip, a file, a tree', async () => {
    const repository = openPushed();
    const line = `main ${'1'.repeat(40)} refs/heads/main ${ZEROS}\n`;
    expect(await judge(repository, line)).toMatchObject({ decision: 'block', reason: 'could-not-scan' });
    repository.bring('new.txt', 'new\n');
    repository.bring('sub/more.txt', 'more\n');
    const push = `main ${idOf(repository, 'main')} refs/heads/main ${idOf(repository, 'origin/main')}\n`;
    const file = objectFile(repository, 'HEAD:new.txt');
    const held = fs.readFileSync(file);
    fs.rmSync(file);
    expect(await judge(repository, push)).toMatchObject({
      obstacle: { kind: 'unreadable' },
      notScanned: [{ path: 'new.txt', error: true }],
    });
    fs.writeFileSync(file, held.subarray(0, 4));
    expect(await judge(repository, push)).toMatchObject({ decision: 'block', reason: 'could-not-scan' });
    fs.writeFileSync(file, held);
    expect(await judge(repository, push)).toMatchObject({ decision: 'allow', commits: 2 });
    fs.rmSync(objectFile(repository, 'HEAD:sub'));
    expect(await judge(repository, push)).toMatchObject({ obstacle: { kind: 'git' } });
  });

  it('a hook that is called by hand: outside of a repository, without what git gives it', () => {
    const repository = openPushed();
    const push = `main ${idOf(repository, 'main')} refs/heads/main ${ZEROS}\n`;
    const { code, err } = repository.run(
      'sh',
      ['-c', `echo '${push}' | ${process.execPath} ${HOOK} pre-push origin x`],
      {
        from: repository.root,
      },
    );
    expect(code).toBe(1);
    expect(err).toMatch(
      /^staunch: push blocked: git .* failed: not a git repository[^]*git push --no-verify\n$/,
    );
    const inside = (command: string) => repository.run('sh', ['-c', command]);
    expect(inside(`echo nonsense | ${process.execPath} ${HOOK} pre-push`).err).toContain('is not understood');
    expect(inside(`${process.execPath} ${HOOK} commit-msg`).err).toMatch(/^staunch: commit blocked: usage/);
  });

  it('a script that has read standard input before it calls the hook: HEAD is judged', () => {
    const repository = openPushed();
    const hook = path.join(repository.top, '.git/hooks/pre-push');
    const call = `'${process.execPath}' '${EXECUTABLE}' hooks run pre-push "$@"`;
    repository.script(hook, `cat >/dev/null; ${call}`);
    repository.bring('new.txt', 'clean\n');
    expect(expectPushed(repository).err).not.toContain('staunch: ');
    repository.bring('new.txt', LINES);
    expectPushBlocked(repository);
    // of an address that nothing is known of it cannot be told
    addRemote(repository, 'second');
    const ran = repository.try(['push', path.join(repository.root, 'second.git'), 'main^:refs/heads/a']);
    expect([ran.code, ran.err]).toEqual([
      0,
      expect.stringContaining('standard input does not say what is pushed'),
    ]);
    // a script of ours knows what git says: here nothing
    repository.git('push', '-q', 'origin', 'main');
    repository.bring('more.txt', LINES.split('\n')[1]!);
    repository.git('config', 'core.hooksPath', 'hooks');
    addCommand(repository.top);
    install({ repository: repository.top });
    expect(repository.try(['push', 'origin', 'main^:main']).err).toBe('Everything up-to-date\n');
  });

  it('a partial clone: nothing is fetched; to where its objects come from it passes, to elsewhere not', () => {
    const origin = openPushed();
    origin.bring('old.txt', LINES);
    origin.git('push', '-q', 'origin', 'main');
    const remote = path.join(origin.root, 'origin.git');
    origin.run('git', ['config', 'uploadpack.allowFilter', 'true'], { from: remote });
    const clone = path.join(origin.root, 'clone');
    origin.git('clone', '-q', '--filter=blob:none', '--no-checkout', `file://${remote}`, clone);
    const repository = new Repository(origin.root, clone, vaultHome());
    fs.cpSync(path.join(origin.top, '.git/hooks'), path.join(clone, '.git/hooks'), { recursive: true });
    const packs = (): string => fs.readdirSync(path.join(clone, '.git/objects/pack')).join();
    repository.git('read-tree', 'HEAD');
    repository.write('new.txt', 'clean\n');
    repository.git('add', 'new.txt');
    // `git commit` would fetch what it does not need
    const tree = repository.git('write-tree', '--missing-ok').trim();
    repository.git(
      'update-ref',
      'HEAD',
      repository.git('commit-tree', tree, '-p', 'HEAD', '-m', 'new').trim(),
    );
    const before = packs();
    expectPushed(repository);
    addRemote(repository, 'second');
    const ran = repository.try(['push', 'second', 'main']);
    // git 2.45 and later say which one it is; those before give up at it
    expect(ran.err).toMatch(
      /push blocked: (?:not all of what would be sent could be read[^]*old\.txt: its object is missing|git cat-file failed[^]*This clone is partial)/,
    );
    expect(packs()).toBe(before);
  });
});

describe('who decides', () => {
  it('the configuration of the pushed tip, not that of the work tree', () => {
    const repository = openPushed();
    repository.bring('new.txt', LINES);
    repository.write('.staunchignore', 'new.txt\n');
    expectPushBlocked(repository);
    repository.bring('new.txt', LINES.split('\n')[0]!);
    repository.git('reset', '-q', '--soft', 'origin/main');
    repository.git('commit', '-q', '-m', 'the token alone');
    expect(repository.try(['push', 'origin', 'main']).err).toContain('1 secret in 1 new commit');
    repository.git('add', '.staunchignore');
    repository.git('commit', '-q', '-m', 'allow it');
    repository.remove('.staunchignore');
    // another branch without that file is judged by HEAD, one with another file by that
    repository.git('branch', 'other');
    expectPushed(repository);
    repository.git('checkout', '-q', '--force', 'other');
    repository.bring('.staunchignore', 'another.txt\n');
    addRemote(repository, 'second');
    expect(repository.try(['push', 'second', 'main', 'other']).err).toContain('1 secret');
    expectPushed(repository, ['push', 'second', 'main']);
  });

  it('a fingerprint holds through a moved line, a rename, a squash and a rebase', () => {
    const repository = openPushed();
    const token = `${LINES.split('\n')[0]!}\n`;
    repository.stage('new.txt', token);
    repository.run(process.execPath, [
      path.resolve(import.meta.dirname, '../../packages/cli/bin/staunch.js'),
      'ignore',
      'new.txt:1',
      '--reason',
      'a sample',
    ]);
    repository.git('add', '.');
    repository.git('commit', '-q', '-m', 'with its ignore');
    repository.git('mv', 'new.txt', 'sub.txt');
    repository.bring('sub.txt', `above\nand more\n  ${token}`);
    repository.bring('copy.txt', token);
    repository.git('reset', '-q', '--soft', 'origin/main');
    repository.git('commit', '-q', '-m', 'squashed');
    expectPushed(repository);
  });

  it("gitleaks' own ignores and comments, of patterns alone", () => {
    const repository = openPushed();
    const [token, plain] = LINES.split('\n');
    repository.bring('new.txt', `${token}\n`);
    repository.bring('.gitleaksignore', 'new.txt:github-pat:1\n');
    expectPushed(repository);
    repository.bring('plain.txt', `${plain}\n`);
    repository.bring('.gitleaksignore', 'new.txt:github-pat:1\nplain.txt:managed-value:1\n');
    expect(repository.try(['push', 'origin', 'main']).err).toContain('(PLAIN_ITEM)');
  });
});

describe('what is remembered', () => {
  it('saves work, is believed as a whole or not at all, and goes with what it was made under', async () => {
    const repository = openPushed();
    repository.bring('new.txt', 'clean\n');
    addRemote(repository, 'second');
    const push = `main ${idOf(repository, 'main')} refs/heads/main ${ZEROS}\n`;
    const file = path.join(repository.top, '.git/staunch/clean');
    fs.rmSync(file, { force: true });
    expect(await judge(repository, push, 'second')).toMatchObject({
      decision: 'allow',
      blobs: 3,
      commits: 2,
    });
    const whole = fs.readFileSync(file);
    expect(await judge(repository, push, 'second')).toMatchObject({
      decision: 'allow',
      blobs: 0,
      commits: 2,
    });
    // damaged anywhere, cut anywhere, made longer: all is looked at again
    for (const at of [0, 20, 50, whole.length - 1]) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1;
      fs.writeFileSync(file, damaged);
      expect(await judge(repository, push, 'second')).toMatchObject({ blobs: 3 });
    }
    for (const cut of [whole.subarray(0, -16), Buffer.alloc(0), Buffer.concat([whole, whole])]) {
      fs.writeFileSync(file, cut);
      expect(await judge(repository, push, 'second')).toMatchObject({ blobs: 3 });
    }
    // another policy
    repository.bring('.staunchignore', 'nothing.txt\n');
    const next = `main ${idOf(repository, 'main')} refs/heads/main ${ZEROS}\n`;
    expect(await judge(repository, next, 'second')).toMatchObject({ blobs: 4 });
    // what was found, and the same file elsewhere, is looked at each time
    repository.bring('secret.txt', LINES);
    for (let time = 0; time < 2; time++) expectPushBlocked(repository);
    // a file system that takes nothing
    fs.rmSync(path.join(repository.top, '.git/staunch'), { recursive: true });
    fs.writeFileSync(path.join(repository.top, '.git/staunch'), '');
    expect(await judge(repository, next, 'second')).toMatchObject({ decision: 'allow', blobs: 4 });
  });

  it('leaves objects, index, work tree and stash alone', () => {
    const repository = openPushed();
    repository.bring('new.txt', 'clean\n');
    repository.write('new.txt', 'stashed\n');
    repository.git('stash', '-q');
    repository.write('b.txt', 'dirty\n');
    const look = (): string =>
      [
        repository.state(),
        fs.readFileSync(path.join(repository.top, '.git/index')).toString('base64'),
        (fs.readdirSync(path.join(repository.top, '.git/objects'), { recursive: true }) as string[])
          .sort()
          .join(),
      ].join('\n');
    const before = look();
    repository.try(['push', '--dry-run', 'origin', 'main']);
    expect(look()).toBe(before);
  });
});

it('a message for a person in a hurry', () => {
  const repository = openPushed();
  repository.bring('src/it.txt', `first\n${LINES.split('\n')[0]}\n`);
  const commit = repository.git('rev-parse', '--short=12', 'HEAD').trim();
  const { err } = repository.try(['push', 'origin', 'main']);
  expect(err.replaceAll(commit, 'COMMIT').replace(/^error: .*\n/m, '')).toMatchInlineSnapshot(`
    "staunch: push blocked: 1 secret in 1 new commit

      COMMIT src/it.txt:2:10  GitHub personal access token (github-pat)
        token = "ghp_***[40]"
        ghp_***[40]: a prefix that only this kind of credential has; its checksum is right
        revoke it at https://github.com/settings/tokens

    What to do
      Nothing was sent. To remove it in one more commit is not enough: the old ones go along.
      In the last commit:  take it out, git add FILE, git commit --amend
      In an earlier one:   git rebase -i COMMIT^   (the very first: --root) and mark that commit with  edit
      Has anybody seen it? Then revoke it as well: taking it out is not enough.
      Not a secret? A comment with  staunch:allow  on its line in that commit, or:
        staunch ignore src/it.txt:2 --reason "…"   and commit .staunch.toml and .staunchignore
    "
  `);
});
