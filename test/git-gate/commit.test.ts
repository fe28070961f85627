/** What a commit brings that only a merge, a message or a vault shows: real commits, a secret of each kind in one. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  expectCommitBlocked,
  expectNoValue,
  expectThreeKinds,
  LINES,
  openPushed,
  TOKEN,
  vaultHome,
  WORD,
} from '../kit/gate.ts';
import { expectAllowed, openRepository, type Repository } from '../kit/repository.ts';

const COMMIT = ['commit', '-q', '-m', 'edit'];

function open(): Repository {
  return openRepository({ staunchHome: vaultHome() });
}

describe('the index, with a secret of each kind', () => {
  it.each<[string, (r: Repository) => readonly string[] | void]>([
    ['a new file', (r) => r.stage('new.txt', LINES)],
    [
      'commit -a',
      (r) => {
        r.write('a.txt', LINES);
        return [...COMMIT, '-a'];
      },
    ],
    [
      'a renamed file with more in it',
      (r) => {
        r.git('mv', 'a.txt', 'c.txt');
        r.stage('c.txt', `one\n${LINES}`);
      },
    ],
    [
      'the target of a symlink',
      (r) => {
        fs.symlinkSync(WORD, r.file('link'));
        r.git('add', 'link');
      },
    ],
    ['the name of a file', (r) => r.stage(`${WORD}.txt`, 'clean\n')],
    [
      'the name of a submodule that is ignored',
      (r) => {
        r.git('config', `submodule.${WORD}.path`, WORD);
        r.git('config', `submodule.${WORD}.ignore`, 'all');
        r.git('update-index', '--add', '--cacheinfo', `160000,${r.git('rev-parse', 'HEAD').trim()},${WORD}`);
      },
    ],
    [
      'UTF-16 that attributes hide',
      (r) => {
        r.bring('.gitattributes', '*.cfg -diff binary\n');
        r.stage('x.cfg', Buffer.from(`\ufeff${LINES}`, 'utf16le'));
      },
    ],
    [
      'a split index, and a monitor that says that nothing changed',
      (r) => {
        r.git('update-index', '--split-index');
        r.stage('new.txt', LINES);
        r.git('config', 'core.fsmonitor', 'true');
      },
    ],
    [
      'a sparse index',
      (r) => {
        r.bring('deep/er/x.txt', 'x\n');
        r.stage('deep/er/x.txt', LINES);
        const tree = r.git('write-tree').trim();
        r.git('reset', '-q', '--hard');
        r.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'elsewhere');
        r.git('read-tree', tree);
      },
    ],
  ])('%s', (_, prepare) => {
    const repository = open();
    expectCommitBlocked(repository, prepare(repository) ?? COMMIT);
  });

  it('what HEAD holds there already passes, whichever kind it is', () => {
    const repository = open();
    repository.bring('old.txt', LINES);
    repository.stage('old.txt', `above\n${LINES}`);
    expectAllowed(repository, COMMIT);
  });
});

describe('a merge', () => {
  /** `side` is one commit ahead of `main`, which is one commit ahead of what both have in common. */
  function fork(r: Repository, side: Readonly<Record<string, string>>): void {
    r.git('checkout', '-q', '-b', 'side');
    for (const [name, content] of Object.entries(side)) r.bring(name, content);
    r.git('checkout', '-q', 'main');
    r.bring('main.txt', 'main\n');
  }

  it('that needs no hand brings it in', () => {
    const repository = open();
    fork(repository, { 'side.txt': LINES });
    expectThreeKinds(repository.try(['merge', '-q', '--no-edit', 'side']), 'commit blocked');
    expect(repository.git('log', '--format=%s', '-1').trim()).toBe('bring main.txt');
  });

  it('whose conflict is resolved with it', () => {
    const repository = open();
    fork(repository, { 'a.txt': 'side\n' });
    repository.bring('a.txt', 'main\n');
    repository.try(['merge', '-q', 'side']);
    repository.stage('a.txt', LINES);
    expectCommitBlocked(repository, ['commit', '-q', '--no-edit']);
  });

  it('of what a remote has passes, with a conflict and without', () => {
    const repository = openPushed();
    fork(repository, { 'side.txt': LINES });
    repository.git('push', '-q', 'origin', 'side');
    expectAllowed(repository, ['merge', '-q', '--no-edit', 'side']);
    repository.git('reset', '-q', '--hard', 'HEAD^');
    repository.git('checkout', '-q', 'side');
    repository.bring('main.txt', 'side\n');
    repository.git('push', '-q', 'origin', 'side');
    repository.git('checkout', '-q', 'main');
    repository.try(['merge', '-q', 'side']);
    repository.stage('main.txt', 'both\n');
    expectAllowed(repository, ['commit', '-q', '--no-edit']);
  });

  it('of what a remote has with a commit on top of it that it has not', () => {
    const repository = openPushed();
    fork(repository, { 'side.txt': 'side\n' });
    repository.git('push', '-q', 'origin', 'side');
    repository.git('checkout', '-q', 'side');
    repository.bring('mine.txt', LINES);
    repository.git('checkout', '-q', 'main');
    expectThreeKinds(repository.try(['merge', '-q', '--no-edit', 'side']), 'commit blocked');
  });
});

