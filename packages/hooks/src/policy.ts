/** What a project has decided, read from what is judged: the index, or the tree of a commit; never from the work tree. */
import path from 'node:path';
import { CONFIG_FILES, loadPolicy, type PolicyData } from '@staunch/core';
import type { Git } from './git.ts';

/** The files that configure a project, by their names, as far as they are there. */
export type Configuration = ReadonlyMap<string, Buffer>;

/** `nameIn` is how git is asked for a file there: `indexName`, or `treeName` of a commit. Throws GitError. */
export function configurationOf(git: Git, nameIn: (name: string) => string): Configuration {
  const files = new Map<string, Buffer>();
  const blobs = git.readBlobs(CONFIG_FILES.map(nameIn));
  for (const name of CONFIG_FILES) {
    const blob = blobs.next().value;
    if (blob && 'bytes' in blob) files.set(name, blob.bytes);
  }
  return files;
}

/** What they say, with what they name besides, from the same place. Throws UserError for a broken file, and GitError. */
export function policyOf(git: Git, files: Configuration, nameIn: (name: string) => string): PolicyData {
  const extended = (name: string): Buffer | undefined => {
    if ((CONFIG_FILES as readonly string[]).includes(name)) return undefined;
    const blob = git.readBlobs([nameIn(path.posix.normalize(name))]).next().value;
    return blob && 'bytes' in blob ? blob.bytes : undefined;
  };
  return loadPolicy({ readFile: (name) => files.get(name) ?? extended(name) });
}
