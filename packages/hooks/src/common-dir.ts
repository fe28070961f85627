/** Where a repository keeps what its work trees share, read as git reads it, without asking git: a hook has no time for that. */
import fs from 'node:fs';
import path from 'node:path';

/** Undefined where it cannot be told that way. `directory`: of the repository; without it the hook's environment. */
export function commonDirOf(directory?: string): string | undefined {
  const { GIT_COMMON_DIR, GIT_DIR } = directory === undefined ? process.env : {};
  if (GIT_COMMON_DIR) return path.resolve(GIT_COMMON_DIR);
  const gitDir = GIT_DIR ? path.resolve(GIT_DIR) : findGitDir(path.resolve(directory ?? '.'));
  if (gitDir === undefined) return undefined;
  const shared = firstLine(path.join(gitDir, 'commondir'));
  return shared === undefined ? gitDir : path.resolve(gitDir, shared);
}

/** `.git` here or above: a directory, or a file that says where it is. */
function findGitDir(start: string): string | undefined {
  for (let at = start; ; at = path.dirname(at)) {
    const candidate = path.join(at, '.git');
    const stats = fs.statSync(candidate, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return candidate;
    const [, leads] = /^gitdir: (.+)$/.exec(stats ? (firstLine(candidate) ?? '') : '') ?? [];
    if (leads !== undefined) return path.resolve(at, leads);
    // a bare repository is not looked for: git is asked then
    if (stats || at === path.dirname(at)) return undefined;
  }
}

function firstLine(file: string): string | undefined {
  try {
    return /^[^\r\n]+/.exec(fs.readFileSync(file, 'utf8'))?.[0];
  } catch {
    return undefined;
  }
}