describe('a message', () => {
  /** An editor that writes this instead of what it is given; the comments that git puts there stay below. */
  function editor(r: Repository, text: string): Record<string, string> {
    const file = path.join(r.root, 'editor');
    r.script(file, `printf '%s' '${text}' > "$1.new"; cat "$1" >> "$1.new"; mv "$1.new" "$1"`);
    return { GIT_EDITOR: file };
  }

  it('given with -m, by an editor, at an amend, of a merge', () => {
    const repository = open();
    repository.stage('b.txt', 'clean\n');
    expectCommitBlocked(repository, ['commit', '-q', '-m', 'subject', '-m', LINES]);
    const { err } = expectCommitBlocked(
      repository,
      ['commit', '-q'],
      editor(repository, `subject\n\n${LINES}`),
    );
    expect(err).toContain('<message>:3:10');
    expectAllowed(repository, COMMIT);
    expectCommitBlocked(repository, ['commit', '-q', '--amend', '-m', LINES]);
    repository.git('checkout', '-q', '-b', 'side', 'HEAD^');
    repository.bring('side.txt', 'side\n');
    expectThreeKinds(repository.try(['merge', '-q', 'main', '-m', LINES]), 'commit blocked');
    repository.git('merge', '--abort');
    // git says that comments go, and keeps them
    const env = editor(repository, `subject\n# ${WORD}\n`);
    const merge = ['merge', '-q', '-e', '--cleanup=verbatim', 'main'];
    expectThreeKinds(repository.try(merge, { env }), 'commit blocked');
  });

  it('who is named in it', () => {
    const repository = open();
    const empty = ['commit', '-q', '--allow-empty', '-m', 'x'];
    expect(expectCommitBlocked(repository, [...empty, `--author=${WORD} <a@b.invalid>`]).err).toContain(
      '<author>',
    );
    repository.git('config', 'user.email', `${WORD}@b.invalid`);
    expect(expectCommitBlocked(repository, empty).err).toContain('<committer>');
  });

  it.each<[string, readonly string[], (r: Repository) => Record<string, string>, boolean]>([
    ['a comment in an editor goes', [], (r) => editor(r, `subject\n# ${WORD}\n`), true],
    ['a comment given with -m stays', ['-m', 'subject', '-m', `# ${WORD}`], () => ({}), false],
    [
      '--cleanup=whitespace keeps comments, and git says so',
      ['--cleanup=whitespace'],
      (r) => editor(r, `s\n# ${WORD}\n`),
      false,
    ],
    [
      '--cleanup=verbatim keeps them, and commit.status keeps git from saying so',
      ['--cleanup=verbatim', '--no-status'],
      (r) => editor(r, `s\n# ${WORD}\n`),
      false,
    ],
    [
      'scissors go, and what stands below them',
      [],
      (r) => {
        r.git('config', 'commit.cleanup', 'scissors');
        r.script(
          path.join(r.root, 'editor'),
          `echo 'subject' > "$1.new"; cat "$1" >> "$1.new"; echo '${WORD}' >> "$1.new"; mv "$1.new" "$1"`,
        );
        return { GIT_EDITOR: path.join(r.root, 'editor') };
      },
      true,
    ],
    [
      'scissors of the own hand, with another mode on the command line',
      ['--cleanup=verbatim', '--no-status'],
      (r) => {
        r.git('config', 'commit.cleanup', 'scissors');
        return editor(r, `subject\n# ------------------------ >8 ------------------------\n${WORD}\n`);
      },
      false,
    ],
    [
      'commit.cleanup=whitespace keeps them',
      [],
      (r) => {
        r.git('config', 'commit.cleanup', 'whitespace');
        return editor(r, `subject\n# ${WORD}\n`);
      },
      false,
    ],
    [
      'commit.cleanup=strip takes them out of -m too',
      ['-m', 'subject', '-m', `# ${WORD}`],
      (r) => {
        r.git('config', 'commit.cleanup', 'strip');
        return {};
      },
      true,
    ],
    [
      'another comment character',
      [],
      (r) => {
        r.git('config', 'core.commentChar', ';');
        return editor(r, `subject\n# ${WORD}\n`);
      },
      false,
    ],
    [
      'the difference that --verbose shows goes',
      ['--verbose'],
      (r) => {
        r.bring('old.txt', LINES);
        r.stage('old.txt', 'clean\n');
        return editor(r, 'subject\n');
      },
      true,
    ],
    [
      'what stands below scissors of the own hand stays',
      [],
      (r) => editor(r, `subject\n# ------------------------ >8 ------------------------\n${WORD}\n`),
      false,
    ],
  ])('%s', (_, args, prepare, passes) => {
    const repository = open();
    repository.stage('b.txt', 'clean\n');
    const env = prepare(repository);
    if (passes) {
      expectAllowed(repository, ['commit', '-q', ...args], { env });
      expect(repository.git('log', '-1', '--format=%B')).not.toContain(TOKEN);
    } else expectCommitBlocked(repository, ['commit', '-q', ...args], env);
  });
});

