/** A merge takes over what others have published: that is no new secret. What is on no remote yet excuses nothing. */
import fs from 'node:fs';
import type { StagedEntry } from './git-output.ts';
import type { Git } from './git.ts';

/** What the other side of the merge holds where it differs from HEAD, of commits that a remote-tracking ref reaches. */
export function mergedEntries(git: Git): StagedEntry[] {
  const heads = mergedHeads(git);
  if (heads.length === 0 || git.commit('HEAD') === undefined) return [];
  const published = git.refs('refs/remotes/').map(({ id }) => `^${id}`);
  if (published.length === 0) return [];
  const sides = new Set<string>();
  for (const head of heads) {
    const fresh = git.commits([head, ...published], true);
    // all of it is published; else what is published stops where its new commits begin
    const edges =
      fresh.length === 0 ? [head] : fresh.filter((id) => id.startsWith('-')).map((id) => id.slice(1));
    for (const edge of edges) sides.add(edge);
  }
  return [...sides].flatMap((side) => git.treeDifference('HEAD', side));
}

/** While pre-merge-commit runs there is no MERGE_HEAD yet: git names the heads in the environment. */
function mergedHeads(git: Git): string[] {
  const named = Object.keys(process.env).flatMap(
    (name) => /^GITHEAD_([0-9a-f]{40,64})$/.exec(name)?.[1] ?? [],
  );
  let text = '';
  try {
    text = fs.readFileSync(git.gitPath('MERGE_HEAD'), 'latin1');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const heads = [...new Set([...named, ...text.split('\n').filter((line) => line !== '')])];
  return heads.filter((head) => git.commit(head) !== undefined);
}
