/** Which bytes the gate sees at a commit: each case is a real commit through the installed hook. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectAllowed, expectBlocked, openRepository, type Repository } from './kit/repository.ts';
import { githubToken } from './kit/secrets.ts';

const SECRET = githubToken(1);
const OTHER = githubToken(2);
const LINE = `setting = "${SECRET}"\n`;
const COMMIT = ['commit', '-q', '-m', 'edit'];

function append(repository: Repository, name: string, text: string): void {
  fs.appendFileSync(repository.file(name), text);
}

describe('which index', () => {
  it('a clean commit passes and prints nothing', () => {
    const repository = openRepository();
    repository.stage('new.txt', 'nothing here\n');
    const { out, err } = expectAllowed(repository, COMMIT);
    expect(out + err).toBe('');
  });

  it.each([
    ['git add, git commit', (r: Repository) => r.git('add', 'a.txt'), COMMIT],
    ['commit -a', () => {}, [...COMMIT, '-a']],
    ['commit PATH', () => {}, [...COMMIT, '--', 'a.txt']],
    ['commit -i PATH', (r: Repository) => r.stage('b.txt', 'three\n'), [...COMMIT, '-i', '--', 'a.txt']],
    [
      'commit -o PATH with another file staged',
      (r: Repository) => r.stage('b.txt', 'three\n'),
      [...COMMIT, '-o', 'a.txt'],
    ],
    ['commit --amend', (r: Repository) => r.git('add', 'a.txt'), ['commit', '-q', '--amend', '--no-edit']],
  ])('%s', (_, prepare, commit) => {
    const repository = openRepository();
    append(repository, 'a.txt', LINE);
    prepare(repository);
    expectBlocked(repository, SECRET, commit);
  });

  it('commit PATH of a clean file passes while another file with a secret is staged', () => {
    const repository = openRepository();
    repository.stage('new.txt', LINE);
    append(repository, 'a.txt', 'clean\n');
    expectAllowed(repository, [...COMMIT, '--', 'a.txt']);
  });

  it('commit -a from a subdirectory says the path from there', () => {
    const repository = openRepository();
    repository.bring('sub/deep/c.txt', 'three\n');
    append(repository, 'a.txt', LINE);
    const { err } = expectBlocked(repository, SECRET, [...COMMIT, '-a'], { from: 'sub/deep' });
    expect(err).toContain('../../a.txt:2:12');
  });

  it('the index has it and the work tree no longer: blocked, and the work tree is not touched', () => {
    const repository = openRepository();
    repository.stage('a.txt', LINE);
    repository.write('a.txt', 'afterwards\n');
    expectBlocked(repository, SECRET, COMMIT);
    expect(fs.readFileSync(repository.file('a.txt'), 'utf8')).toBe('afterwards\n');
  });

  it('only the work tree has it: passes', () => {
    const repository = openRepository();
    repository.stage('a.txt', 'staged\n');
    append(repository, 'a.txt', LINE);
    repository.write('untracked.txt', LINE);
    expectAllowed(repository, COMMIT);
  });

  it('intent-to-add stages neither content nor name', () => {
    const repository = openRepository();
    repository.write(`${SECRET}.txt`, LINE);
    repository.git('add', '-N', `${SECRET}.txt`);
    repository.stage('a.txt', 'staged\n');
    expectAllowed(repository, COMMIT);
  });
});

describe('which repository', () => {
  it('no HEAD yet: says how to unstage without one', () => {
    const repository = openRepository();
    repository.git('update-ref', '-d', 'HEAD');
    repository.stage('a.txt', LINE);
    const ran = repository.try(COMMIT);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('git rm --cached -- a.txt');
  });

  it('a SHA-256 repository, with and without a HEAD', () => {
    const repository = openRepository({ objectFormat: 'sha256' });
    repository.stage('a.txt', LINE);
    expectBlocked(repository, SECRET, COMMIT);
    repository.git('update-ref', '-d', 'HEAD');
    expect(repository.try(COMMIT).code).toBe(1);
    repository.stage('a.txt', 'clean\n');
    expectAllowed(repository, COMMIT);
  });

  it('a linked worktree runs the hook of the main one', () => {
    const linked = openRepository().linkedWorktree();
    linked.stage('sub/a.txt', LINE);
    expectBlocked(linked, SECRET, COMMIT, { from: 'sub' });
  });

  it('GIT_DIR and GIT_WORK_TREE from elsewhere', () => {
    const repository = openRepository();
    repository.stage('a.txt', LINE);
    const env = { GIT_DIR: path.join(repository.top, '.git'), GIT_WORK_TREE: repository.top };
    expectBlocked(repository, SECRET, COMMIT, { from: '..', env });
  });

  it('a folder with blanks and quotes', () => {
    const repository = openRepository({ name: `my "repo" isn't $HOME` });
    repository.stage('a.txt', LINE);
    expectBlocked(repository, SECRET, COMMIT);
  });

  it('a replaced object: what is committed is looked at, not what stands in for it', () => {
    const repository = openRepository();
    repository.stage('new.txt', LINE);
    const [secret, clean] = ['new.txt', 'a.txt'].map((name) =>
      repository.git('rev-parse', `:${name}`).trim(),
    );
    repository.git('replace', secret!, clean!);
    expectBlocked(repository, SECRET, COMMIT);
  });
});

describe('which change', () => {
  it('a renamed file with one more line', () => {
    const repository = openRepository();
    const text = Array.from({ length: 60 }, (_, i) => `line ${i}\n`).join('');
    repository.bring('old.txt', text);
    repository.git('mv', 'old.txt', 'new.txt');
    repository.stage('new.txt', text + LINE);
    expectBlocked(repository, SECRET, COMMIT);
  });

  it.each(['symlink to file', 'file to symlink'])('a change of type: %s', (which) => {
    const repository = openRepository();
    fs.symlinkSync('a.txt', repository.file('link'));
    repository.git('add', 'link');
    repository.git('commit', '-q', '-m', 'link');
    const [name, make] =
      which === 'symlink to file'
        ? ['link', () => repository.write('link', LINE)]
        : ['a.txt', () => fs.symlinkSync(`../${SECRET}`, repository.file('a.txt'))];
    repository.remove(name as string);
    (make as () => void)();
    repository.git('add', name as string);
    expectBlocked(repository, SECRET, COMMIT);
  });

  it('the target of a new symlink', () => {
    const repository = openRepository();
    fs.symlinkSync(`/srv/${SECRET}/data`, repository.file('link'));
    repository.git('add', 'link');
    expectBlocked(repository, SECRET, COMMIT);
  });

  it('a changed mode alone passes', () => {
    const repository = openRepository();
    repository.bring('old.txt', LINE);
    fs.chmodSync(repository.file('old.txt'), 0o755);
    repository.git('add', 'old.txt');
    expectAllowed(repository, COMMIT);
  });

  it('deletion passes, also when it leaves nothing', () => {
    const repository = openRepository();
    repository.bring('old.txt', LINE);
    repository.git('rm', '-q', 'old.txt');
    expectAllowed(repository, COMMIT);
    repository.git('rm', '-q', '-r', '.');
    expectAllowed(repository, COMMIT);
  });

  it('a submodule is left alone, and what is beside it is looked at', () => {
    const repository = openRepository();
    const library = openRepository({ bare: true });
    library.bring('lib.txt', LINE);
    repository.git('submodule', '--quiet', 'add', library.top, 'library');
    expectAllowed(repository, COMMIT);
    library.bring('more.txt', LINE);
    repository.git('-C', 'library', 'pull', '-q');
    repository.git('add', 'library');
    expectAllowed(repository, COMMIT);
    repository.stage('a.txt', LINE);
    expectBlocked(repository, SECRET, COMMIT);
  });

  it('the same object at two paths is found at both', () => {
    const repository = openRepository();
    repository.stage('one/x.txt', LINE);
    repository.stage('two/x.txt', LINE);
    const { err } = expectBlocked(repository, SECRET, COMMIT);
    expect(err).toContain('one/x.txt:1:12');
    expect(err).toContain('two/x.txt:1:12');
  });
});

describe('which content', () => {
  it('attributes, textconv and diff settings have no say', () => {
    const repository = openRepository();
    repository.bring('.gitattributes', '*.x -diff\n*.cfg diff=hide\n*.bin binary\n');
    for (const [name, value] of [
      ['diff.hide.textconv', 'echo nothing; true'],
      ['diff.external', 'true'],
      ['diff.noprefix', 'true'],
      ['diff.relative', 'true'],
      ['color.ui', 'always'],
      ['core.abbrev', '4'],
      ['core.quotePath', 'true'],
    ]) {
      repository.git('config', name!, value!);
    }
    for (const name of ['a.x', 'a.cfg', 'a.bin', 'sub/plain.txt']) {
      repository.stage(name, LINE);
      expectBlocked(repository, SECRET, [...COMMIT, '--', name]);
      repository.git('rm', '-q', '-f', name);
    }
  });

  it.each([
    ['UTF-16 LE', Buffer.from(`\ufefffirst\r\n${LINE}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\ufefffirst\r\n${LINE}`, 'utf16le').swap16()],
    [
      'NUL bytes',
      Buffer.concat([Buffer.from([0, 1, 2, 0, 255, 0]), Buffer.from(`\n${LINE}`), Buffer.alloc(64)]),
    ],
  ])('%s', (_, content) => {
    const repository = openRepository();
    repository.stage('wide.txt', content);
    expectBlocked(repository, SECRET, COMMIT);
  });

  it('what a clean filter brings in is in the blob', () => {
    const repository = openRepository();
    repository.bring('.gitattributes', '*.rot filter=rot\n');
    repository.git('config', 'filter.rot.clean', 'tr A-Za-z N-ZA-Mn-za-m');
    repository.stage('a.rot', execFileSync('tr', ['A-Za-z', 'N-ZA-Mn-za-m'], { input: LINE }));
    expectBlocked(repository, SECRET, COMMIT);
  });

  it('a file of 20 MB, the secret at its end, beside one of 50 MB', () => {
    const repository = openRepository();
    repository.stage('large.txt', `${'a line of no interest at all\n'.repeat(700_000)}${LINE}`);
    repository.stage('larger.txt', 'another line of no interest\n'.repeat(1_800_000));
    expectBlocked(repository, SECRET, COMMIT);
  });

  it('3,000 files, the secret in one', () => {
    const repository = openRepository();
    for (let i = 0; i < 3000; i++)
      repository.write(`many/${i % 50}/file${i}.txt`, `file ${i}\n${i === 2345 ? LINE : ''}`);
    repository.git('add', 'many');
    expectBlocked(repository, SECRET, COMMIT);
  });
});

describe('which name', () => {
  it.each([
    'my secret file.txt',
    `it's "a" $HOME \`id\`.txt`,
    '--output=x',
    '-x',
    ':(top)x',
    '0:clean.txt',
    'two\nlines\tand.txt',
    'HEAD',
    '[a]*.txt',
  ])('a file called %j', (name) => {
    const repository = openRepository();
    repository.write('clean.txt', 'clean\n');
    repository.write(name, LINE);
    repository.git('add', '.');
    const { err } = expectBlocked(repository, SECRET, COMMIT);
    expect(err.replaceAll('\n', '')).not.toMatch(/[\0-\x1f]/);
  });

  it('a file called HEAD does not make everything new', () => {
    const repository = openRepository();
    repository.bring('old.txt', LINE);
    repository.stage('HEAD', 'clean\n');
    expectAllowed(repository, COMMIT);
  });

  it('a file whose name is not UTF-8', () => {
    const repository = openRepository();
    repository.write(Buffer.from([0x66, 0xff, 0xc3, 0xa4, 0xfe, 0x2e, 0x74]), LINE);
    repository.git('add', '.');
    expect(expectBlocked(repository, SECRET, COMMIT).err).toContain('f\\xffä\\xfe.t:1:12');
  });

  it('a value that is the name of a file, of a folder, of a submodule', () => {
    const repository = openRepository();
    repository.stage(`${SECRET}.txt`, 'harmless\n');
    expect(expectBlocked(repository, SECRET, COMMIT).err).toContain('(in the name itself)');
    repository.git('reset', '-q', '--hard');
    repository.stage(`sub/${SECRET}/x.txt`, 'harmless\n');
    expectBlocked(repository, SECRET, COMMIT);
    repository.git('reset', '-q', '--hard');
    const head = repository.git('rev-parse', 'HEAD').trim();
    repository.git('update-index', '--add', '--cacheinfo', `160000,${head},${SECRET}`);
    expectBlocked(repository, SECRET, COMMIT);
  });
});

describe('what history holds already', () => {
  it.each([
    ['a clean line added below', `one\n${LINE}three\nfour\n`],
    ['lines put in above', `zero\nhalf\none\n${LINE}three\n`],
    ['the secret alone on another line', `moved: ${SECRET}\n`],
  ])('%s: passes', (_, after) => {
    const repository = openRepository();
    repository.bring('old.txt', `one\n${LINE}three\n`);
    repository.stage('old.txt', after);
    expectAllowed(repository, COMMIT);
  });

  it('the file is moved and edited: passes', () => {
    const repository = openRepository();
    repository.bring('old.txt', LINE);
    repository.git('mv', 'old.txt', 'elsewhere.txt');
    repository.stage('elsewhere.txt', `${LINE}and more\n`);
    expectAllowed(repository, COMMIT);
  });

  it('a file with a secret in its name is edited: passes', () => {
    const repository = openRepository();
    repository.bring(`${SECRET}.txt`, 'one\n');
    repository.stage(`${SECRET}.txt`, 'two\n');
    expectAllowed(repository, COMMIT);
  });

  it('another secret takes its place: blocked, and only for that one', () => {
    const repository = openRepository();
    repository.bring('old.txt', `one\n${LINE}three\n`);
    repository.stage('old.txt', `one\nsetting = "${OTHER}"\n${LINE}`);
    const { err } = expectBlocked(repository, OTHER, COMMIT);
    expect(err).toContain('1 secret');
    expect(err).toContain('old.txt:2:12');
  });

  it('a copy of a secret that a file beside it keeps: blocked', () => {
    const repository = openRepository();
    repository.bring('old.txt', LINE);
    repository.stage('copy.txt', LINE);
    expectBlocked(repository, SECRET, COMMIT);
  });
});