describe('the vault', () => {
  it('is gone: commit, message and push are blocked, and the way out works without it', () => {
    const repository = openPushed();
    repository.stage('b.txt', 'clean\n');
    const env = { STAUNCH_HOME: path.join(repository.root, 'elsewhere') };
    for (const args of [COMMIT, ['push', 'origin', 'main:other']]) {
      const ran = repository.try(args, { env });
      expect(ran.code).not.toBe(0);
      expect(ran.err).toMatch(/blocked: the vault whose values are looked for here is gone[^]*--no-verify/);
    }
    const marker = path.join(repository.top, '.git/staunch/managed');
    fs.rmSync(marker);
    expectAllowed(repository, COMMIT, { env });
    expect(fs.existsSync(marker)).toBe(false);
    // and is put back by the first run that finds one
    repository.stage('b.txt', 'cleaner\n');
    expectAllowed(repository, COMMIT);
    expect(fs.existsSync(marker)).toBe(true);
  });

  it('a comment allows a managed value by its name alone', () => {
    const repository = open();
    repository.stage('a.txt', LINES.replaceAll('\n', ' # gitleaks:allow staunch:allow\n'));
    const ran = repository.try(COMMIT);
    expect(ran.err).toContain('2 secrets');
    expect(ran.err).not.toContain('github-pat');
    expectNoValue(ran);
    const [token, plain, coded] = LINES.split('\n');
    repository.stage(
      'a.txt',
      `${token} # staunch:allow github-pat\n${plain} # staunch:allow PLAIN_ITEM\n${coded} # staunch:allow CODED_ITEM\n`,
    );
    expectAllowed(repository, COMMIT);
  });
});
