/** What a push sends: each case is a real push through the installed hook, with a secret of each kind. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addRemote,
  expectPushBlocked,
  expectPushed,
  LINES,
  openPushed,
  vaultHome,
  WORD,
} from '../kit/gate.ts';
import { openRepository, Repository } from '../kit/repository.ts';

const PUSH = ['push', 'origin', 'main'];

/** The files of a commit, without the index: `git commit-tree` as a program would call it. */
function commitTree(
  r: Repository,
  tree: string,
  parents: readonly string[],
  message = 'made by hand',
): string {
  return r.git('commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-m', message).trim();
}

function object(r: Repository, type: string, content: string | Buffer): string {
  const file = path.join(r.root, 'object');
  fs.writeFileSync(file, content);
  return r.git('hash-object', '-w', '-t', type, '--literally', file).trim();
}

describe('which commits', () => {
  it.each<[string, (r: Repository) => readonly string[] | void]>([
    ['a commit that no hook saw', (r) => r.bring('new.txt', LINES)],
    [
      'added, and taken out later',
      (r) => {
        r.bring('new.txt', LINES);
        r.bring('new.txt', 'clean\n');
      },
    ],
    [
      'a file added, and deleted as a whole',
      (r) => {
        r.bring('new.txt', LINES);
        r.git('rm', '-q', 'new.txt');
        r.git('commit', '-q', '-m', 'gone');
      },
    ],
    [
      'the second of two refs',
      (r) => {
        r.git('branch', 'clean');
        r.bring('new.txt', LINES);
        return ['push', 'origin', 'clean', 'main'];
      },
    ],
    [
      'a deletion before it',
      (r) => {
        r.git('push', '-q', 'origin', 'main:old');
        r.bring('new.txt', LINES);
        return ['push', 'origin', ':old', 'main'];
      },
    ],
    [
      'a branch that is not checked out, all of them at once',
      (r) => {
        r.git('checkout', '-q', '-b', 'side');
        r.bring('new.txt', LINES);
        r.git('checkout', '-q', 'main');
        return ['push', '--all', 'origin'];
      },
    ],
    [
      'a detached HEAD',
      (r) => {
        r.git('checkout', '-q', '--detach');
        r.bring('new.txt', LINES);
        return ['push', 'origin', 'HEAD:refs/heads/elsewhere'];
      },
    ],
    [
      'an expression with blanks in it',
      (r) => {
        r.bring('new.txt', LINES);
        return ['push', 'origin', 'HEAD^{/bring new}:refs/heads/elsewhere'];
      },
    ],
    [
      'a mirror, atomic',
      (r) => {
        r.git('checkout', '-q', '-b', 'side');
        r.bring('new.txt', LINES);
        return ['push', '--atomic', '--mirror', 'origin'];
      },
    ],
    [
      'a forced push after a rewrite',
      (r) => {
        r.bring('mine.txt', 'mine\n');
        r.git('push', '-q', 'origin', 'main');
        r.git('reset', '-q', '--hard', 'HEAD^');
        r.bring('new.txt', LINES);
        return ['push', '--force', 'origin', 'main'];
      },
    ],
    [
      'over a commit that is not known here',
      (r) => {
        const other = path.join(r.root, 'other');
        r.git('clone', '-q', path.join(r.root, 'origin.git'), other);
        fs.writeFileSync(path.join(other, 'theirs.txt'), 'theirs\n');
        for (const args of [
          ['add', '.'],
          ['commit', '-q', '-m', 'theirs'],
          ['push', '-q'],
        ])
          r.run('git', args, { from: other });
        r.bring('new.txt', LINES);
        return ['push', '--force', 'origin', 'main'];
      },
    ],
    [
      'to an address instead of a name',
      (r) => {
        r.bring('new.txt', LINES);
        return ['push', path.join(r.root, 'origin.git'), 'main'];
      },
    ],
    [
      'from a linked work tree',
      (r) => {
        const linked = r.linkedWorktree();
        linked.bring('new.txt', LINES);
        return ['-C', linked.top, 'push', 'origin', 'side'];
      },
    ],
  ])('%s', (_, prepare) => {
    const repository = openPushed();
    expectPushBlocked(repository, prepare(repository) ?? PUSH);
  });

  it('the first push of all: the root commit', () => {
    const repository = openRepository({ staunchHome: vaultHome() });
    addRemote(repository, 'origin');
    repository.stage('a.txt', LINES);
    repository.git('commit', '-q', '--amend', '--no-edit');
    const { err } = expectPushBlocked(repository);
    expect(err).toContain(`${repository.git('rev-parse', '--short=12', 'HEAD').trim()} a.txt:1:10`);
  });

  it('what one remote has, another has not', () => {
    const repository = openPushed();
    repository.bring('old.txt', LINES);
    repository.git('push', '-q', 'origin', 'main');
    addRemote(repository, 'second');
    expectPushBlocked(repository, ['push', 'second', 'main']);
    // the same remote under its own name, with another address to push to
    repository.git('remote', 'set-url', '--push', 'origin', path.join(repository.root, 'second.git'));
    expectPushBlocked(repository);
    // and with another address altogether: what is remembered of its branches is of the old one
    repository.git('config', '--unset', 'remote.origin.pushurl');
    repository.git('remote', 'set-url', 'origin', path.join(repository.root, 'second.git'));
    expect(expectPushBlocked(repository).err).toContain('is not what it was when its branches were fetched');
  });

  it('a remote that was given another address: what came from the old one excuses nothing', () => {
    const repository = openPushed();
    const first = path.join(repository.root, 'origin.git');
    const second = addRemote(repository, 'second');
    repository.git('remote', 'remove', 'second');
    repository.bring('new.txt', LINES);
    repository.git('push', '-q', 'origin', 'main');
    // seen by the gate at the first address
    expectPushed(repository, ['push', 'origin', 'main:seen']);
    repository.git('remote', 'set-url', 'origin', second);
    const push = ['push', 'origin', 'main:public'];
    const { err } = expectPushBlocked(repository, push);
    expect(err).toContain('origin is not what it was when its branches were fetched');
    // a fetch that brings nothing proves nothing; back at the old address in doubt neither
    repository.git('fetch', '-q', 'origin');
    expectPushBlocked(repository, push);
    const file = path.join(repository.top, '.git/staunch/remotes');
    expect(fs.readFileSync(file, 'utf8')).not.toMatch(/second|origin|main/);
    // moved as a whole: a fetch tells so
    repository.git('push', '-q', second, 'origin/main:refs/heads/main');
    repository.git('fetch', '-q', 'origin');
    expect(expectPushed(repository, push).err).not.toContain('staunch: ');
    // by a record that is damaged, or a clone that no gate has seen
    repository.git('remote', 'set-url', 'origin', first);
    fs.writeFileSync(file, '{"a":');
    expectPushed(repository, ['push', 'origin', 'main:again']);
    const clone = path.join(repository.root, 'clone');
    repository.git('clone', '-q', first, clone);
    const other = new Repository(repository.root, clone, vaultHome());
    fs.cpSync(path.join(repository.top, '.git/hooks'), path.join(clone, '.git/hooks'), { recursive: true });
    const third = addRemote(other, 'third');
    other.git('remote', 'remove', 'third');
    expectPushed(other, ['push', 'origin', 'main:fresh']);
    fs.rmSync(path.join(clone, '.git/staunch'), { recursive: true });
    other.git('remote', 'set-url', 'origin', third);
    expectPushBlocked(other, push);
  });

  it('a mirror writes its own branches: they excuse nothing', () => {
    const repository = openPushed();
    repository.git('config', 'remote.origin.fetch', '+refs/*:refs/*');
    repository.bring('new.txt', LINES);
    repository.git('branch', 'same');
    expectPushBlocked(repository);
  });

  it('60 commits, the secret in the first of them only', () => {
    const repository = openPushed();
    repository.bring('new.txt', LINES);
    for (let at = 0; at < 60; at++) {
      const tree = repository.git('rev-parse', 'HEAD~0^{tree}').trim();
      repository.git('update-ref', 'HEAD', commitTree(repository, tree, ['HEAD'], `commit ${at}`));
    }
    repository.git('rm', '-q', '--cached', 'new.txt');
    repository.git('commit', '-q', '-m', 'gone');
    expectPushBlocked(repository);
  });

  it('from a shallow clone', () => {
    const origin = openPushed();
    origin.bring('more.txt', 'more\n');
    origin.git('push', '-q', 'origin', 'main');
    const clone = path.join(origin.root, 'clone');
    origin.git('clone', '-q', '--depth=1', `file://${origin.root}/origin.git`, clone);
    const repository = new Repository(origin.root, clone, vaultHome());
    fs.cpSync(path.join(origin.top, '.git/hooks'), path.join(clone, '.git/hooks'), { recursive: true });
    repository.bring('clean.txt', 'clean\n');
    expectPushed(repository);
    repository.bring('new.txt', LINES);
    expectPushBlocked(repository);
  });

  it('what is on the remote already: passes', () => {
    const repository = openPushed();
    repository.bring('old.txt', LINES);
    repository.git('push', '-q', 'origin', 'main');
    expectPushed(repository);
    repository.bring('clean.txt', 'clean\n');
    repository.bring('old.txt', `above\n${LINES}below\n`);
    repository.git('mv', 'old.txt', 'moved.txt');
    repository.git('commit', '-q', '-m', 'move');
    expectPushed(repository);
    repository.git('push', '-q', 'origin', 'main:second');
    expectPushed(repository, ['push', 'origin', ':second']);
    repository.write('dirty.txt', LINES);
    repository.bring('clean.txt', 'cleaner\n');
    expectPushed(repository);
  });

  it('a copy of what is on the remote already is new', () => {
    const repository = openPushed();
    repository.bring('old.txt', LINES);
    repository.git('push', '-q', 'origin', 'main');
    repository.bring('copy.txt', LINES);
    expectPushBlocked(repository);
  });
});

