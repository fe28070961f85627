/**
 * Once a vault's values were looked for in a repository, a mark in its common git directory says so: from then on a
 * vault that cannot be found blocks, and is not taken for none. It names no vault, and holds nothing of one.
 */
import fs from 'node:fs';
import path from 'node:path';

const TEXT = `The staunch gate of this repository looks for the values of a vault. While this file is here,
a commit or a push is blocked when the vault's index cannot be found. No vault any more?
Then remove this file.
`;

/** Where the mark stands. */
export function markerFile(commonDir: string): string {
  return path.join(commonDir, 'staunch', 'managed');
}

export function isMarked(commonDir: string): boolean {
  return fs.existsSync(markerFile(commonDir));
}

/** Leaves it where it is not yet. That it cannot be left stops nobody: what it guards against is not the case now. */
export function mark(commonDir: string): void {
  const file = markerFile(commonDir);
  if (fs.existsSync(file)) return;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, TEXT);
  } catch {
    // a full disk, a git directory of somebody else
  }
}

/** For the uninstaller: takes the mark and all that the gate remembers; nothing else is in that directory. */
export function unmark(commonDir: string): void {
  fs.rmSync(path.join(commonDir, 'staunch'), { recursive: true, force: true });
}
