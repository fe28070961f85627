/** Where the hooks of a repository are, and whose files those are. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { GitError } from '../git-output.ts';
import { Git } from '../git.ts';

/**
 * - `private`: a directory of this clone alone; its files may hold paths of this machine.
 * - `shared`: core.hooksPath inside the work tree: committed, so that the files must work for the whole team.
 * - `husky`: husky 9; what it runs is `directory`, what git runs is `runner`, which husky writes anew at will.
 * - `husky-asleep`: a repository with husky's directory whose hooks are not switched on yet: what is put into the standard
 *   directory now would be switched off by the next `npm install`.
 * - `foreign`: core.hooksPath of the user or the system, for all their repositories: not ours to write to.
 */
export type Place =
  | { readonly kind: 'private' | 'shared' | 'foreign' | 'husky-asleep'; readonly directory: string }
  | {
      readonly kind: 'husky';
      readonly directory: string;
      readonly runner: string;
      /** Where husky's project lies in the repository, `/`-separated; empty when at its top. */
      readonly project: string;
    };

export interface Places {
  /** Where git looks for hooks now. */
  readonly effective: Place;
  /** Where it looks when core.hooksPath is not set; an earlier installation may stand there. */
  readonly standard: string;
}

/** Throws UserError where there is no work tree to commit from. */
export function findPlaces(repository: string | undefined): Places {
  const git = openGit(repository);
  const topLevel = asUser(() => git.topLevel());
  const common = git.commonDir();
  const standard = path.join(common, 'hooks');
  return { effective: placeOf(git.hooksDir(topLevel), { git, topLevel, common }), standard };
}

interface Surroundings {
  readonly git: Git;
  readonly topLevel: string;
  readonly common: string;
}

function placeOf(directory: string, { git, topLevel, common }: Surroundings): Place {
  const isDefault = real(directory) === real(path.join(common, 'hooks'));
  if (isDefault && fs.existsSync(path.join(topLevel, '.husky'))) return { kind: 'husky-asleep', directory };
  // the git directory lies in the work tree as a rule, and is private all the same
  if (isInside(directory, common)) return { kind: 'private', directory };
  if (isInside(directory, topLevel)) {
    const parent = path.dirname(directory);
    if (
      path.basename(directory) === '_' &&
      (path.basename(parent) === '.husky' || isHuskyRunner(directory))
    ) {
      const project = path.relative(real(topLevel), real(path.dirname(parent)));
      return { kind: 'husky', directory: parent, runner: directory, project: project.replaceAll('\\', '/') };
    }
    return { kind: 'shared', directory };
  }
  return { kind: git.hasOwnHooksPath() ? 'private' : 'foreign', directory };
}

/** What husky 9's hooks in `_` all call. */
export function isHuskyRunner(directory: string): boolean {
  return fs.existsSync(path.join(directory, 'h'));
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

function openGit(repository: string | undefined): Git {
  return asUser(() => new Git(repository));
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
