import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRepository } from '../../../test/kit/repository.ts';
import { messageCommand, stagedCommand } from './git.ts';
import { GitError } from './git-output.ts';
import { PipedAnswer } from './piped.ts';
import { isMessageClean, isStagedClean } from './quick.ts';

/** What a hook script would pipe, as a file. */
function asked(command: string, repository: ReturnType<typeof openRepository>): string {
  const file = path.join(repository.root, 'piped');
  const out = fs.openSync(file, 'w');
  spawnSync('sh', ['-c', command], {
    cwd: repository.top,
    env: repository.env,
    stdio: ['ignore', out, 'ignore'],
  });
  fs.closeSync(out);
  process.chdir(repository.top);
  return file;
}

function open(file: string): number {
  const handle = fs.openSync(file, 'r');
  onTestFinished(() => fs.closeSync(handle));
  return handle;
}

const cwd = process.cwd();
const clean = (repository: ReturnType<typeof openRepository>): boolean => {
  try {
    return isStagedClean(open(asked(stagedCommand(), repository)));
  } finally {
    process.chdir(cwd);
  }
};

/** Joined here, so that no text of the repository is one. */
const TOKEN = ['ghp', '_', 'A1b2C3d4E5'.repeat(3), '012345'].join('');

describe('what is staged', () => {
  it('is told whole, whatever its names and sizes are', () => {
    const repository = openRepository();
    const names = [
      'plain.txt',
      'with space',
      'two\nlines',
      'tab\there',
      'ünïcode',
      '"quoted"',
      '0:odd',
      '-x',
    ];
    for (const [i, name] of names.entries()) repository.stage(name, `${'x'.repeat(i * 30_000)}\n`);
    repository.stage('empty', '');
    repository.git('rm', '-q', '--cached', 'a.txt');
    const answer = new PipedAnswer(open(asked(stagedCommand(), repository)));
    process.chdir(cwd);
    const entries = answer.entries();
    expect(entries.map((entry) => entry.path.toString()).sort()).toEqual(['a.txt', 'empty', ...names].sort());
    expect(answer.hasConfiguration()).toBe(false);
    for (const { path: name, old, fresh } of entries) {
      const head = answer.head(fresh?.id ?? '0'.repeat(old!.id.length));
      const expected = names.indexOf(name.toString());
      expect(head?.size).toBe(fresh ? (expected < 0 ? 0 : expected * 30_000 + 1) : undefined);
      if (head)
        expect(answer.bytes(head).toString()).toBe(expected < 0 ? '' : `${'x'.repeat(expected * 30_000)}\n`);
    }
  });

  it('is clean, or not for certain', () => {
    const repository = openRepository();
    repository.stage('a.txt', 'clean\n');
    repository.stage('ünï/"b"\n.txt', 'const a = 1;\n'.repeat(100));
    expect(clean(repository)).toBe(true);
    repository.stage('later.txt', `x = "${TOKEN}"\n`);
    expect(clean(repository)).toBe(false);
  });

  it.each([
    ['a token in a name', (r) => r.stage(`${TOKEN}.txt`, 'x\n')],
    ['an encoded token', (r) => r.stage('e.txt', `${Buffer.from(`k ${TOKEN} k`).toString('base64')}\n`)],
    ['a configuration', (r) => r.stage('.staunch.toml', 'strict = true\n')],
    ['an ignore file', (r) => r.stage('.gitleaksignore', 'x\n')],
    ['a large file', (r) => r.stage('large', 'x\n'.repeat(600_000))],
    ['an archive', (r) => r.stage('a.gz', Buffer.from('1f8b0800000000000003030000000000', 'hex'))],
    ['nothing', () => {}],
    ['deletions alone', (r) => r.git('rm', '-q', 'a.txt')],
  ] satisfies [string, (repository: ReturnType<typeof openRepository>) => void][])(
    '%s is for the gate to judge',
    (_, prepare) => {
      const repository = openRepository();
      prepare(repository);
      expect(clean(repository)).toBe(false);
    },
  );

  it('is not taken for whole where it is cut', () => {
    const repository = openRepository();
    for (const name of ['a.txt', 'c.txt', 'd.txt']) repository.stage(name, `${name} is clean\n`);
    const file = asked(stagedCommand(), repository);
    const whole = fs.readFileSync(file);
    expect(isStagedClean(open(file))).toBe(true);
    for (let length = 0; length < whole.length; length += 7) {
      fs.writeFileSync(file, whole.subarray(0, length));
      expect(isStagedClean(open(file)), `${length} of ${whole.length}`).toBe(false);
    }
    process.chdir(cwd);
  });

  it('is not clean where git has failed', () => {
    const repository = openRepository({ bare: true });
    repository.stage('a.txt', 'clean\n');
    fs.writeFileSync(path.join(repository.top, '.git/index'), 'damaged');
    expect(clean(repository)).toBe(false);
  });
});

describe('a message', () => {
  const messageClean = (repository: ReturnType<typeof openRepository>, text: string): boolean => {
    const file = path.join(repository.top, '.git/MESSAGE');
    fs.writeFileSync(file, text);
    try {
      return isMessageClean(open(asked(messageCommand(), repository)), file);
    } finally {
      process.chdir(cwd);
    }
  };

  it('is clean, or not for certain', () => {
    const repository = openRepository();
    expect(messageClean(repository, 'Add a file\n\n# a comment\n')).toBe(true);
    expect(messageClean(repository, `Add ${TOKEN}\n`)).toBe(false);
    expect(messageClean(repository, `Add\n# ${TOKEN}\n`)).toBe(false);
    repository.git('config', 'user.name', `Ada ${TOKEN}`);
    expect(messageClean(repository, 'Add a file\n')).toBe(false);
  });

  it('that git strips in another way, or a project with a configuration, is for the gate to judge', () => {
    const repository = openRepository();
    repository.git('config', 'core.commentChar', ';');
    expect(messageClean(repository, 'Add a file\n')).toBe(false);
    repository.git('config', '--unset', 'core.commentChar');
    expect(messageClean(repository, 'Add a file\n')).toBe(true);
    repository.stage('.staunchignore', '*.pem\n');
    expect(messageClean(repository, 'Add a file\n')).toBe(false);
  });
});

it('an answer that ends before its line throws', () => {
  const file = path.join(openRepository({ bare: true }).root, 'piped');
  fs.writeFileSync(file, ':100644');
  expect(() => new PipedAnswer(open(file)).entries()).toThrow(GitError);
});
