/** Some of the files of a list. */
import { pathAt, PathListBuilder, type PathList } from './paths.ts';

export function select(files: PathList, keep: (path: string | Buffer) => boolean): PathList {
  const kept = new PathListBuilder();
  for (let index = 0; index < files.ends.length; index++) {
    const path = pathAt(files, index);
    if (keep(path)) kept.add(path);
  }
  return kept.finish();
}
