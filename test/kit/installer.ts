/** What tests of the installer share. */
import fs from 'node:fs';
import path from 'node:path';
import { HOOK_NAMES } from '@staunch/hooks';
import { EXECUTABLE } from './command.ts';
import { expectAllowed, expectBlocked, type Repository } from './repository.ts';
import { githubToken } from './secrets.ts';

export const SECRET = githubToken(1);
export const LINE = `setting = "${SECRET}"\n`;
export const COMMIT = ['commit', '-q', '-m', 'edit'];

/** Name, type, mode and content of everything in a folder. */
export function snapshot(directory: string): Record<string, string> {
  const names = fs.existsSync(directory) ? (fs.readdirSync(directory, { recursive: true }) as string[]) : [];
  return Object.fromEntries(
    names.sort().map((name) => {
      const file = path.join(directory, name);
      const { mode } = fs.lstatSync(file);
      if (fs.lstatSync(file).isSymbolicLink()) return [name, `-> ${fs.readlinkSync(file)}`];
      if (fs.statSync(file).isDirectory()) return [name, 'folder'];
      return [name, `${(mode & 0o7777).toString(8)} ${fs.readFileSync(file, 'latin1')}`];
    }),
  );
}

/** A clean commit passes and one with a secret does not. */
export function expectGuarded(repository: Repository): void {
  repository.stage('b.txt', `clean ${Math.random()}\n`);
  expectAllowed(repository, COMMIT);
  repository.stage('a.txt', LINE);
  expectBlocked(repository, SECRET, COMMIT);
  repository.git('reset', '-q', '--hard');
}

export function expectUnguarded(repository: Repository): void {
  repository.stage('a.txt', LINE);
  expectAllowed(repository, COMMIT);
  repository.git('reset', '-q', '--hard', 'HEAD^');
}

/** Makes `staunch` a command of the project, as its package manager would. */
export function addCommand(folder: string): void {
  const bin = path.join(folder, 'node_modules/.bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.symlinkSync(EXECUTABLE, path.join(bin, 'staunch'));
}

/** What is said of each hook. */
export const all = <T>(each: T): T[] => HOOK_NAMES.map(() => each);

export const hooksOf = (repository: Repository): string => path.join(repository.top, '.git/hooks');
export const at = (repository: Repository) => ({ repository: repository.top });
