/** What the scenes of the git gate share: a vault, a text with a secret of each kind, a remote. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect } from 'vitest';
import { spawnSync } from 'node:child_process';
import { environment, EXECUTABLE, type Ran } from './command.ts';
import { openRepository, type Repository, type RepositoryOptions } from './repository.ts';
import { githubToken, sampler } from './secrets.ts';

/** A credential that is known by its form, and two values of the vault, one of which is only ever written encoded. */
export const TOKEN = githubToken(41);
export const PLAIN = sampler(42).alnum(24);
export const CODED = sampler(43).alnum(24);

/** One of each kind, on three lines. */
export const LINES = `token = "${TOKEN}"\nplain: ${PLAIN}\ncoded: ${Buffer.from(CODED).toString('base64')}\n`;
/** One of each kind, in one word that can be a name. */
export const WORD = `${TOKEN}-${PLAIN}-${Buffer.from(CODED).toString('hex')}`;

let home: string | undefined;

/** A vault with both values, locked, for all tests of a file. */
export function vaultHome(): string {
  if (home !== undefined) return home;
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-vault-')));
  const env = environment(directory);
  fs.writeFileSync(path.join(directory, 'values'), `PLAIN_ITEM=${PLAIN}\nCODED_ITEM=${CODED}\n`);
  for (const args of [['init'], ['import', 'values']]) {
    const ran = spawnSync(process.execPath, [EXECUTABLE, 'vault', ...args], { env, cwd: directory });
    expect(ran.status, ran.stderr.toString()).toBe(0);
  }
  home = env['STAUNCH_HOME']!;
  return home;
}

afterAll(() => {
  if (home !== undefined) fs.rmSync(path.dirname(home), { recursive: true, force: true });
  home = undefined;
});

/** A guarded repository whose first commit a remote `origin` has. */
export function openPushed(options: RepositoryOptions = {}): Repository {
  const repository = openRepository({ staunchHome: vaultHome(), ...options });
  addRemote(repository, 'origin');
  repository.git('push', '-q', 'origin', 'main');
  return repository;
}

/** A new bare repository beside it. */
export function addRemote(repository: Repository, name: string): string {
  const remote = path.join(repository.root, `${name}.git`);
  repository.run('git', ['init', '-q', '--bare', remote], { from: repository.root });
  repository.git('remote', 'add', name, remote);
  return remote;
}

function refsOf(repository: Repository): string {
  const remotes = fs.readdirSync(repository.root).filter((name) => name.endsWith('.git'));
  return remotes
    .map((name) => repository.run('git', ['for-each-ref'], { from: path.join(repository.root, name) }).out)
    .join('\n');
}

/** Nothing moved anywhere, and the message names all three kinds and shows none of them. */
export function expectPushBlocked(
  repository: Repository,
  args: readonly string[] = ['push', 'origin', 'main'],
  from?: string,
): Ran {
  const before = [refsOf(repository), repository.state()];
  const ran = repository.try(args, from === undefined ? {} : { from });
  expectThreeKinds(ran, 'push blocked');
  expect([refsOf(repository), repository.state()]).toEqual(before);
  return ran;
}

/** The index and HEAD are as they were. */
export function expectCommitBlocked(repository: Repository, args: readonly string[], env = {}): Ran {
  const before = repository.state();
  const ran = repository.try(args, { env });
  expectThreeKinds(ran, 'commit blocked');
  expect(repository.state()).toBe(before);
  return ran;
}

export function expectThreeKinds(ran: Ran, words: string): void {
  expect(ran.code, ran.err).not.toBe(0);
  expect(ran.err).toMatch(new RegExp(`staunch: ${words}: \\d+ secrets in`));
  for (const name of ['(github-pat)', '(PLAIN_ITEM)', '(CODED_ITEM)']) expect(ran.err).toContain(name);
  expect(ran.err).toMatch(/found inside .*(?:base64|hex)/);
  expectNoValue(ran);
}

/** No six characters of any of them, in whatever was printed. */
export function expectNoValue({ out, err }: Ran): void {
  for (const value of [TOKEN, PLAIN, CODED])
    for (let at = 0; at + 6 <= value.length; at++) expect(out + err).not.toContain(value.slice(at, at + 6));
}

export function expectPushed(
  repository: Repository,
  args: readonly string[] = ['push', 'origin', 'main'],
): Ran {
  const ran = repository.try(args);
  expect(ran.code, ran.err).toBe(0);
  return ran;
}
