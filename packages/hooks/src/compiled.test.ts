import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openRepository, type Repository } from '../../../test/kit/repository.ts';

const HOOK = path.resolve(import.meta.dirname, '../dist/hook.cjs');

/** Runs the hook on a clean commit; the files of compiled code that are there then. */
function run(repository: Repository): readonly string[] {
  const { status, stderr } = spawnSync('sh', [path.join(repository.top, '.git/hooks/pre-commit')], {
    cwd: repository.top,
    env: { ...repository.env, GIT_INDEX_FILE: '.git/index' },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return kept(repository);
}

function kept(repository: Repository): readonly string[] {
  const folder = path.join(repository.env['STAUNCH_HOME']!, 'code');
  return fs.existsSync(folder) ? fs.readdirSync(folder).map((name) => path.join(folder, name)) : [];
}

function repositoryWithHome(): Repository {
  const repository = openRepository();
  const home = path.join(repository.root, 'staunch');
  const own = Object.assign(Object.create(repository) as Repository, {
    env: { ...repository.env, STAUNCH_HOME: home },
  });
  own.stage('a.txt', 'clean\n');
  return own;
}

it('is kept for the user alone, and read the next time', () => {
  const repository = repositoryWithHome();
  const [file, ...others] = run(repository);
  expect(others).toEqual([]);
  expect(path.basename(file!)).toMatch(/-quick\.cjs$/);
  expect(fs.statSync(file!).mode & 0o777).toBe(0o600);
  expect(fs.statSync(path.dirname(file!)).mode & 0o777).toBe(0o700);
  const before = fs.statSync(file!, { bigint: true }).mtimeNs;
  expect(run(repository)).toEqual([file]);
  expect(fs.statSync(file!, { bigint: true }).mtimeNs).toBe(before);
});

it.each([
  ['empty', (file: string) => fs.writeFileSync(file, '')],
  ['of something else', (file: string) => fs.writeFileSync(file, 'x'.repeat(1000))],
  ['cut', (file: string) => fs.truncateSync(file, fs.statSync(file).size >> 1)],
  ['open to the group', (file: string) => fs.chmodSync(file, 0o660)],
  [
    'a link',
    (file: string) => {
      fs.renameSync(file, `${file}.real`);
      fs.symlinkSync(`${file}.real`, file);
    },
  ],
])('is not taken, and made anew, where it is %s', (_, change) => {
  const repository = repositoryWithHome();
  const [file] = run(repository);
  const whole = fs.readFileSync(file!);
  change(file!);
  run(repository);
  const stats = fs.lstatSync(file!);
  expect([stats.isFile(), stats.mode & 0o777]).toEqual([true, 0o600]);
  expect(Math.abs(stats.size - whole.length)).toBeLessThan(whole.length / 2);
});

it('does without where nothing can be written', () => {
  const repository = repositoryWithHome();
  fs.writeFileSync(repository.env['STAUNCH_HOME']!, 'no directory');
  expect(run(repository)).toEqual([]);
});

it('blocks with one line where the code itself is damaged', () => {
  const repository = repositoryWithHome();
  const folder = path.join(repository.root, 'dist');
  fs.cpSync(path.dirname(HOOK), folder, { recursive: true });
  const call = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(folder, 'hook.cjs'), ...args], {
      cwd: repository.top,
      env: repository.env,
      encoding: 'utf8',
      input: '',
    });
  // without the first look the gate looks
  fs.writeFileSync(path.join(folder, 'quick.cjs'), '(');
  expect(call('--piped', '1', 'pre-commit').status).toBe(0);
  for (const text of ['(', undefined]) {
    if (text === undefined) fs.rmSync(path.join(folder, 'main.cjs'));
    else fs.writeFileSync(path.join(folder, 'main.cjs'), text);
    const { status, stderr } = call('--piped', '1', 'pre-commit');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^staunch: blocked, nothing was checked: [^\n]* --no-verify\n$/);
  }
});

it('takes a script that pipes in an older way for one that pipes nothing', () => {
  const repository = repositoryWithHome();
  for (const flags of [['--asked'], ['--piped', '0'], []]) {
    const { status, stderr } = spawnSync(process.execPath, [HOOK, ...flags, 'pre-commit'], {
      cwd: repository.top,
      env: repository.env,
      encoding: 'utf8',
      input: 'git ended with 0\n',
    });
    expect([flags, status, stderr]).toEqual([flags, 0, '']);
  }
});
