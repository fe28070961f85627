/** `staunch git`: the same looks as the gate's, as reports, for CI and for servers. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { staunch, type Ran } from '../kit/command.ts';
import { addRemote, CODED, expectNoValue, LINES, openPushed, PLAIN, TOKEN, WORD } from '../kit/gate.ts';
import type { Repository } from '../kit/repository.ts';

interface Report {
  readonly findings: readonly {
    readonly path: string;
    readonly commit?: string;
    readonly rule?: string;
    readonly item?: string;
    readonly encoding: readonly string[];
    readonly fingerprint: string;
  }[];
  readonly notScanned: readonly unknown[];
}

function git(repository: Repository, args: readonly string[], input = ''): Ran {
  return staunch(['git', ...args], { cwd: repository.top, env: repository.env, input });
}

function report(repository: Repository, args: readonly string[], input = ''): Report {
  const ran = git(repository, [...args, '--format', 'json'], input);
  expectNoValue(ran);
  return JSON.parse(ran.out) as Report;
}

const head = (r: Repository, name = 'HEAD'): string => r.git('rev-parse', name).trim();

describe('what is looked at', () => {
  it('all: every ref, each file once, after the first commit that brought it', () => {
    const repository = openPushed();
    repository.bring('one.txt', LINES);
    const first = head(repository);
    repository.git('mv', 'one.txt', 'two.txt');
    repository.git('commit', '-q', '-m', 'move');
    repository.bring('copy.txt', LINES);
    repository.git('rm', '-q', 'two.txt', 'copy.txt');
    repository.git('commit', '-q', '-m', 'gone');
    const { findings } = report(repository, []);
    expect(findings.map(({ path: name, commit, rule, item }) => [name, commit, item ?? rule])).toEqual([
      ['one.txt', first, 'github-pat'],
      ['one.txt', first, 'PLAIN_ITEM'],
      ['one.txt', first, 'CODED_ITEM'],
    ]);
    expect(findings[2]!.encoding).toEqual(['base64']);
    expect(git(repository, ['--all']).code).toBe(1);
    // a stash, a note, a tag's message, the name of a branch, a detached work tree
    repository.git('reset', '-q', '--hard', 'origin/main');
    repository.write('a.txt', `${TOKEN}\n`);
    repository.git('stash', '-q');
    repository.git('notes', 'add', '-m', PLAIN);
    repository.git('tag', '-a', 'v1', '-m', Buffer.from(CODED).toString('hex'));
    repository.git('branch', `topic/${WORD}`);
    const paths = report(repository, []).findings.map(({ path: name }) =>
      name.replace(/[0-9a-f]{40}/, 'NOTE'),
    );
    expect(paths).toEqual(expect.arrayContaining(['a.txt', 'NOTE', '<tag v1>']));
    expect(paths.some((name) => name.startsWith('<branch topic/'))).toBe(true);
  });

  it('annotated tags of older commits, and tags of tags', () => {
    const repository = openPushed();
    repository.bring('clean.txt', 'clean\n');
    repository.git('tag', '-a', 'v1', '-m', 'v1', 'HEAD~1');
    repository.git('tag', '-a', 'v2', '-m', 'v2', 'v1');
    repository.git('tag', '-a', 'tree', '-m', 'tree', 'HEAD~1^{tree}');
    expect(git(repository, ['--format', 'json'])).toMatchObject({ code: 0, err: '' });
  });

  it('a range, as CI has it of a push; a branch that is new; one that is not there', () => {
    const repository = openPushed();
    repository.bring('old.txt', LINES);
    const before = head(repository);
    repository.bring('clean.txt', 'clean\n');
    expect(git(repository, ['--range', `${before}..HEAD`]).code).toBe(0);
    expect(report(repository, ['--range', `${before}~1..${before}`]).findings).toHaveLength(3);
    expect(report(repository, ['--range', `${'0'.repeat(40)}..HEAD`]).findings).toHaveLength(3);
    for (const range of ['nowhere..HEAD', '--all', 'HEAD..', '']) {
      const { code, err } = git(repository, [`--range=${range}`]);
      expect([code, err.split('\n')[0]], range).toEqual(
        range === 'HEAD..'
          ? [0, expect.any(String)]
          : [2, 'staunch: --range names no commits of this repository'],
      );
    }
  });

  it('the index, as the gate judges it', () => {
    const repository = openPushed();
    repository.bring('old.txt', LINES);
    repository.stage('old.txt', `above\n${LINES}`);
    expect(git(repository, ['--staged']).code).toBe(0);
    repository.git('commit', '-q', '-m', 'above');
    repository.stage('new.txt', LINES);
    expect(report(repository, ['--staged']).findings.map(({ path: name }) => name)).toEqual(
      Array.from({ length: 3 }, () => 'new.txt'),
    );
    fs.writeFileSync(path.join(repository.top, '.git/index'), 'damaged');
    expect(git(repository, ['--staged'])).toMatchObject({ code: 2, out: '' });
  });

  it("the lines of pre-push, and those of a server's hooks", () => {
    const repository = openPushed();
    repository.bring('new.txt', LINES);
    const [now, was] = [head(repository), head(repository, 'origin/main')];
    const pushed = `refs/heads/main ${now} refs/heads/main ${was}\n`;
    expect(report(repository, ['--stdin-refs'], pushed).findings).toHaveLength(3);
    const remote = addRemote(repository, 'server');
    repository.git('push', '-q', 'server', `${was}:refs/heads/main`);
    // without quarantine: the objects are there, the ref is not yet
    repository.git('push', '-q', 'server', `${now}:refs/heads/later`);
    const server = (lines: string): number | null =>
      staunch(['git', remote, '--stdin-refs'], { cwd: repository.top, env: repository.env, input: lines })
        .code;
    repository.run('git', ['update-ref', '-d', 'refs/heads/later'], { from: remote });
    expect(server(`${was} ${now} refs/heads/main\n`)).toBe(1);
    // after the push
    repository.run('git', ['update-ref', 'refs/heads/main', now], { from: remote });
    expect(server(`${was} ${now} refs/heads/main\n`)).toBe(1);
    expect(server(`${now} ${was} refs/heads/main\n`)).toBe(0);
    expect(server('nonsense\n')).toBe(2);
  });
});

it('says what it cannot do', () => {
  const repository = openPushed();
  expect(git(repository, ['/nowhere']).code).toBe(2);
  expect(staunch(['git'], { cwd: repository.root, env: repository.env }).err).toContain(
    'not a git repository',
  );
  expect(git(repository, ['--all', '--staged']).code).toBe(2);
  expect(git(repository, ['--staged', '--reveal']).err).toContain('--reveal does not go with it');
});

it('every format names the commit and shows no value', () => {
  const repository = openPushed();
  repository.bring('new.txt', LINES);
  for (const format of ['text', 'json', 'jsonl', 'gitleaks', 'sarif']) {
    const ran = git(repository, ['--format', format]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(head(repository).slice(0, 12));
    expectNoValue(ran);
  }
  const revealed = git(repository, ['--format', 'gitleaks', '--reveal']);
  expect(revealed.out).toContain(TOKEN);
});
