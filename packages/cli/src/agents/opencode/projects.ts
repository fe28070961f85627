/** The directories that OpenCode has worked in: its database names them. */
import { cellsOfTables } from '@staunch/core/state';
import type { Store } from '../agent.ts';
import { openQuietly, type QuietFile } from '../quiet-file.ts';

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  project: ['worktree'],
  project_directory: ['directory'],
  workspace: ['directory'],
  session: ['directory'],
  session_v2: ['directory'],
};
const TABLES: ReadonlySet<string> = new Set(Object.keys(COLUMNS));
/** A longer path is none. */
const LONGEST = 4096;

/** Read by page, as a scan does; a database that cannot be read names none, and the scan says why. */
export function* projectsIn({ kind, path, problem }: Store): Iterable<string> {
  if (kind !== 'sqlite' || problem !== undefined) return;
  const opened: QuietFile[] = [];
  const open = (file: string): QuietFile | undefined => {
    try {
      const found = openQuietly(file);
      opened.push(found);
      return found;
    } catch {
      return undefined;
    }
  };
  try {
    // the log first: what is moved from it to the database meanwhile is then read twice and not never
    const log = open(`${path}-wal`);
    const main = open(path);
    if (!main || main.size === 0) return;
    const bytes = Buffer.alloc(LONGEST);
    for (const cell of cellsOfTables(main, log, TABLES)) {
      if (!COLUMNS[cell.table]!.includes(cell.column)) continue;
      const text = bytes.toString('utf8', 0, cell.read(bytes, 0));
      if (text.length < LONGEST && text.startsWith('/') ? !text.includes('\0') : /^[A-Za-z]:[\\/]/.test(text))
        yield text;
    }
  } finally {
    for (const each of opened) each.close();
  }
}