describe('how commits come to be', () => {
  it.each<[string, (r: Repository) => readonly string[] | void]>([
    [
      'cherry-pick and rebase',
      (r) => {
        r.git('checkout', '-q', '-b', 'side');
        r.bring('new.txt', LINES);
        r.git('checkout', '-q', 'main');
        r.try(['cherry-pick', 'side']);
        r.bring('b.txt', 'other\n');
      },
    ],
    [
      'the revert of a removal, which brings it back',
      (r) => {
        r.bring('new.txt', LINES);
        r.git('rm', '-q', 'new.txt');
        r.git('commit', '-q', '-m', 'gone');
        r.git('push', '-q', 'origin', 'main');
        r.try(['revert', '--no-edit', 'HEAD']);
      },
    ],
    [
      'am',
      (r) => {
        r.git('checkout', '-q', '-b', 'side');
        r.bring('new.txt', LINES);
        fs.writeFileSync(path.join(r.root, 'patch'), r.git('format-patch', '--stdout', 'HEAD^'));
        r.git('checkout', '-q', 'main');
        r.git('branch', '-q', '-D', 'side');
        r.try(['am', '-q', path.join(r.root, 'patch')]);
      },
    ],
    [
      'a merge with content of its own',
      (r) => {
        r.git('checkout', '-q', '-b', 'side');
        r.bring('side.txt', 'side\n');
        r.git('checkout', '-q', 'main');
        r.bring('main.txt', 'main\n');
        r.git('merge', '-q', '--no-commit', 'side');
        r.stage('evil.txt', LINES);
        r.git('commit', '-q', '-m', 'merge');
      },
    ],
    [
      'the resolution of a conflict',
      (r) => {
        r.git('checkout', '-q', '-b', 'side');
        r.bring('a.txt', 'side\n');
        r.git('checkout', '-q', 'main');
        r.bring('a.txt', 'main\n');
        r.try(['merge', '-q', 'side']);
        r.stage('a.txt', `main\n${LINES}`);
        r.git('commit', '-q', '-m', 'merge');
      },
    ],
    [
      'an octopus',
      (r) => {
        for (const name of ['one', 'two', 'three']) {
          r.git('checkout', '-q', '-b', name, 'main');
          r.bring(`${name}.txt`, `${name}\n`);
        }
        r.stage('evil.txt', LINES);
        const tree = r.git('write-tree').trim();
        const merge = commitTree(r, tree, ['one', 'two', 'three']);
        r.git('reset', '-q', '--hard');
        r.git('update-ref', 'refs/heads/main', merge);
      },
    ],
    [
      'commit-tree',
      (r) => {
        const blob = object(r, 'blob', LINES);
        const tree = object(r, 'tree', Buffer.concat([Buffer.from('100644 x\0'), Buffer.from(blob, 'hex')]));
        r.git('update-ref', 'refs/heads/made', commitTree(r, tree, ['main']));
        return ['push', 'origin', 'made'];
      },
    ],
    [
      'a tree with the same name twice, made by hand',
      (r) => {
        const entry = (content: string) =>
          Buffer.concat([Buffer.from('100644 x\0'), Buffer.from(object(r, 'blob', content), 'hex')]);
        const first = object(r, 'tree', Buffer.concat([entry('one\n'), entry('two\n')]));
        const second = object(r, 'tree', Buffer.concat([entry('one\n'), entry('two\n'), entry(LINES)]));
        const one = commitTree(r, first, ['main']);
        r.git('push', '-q', 'origin', `${one}:refs/heads/made`);
        r.git('update-ref', 'refs/heads/made', commitTree(r, second, [one]));
        return ['push', 'origin', 'made'];
      },
    ],
    [
      'what a replaced object and a graft hide',
      (r) => {
        r.bring('new.txt', LINES);
        const blob = r.git('rev-parse', 'HEAD:new.txt').trim();
        r.bring('new.txt', 'clean\n');
        r.bring('more.txt', 'more\n');
        r.git('replace', blob, object(r, 'blob', 'nothing\n'));
        const graft = `${r.git('rev-parse', 'HEAD').trim()} ${r.git('rev-parse', 'origin/main').trim()}\n`;
        fs.writeFileSync(path.join(r.top, '.git/info/grafts'), graft);
      },
    ],
    [
      'the name of a directory with nothing in it, as other programs make it',
      (r) => {
        const empty = object(r, 'tree', '');
        const file = path.join(r.root, 'entries');
        fs.writeFileSync(file, `${r.git('ls-tree', 'HEAD')}040000 tree ${empty}\t${WORD}\n`);
        const tree = r.run('sh', ['-c', `git mktree < '${file}'`]).out.trim();
        r.git('update-ref', 'refs/heads/made', commitTree(r, tree, ['HEAD']));
        return ['push', 'origin', 'made'];
      },
    ],
    [
      'objects of another repository (alternates)',
      (r) => {
        const other = openRepository({ bare: true, name: 'lender' });
        const blob = object(other, 'blob', LINES);
        fs.writeFileSync(
          path.join(r.top, '.git/objects/info/alternates'),
          path.join(other.top, '.git/objects\n'),
        );
        r.git('update-index', '--add', '--cacheinfo', `100644,${blob},lent.txt`);
        r.git('commit', '-q', '-m', 'lent');
      },
    ],
  ])('%s', (_, prepare) => {
    const repository = openPushed();
    expectPushBlocked(repository, prepare(repository) ?? PUSH);
  });
});

