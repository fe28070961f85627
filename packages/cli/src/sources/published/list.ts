/** The files of a directory that would be published. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { listFiles, type Listing } from '../directory.ts';
import { PathListBuilder, shownPath } from '../paths.ts';
import { select } from '../select.ts';
import { dockerContext } from './docker.ts';
import { npmFiles } from './npm.ts';

/** Throws UserError when `root` is no directory, or nothing that can be published so. */
export async function listPublished(
  kind: 'npm' | 'docker',
  root: string,
  shownRoot: (root: string) => string,
  onFile: (count: number) => void,
): Promise<Listing> {
  if (!fs.statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${shownRoot(root)}: no such directory`);
  const relative = path.relative(process.cwd(), path.resolve(root));
  if (kind === 'npm') {
    const files = new PathListBuilder();
    const names = await npmFiles(root);
    names.forEach((name, index) => {
      files.add(path.join(relative, name));
      onFile(index + 1);
    });
    return { files: files.finish(), notScanned: [] };
  }
  const { files, notScanned } = listFiles([root], shownRoot, onFile);
  const isSent = dockerContext(root);
  const inContext = (name: string | Buffer): boolean =>
    isSent(path.posix.relative(shownPath(relative), shownPath(name)));
  return {
    files: select(files, inContext),
    notScanned: notScanned.filter(({ path: name }) => inContext(name)),
  };
}
