/** What `git archive HEAD` ships: the commit's files, not those of the work tree. */
import path from 'node:path';
import { bytesFragment, UserError, type Fragment } from '@staunch/core';
import { Git, GitError } from '@staunch/hooks';
import { projectPathOf } from '../../project.ts';
import { shownPath } from '../paths.ts';
import { tarMembers } from './tar.ts';

/** A directory below the top ships what is below it. Throws UserError when there is no commit to archive. */
export function* archived(root: string, projectRoot: string): Generator<Fragment> {
  for (const { name, bytes } of tarMembers(archiveOf(root))) {
    const file = path.join(path.relative(process.cwd(), path.resolve(root)), name);
    const descriptor = { path: shownPath(file), projectPath: projectPathOf(projectRoot, file) };
    yield { ...bytesFragment(descriptor, bytes), size: bytes.length };
  }
}

function archiveOf(root: string): Buffer {
  try {
    return new Git(root).archive('HEAD');
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UserError('git archive of HEAD does not succeed here', {
      hint: 'is this a repository with a commit?',
    });
  }
}