describe('which text', () => {
  const withHead = (r: Repository, change: (head: string) => string): void => {
    const made = object(r, 'commit', change(r.git('cat-file', 'commit', 'HEAD')));
    r.git('update-ref', 'HEAD', made);
  };

  it.each<[string, string, (r: Repository) => readonly string[] | void]>([
    [
      'a message',
      '<message>:3:10',
      (r) => void r.git('commit', '-q', '--allow-empty', '-m', 'subject', '-m', LINES),
    ],
    [
      'an author',
      '<author>:1:',
      (r) => void r.git('commit', '-q', '--allow-empty', '-m', 'x', `--author=${WORD} <a@b.invalid>`),
    ],
    [
      "a committer's address",
      '<committer>:1:',
      (r) => void r.git('-c', `user.email=${WORD}@b.invalid`, 'commit', '-q', '--allow-empty', '-m', 'x'),
    ],
    [
      'a header that git does not know, and an encoding',
      '<headers>:',
      (r) => {
        r.git('commit', '-q', '--allow-empty', '-m', 'x');
        withHead(r, (head) => head.replace('\n\n', `\nencoding ISO-8859-1\nnote ${WORD}\n more\n\n`));
      },
    ],
    [
      'the message of a tag',
      '<tag v1>:1:10',
      (r) => {
        r.git('tag', '-a', 'v1', '-m', LINES);
        return ['push', 'origin', 'v1'];
      },
    ],
    [
      'the message of a tag of a tag, and who made it',
      '<tagger>:1:',
      (r) => {
        r.git('-c', `user.name=${WORD}`, 'tag', '-a', 'inner', '-m', 'inner');
        r.git('tag', '-a', 'v1', '-m', 'outer', 'inner');
        return ['push', 'origin', 'v1'];
      },
    ],
    [
      'a tag that goes along',
      '<tag v1>:1:10',
      (r) => {
        r.bring('clean.txt', 'clean\n');
        r.git('tag', '-a', 'v1', '-m', LINES);
        return ['push', '--follow-tags', 'origin', 'main'];
      },
    ],
    [
      'a lightweight tag of a commit that no branch has',
      'new.txt:1:10',
      (r) => {
        r.bring('new.txt', LINES);
        r.git('tag', 'v1');
        r.git('reset', '-q', '--hard', 'HEAD^');
        return ['push', '--tags', 'origin'];
      },
    ],
    [
      'a tag of a file',
      '<tag v1>:1:10',
      (r) => {
        r.git('tag', 'v1', object(r, 'blob', LINES));
        return ['push', 'origin', 'v1'];
      },
    ],
    [
      'a tag of a tree, with a name in it',
      '<tag v1>/',
      (r) => {
        r.stage(`sub/${WORD}`, 'clean\n');
        r.git('tag', '-a', 'v1', '-m', 'tree', r.git('write-tree').trim());
        r.git('reset', '-q', '--hard');
        return ['push', 'origin', 'v1'];
      },
    ],
    [
      'a note',
      ':1:10',
      (r) => {
        r.git('notes', 'add', '-m', LINES);
        return ['push', 'origin', 'refs/notes/commits'];
      },
    ],
    ['the name of a file', '(in the name itself)', (r) => r.bring(`${WORD}.txt`, 'clean\n')],
    [
      'the name of a file that is moved there',
      '(in the name itself)',
      (r) => {
        r.git('mv', 'a.txt', WORD);
        r.git('commit', '-q', '-m', 'move');
      },
    ],
    [
      'the name of a submodule that is ignored',
      '(in the name itself)',
      (r) => {
        r.git('config', `submodule.${WORD}.ignore`, 'all');
        r.git('config', `submodule.${WORD}.path`, WORD);
        r.git('update-index', '--add', '--cacheinfo', `160000,${r.git('rev-parse', 'HEAD').trim()},${WORD}`);
        r.git('commit', '-q', '-m', 'module');
      },
    ],
    [
      'the name of a branch',
      '<branch ',
      (r) => {
        r.git('branch', `topic/${WORD}`);
        return ['push', 'origin', `topic/${WORD}`];
      },
    ],
    ['the name of a ref elsewhere', '<ref refs/x/', () => ['push', 'origin', `main:refs/x/${WORD}`]],
    [
      'the target of a symlink',
      'link:1:',
      (r) => {
        fs.symlinkSync(`/srv/${WORD}`, r.file('link'));
        r.git('add', 'link');
        r.git('commit', '-q', '-m', 'link');
      },
    ],
    [
      'a file that attributes, UTF-16 and NUL bytes hide',
      'x.cfg:2:',
      (r) => {
        r.bring('.gitattributes', '*.cfg -diff binary filter=none working-tree-encoding=UTF-16\n');
        r.git('config', 'diff.external', 'true');
        r.git('rm', '-q', '.gitattributes');
        r.git('commit', '-q', '-m', 'gone');
        r.bring('x.cfg', Buffer.from(`\ufefffirst\0\0\n${LINES}`, 'utf16le'));
      },
    ],
    [
      'what stands behind a pointer of git-lfs',
      'found inside git-lfs',
      (r) => {
        const id = 'ab'.repeat(32);
        const file = path.join(r.top, '.git/lfs/objects/ab/ab', id);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, LINES);
        r.bring(
          'large.bin',
          `version https://git-lfs.github.com/spec/v1\noid sha256:${id}\nsize ${LINES.length}\n`,
        );
      },
    ],
    [
      'what stands behind a pointer with blank lines and carriage returns, which git-lfs takes as well',
      'found inside git-lfs',
      (r) => {
        const id = 'ef'.repeat(32);
        const file = path.join(r.top, '.git/lfs/objects/ef/ef', id);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, LINES);
        r.bring(
          'large.bin',
          `\r\n\nversion https://git-lfs.github.com/spec/v1\r\noid sha256:${id}\r\nsize 9\r\n`,
        );
      },
    ],
  ])('%s', (_, told, prepare) => {
    const repository = openPushed();
    const { err } = expectPushBlocked(repository, prepare(repository) ?? PUSH);
    expect(err).toContain(told);
  });

  it('an object of git-lfs that is not here is named, and cannot be sent from here', () => {
    const repository = openPushed();
    const id = 'cd'.repeat(32);
    repository.bring('large.bin', `version https://git-lfs.github.com/spec/v1\noid sha256:${id}\nsize 9\n`);
    expect(expectPushed(repository).err).toContain(
      'large.bin: the object behind its git-lfs pointer is not on this machine',
    );
  });
});
