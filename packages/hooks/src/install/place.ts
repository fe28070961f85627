/** Where the hooks of a repository are, and whose files those are. */
import fs from 'node:fs';
import path from 'node:path';
import { homeDirectory, UserError } from '@staunch/core';
import { GitError } from '../git-output.ts';
import { Git } from '../git.ts';
import { isHuskyRunner, type Husky } from './husky-form.ts';
import { readLatin1 } from './hook-file.ts';
import { findLefthookFile } from './lefthook-file.ts';

/**
 * - `private`: a directory of this clone alone; its files may hold paths of this machine.
 * - `shared`: core.hooksPath inside the work tree: committed, so that the files must work for the whole team.
 * - `husky`: husky 9; what it runs is `directory`, what git runs is `runner`.
 * - `husky-asleep`: a repository with husky whose hooks are not switched on in this clone yet.
 * - `lefthook`: `directory` holds lefthook's hooks, or will; `file` says what they run.
 * - `foreign`: core.hooksPath of the user or the system, for all their repositories: not ours to write to.
 * - `own`: core.hooksPath leads to a directory of Staunch's own, for this repository or for all of the user.
 * - `off`: core.hooksPath leads to what is no directory, such as /dev/null.
 */
export type Place =
  | { readonly kind: 'shared' | 'foreign' | 'off'; readonly directory: string }
  /** `isBare`: nothing is committed here, but pushed from. */
  | { readonly kind: 'private'; readonly directory: string; readonly isBare?: boolean }
  | { readonly kind: 'own'; readonly directory: string; readonly scope: 'local' | 'global' }
  | { readonly kind: 'lefthook'; readonly directory: string; readonly file: string }
  | ({ readonly kind: 'husky' } & Husky)
  | { readonly kind: 'husky-asleep'; readonly directory: string; readonly husky: Husky };

export interface Places {
  readonly git: Git;
  /** Where git looks for hooks now. */
  readonly effective: Place;
  /** Where it looks when core.hooksPath is not set; an earlier installation may stand there. */
  readonly standard: string;
  /** Staunch's own files in this repository's git directory. */
  readonly private: string;
  /** Of a bare repository the git directory: git starts hooks there. */
  readonly topLevel: string;
}

/** For all repositories of a user. */
export function globalDirectory(): string {
  return path.join(homeDirectory(), 'hooks');
}

/** Throws UserError where there is no repository. */
export function findPlaces(repository: string | undefined): Places {
  const git = asUser(() => new Git(repository));
  const isBare = asUser(() => git.isBare());
  const common = git.commonDir();
  const topLevel = isBare ? common : asUser(() => git.topLevel());
  const standard = path.join(common, 'hooks');
  const own = path.join(common, 'staunch-hooks');
  const effective = placeOf(git.hooksDir(topLevel), { git, topLevel, isBare, common, own });
  return { git, effective, standard, private: own, topLevel };
}

interface Surroundings {
  readonly git: Git;
  readonly topLevel: string;
  readonly isBare: boolean;
  readonly common: string;
  readonly own: string;
}

function placeOf(directory: string, { git, topLevel, isBare, common, own }: Surroundings): Place {
  const isDirectory = fs.statSync(directory, { throwIfNoEntry: false })?.isDirectory();
  if (isDirectory === false && git.setting('core.hooksPath') !== undefined) {
    return { kind: 'off', directory };
  }
  if (real(directory) === real(own)) return { kind: 'own', directory, scope: 'local' };
  if (real(directory) === real(globalDirectory())) return { kind: 'own', directory, scope: 'global' };
  if (isBare && isInside(directory, common)) return { kind: 'private', directory, isBare };
  if (real(directory) === real(path.join(common, 'hooks'))) {
    const husky = sleepingHusky(git, topLevel);
    if (husky) return { kind: 'husky-asleep', directory, husky };
    const file = findLefthookFile(topLevel);
    if (file) return { kind: 'lefthook', directory, file };
  }
  // the git directory lies in the work tree as a rule, and is private all the same
  if (isInside(directory, common)) return { kind: 'private', directory };
  if (isInside(directory, topLevel)) {
    const parent = path.dirname(directory);
    if (
      path.basename(directory) === '_' &&
      (path.basename(parent) === '.husky' || isHuskyRunner(directory))
    ) {
      return { kind: 'husky', ...huskyAt(parent, directory, topLevel) };
    }
    return { kind: 'shared', directory };
  }
  return { kind: git.hasOwnHooksPath() ? 'private' : 'foreign', directory };
}

function huskyAt(directory: string, runner: string, topLevel: string): Husky {
  const project = path.relative(real(topLevel), real(path.dirname(directory)));
  return { directory, runner, project: project.replaceAll('\\', '/') };
}

/** A `.husky` of a project that says so in its package.json: a folder that husky left behind is not one. */
function sleepingHusky(git: Git, topLevel: string): Husky | undefined {
  const tracked = git.tracked(topLevel, ':(glob)**/.husky/*').map((name) => path.posix.dirname(name));
  return ['.husky', ...new Set(tracked)]
    .map((name) => path.join(topLevel, name))
    .filter((directory) => fs.existsSync(directory))
    .filter((directory) =>
      (readLatin1(path.join(path.dirname(directory), 'package.json')) ?? '').includes('husky'),
    )
    .map((directory) => huskyAt(directory, path.join(directory, '_'), topLevel))[0];
}

function isInside(inner: string, outer: string): boolean {
  const relative = path.relative(real(outer), real(inner));
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** The path without symlinks, also where its last parts are not there yet. */
function real(name: string): string {
  try {
    return fs.realpathSync(name);
  } catch {
    const parent = path.dirname(name);
    return parent === name ? name : path.join(real(parent), path.basename(name));
  }
}

/** Here it is the user who asked, and the wrong directory is the likely reason. */
function asUser<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UserError(`there is no work tree of git here (${error.detail})`, {
      hint: 'run this inside of the repository whose commits are to be watched',
    });
  }
}
