/** What git's plumbing answers, parsed strictly: an answer that is not understood throws, so that it blocks. */

/** git could not answer. `detail` is its own line and may quote a file name: mask it before it is shown. */
export class GitError extends Error {
  readonly command: string;
  readonly detail: string;

  constructor(command: string, detail: string) {
    super(`git ${command} failed`);
    this.name = 'GitError';
    this.command = command;
    this.detail = detail;
  }
}

/** One side of a change: what kind of thing the path held, and the object that it held. */
export interface Side {
  readonly kind: 'file' | 'symlink' | 'submodule';
  readonly id: string;
}

/** One path that the index holds differently from HEAD. A change of mode alone has the same id on both sides. */
export interface StagedEntry {
  /** As git stores it: any bytes but NUL, relative to the top of the work tree. */
  readonly path: Buffer;
  readonly old?: Side;
  readonly fresh?: Side;
  /** The path is in conflict: no blob of it can be committed yet. */
  readonly unmerged: boolean;
}

/** An object of the store, or why it cannot be had. */
export type Blob =
  | { readonly id: string; readonly bytes: Buffer }
  | { readonly id: string; readonly problem: 'missing' | 'not-a-blob' | 'too-large' };

const MODES: Readonly<Record<string, Side['kind'] | undefined>> = {
  '100644': 'file',
  '100755': 'file',
  '100664': 'file', // written by very old versions of git
  '120000': 'symlink',
  '160000': 'submodule',
};

/** `:<old mode> <new mode> <old id> <new id> <status> NUL <path> NUL`, repeated. */
export function parseRawDiff(output: Buffer): StagedEntry[] {
  const entries: StagedEntry[] = [];
  const fields = output.toString('latin1').split('\0');
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [oldMode, mode, oldId, id, status] = fields[i]!.slice(1).split(' ');
    if (!fields[i]!.startsWith(':') || !status)
      throw new GitError('diff-index', 'its answer is not understood');
    const old = sideOf('diff-index', oldMode!, oldId!);
    const fresh = sideOf('diff-index', mode!, id!);
    entries.push({
      path: Buffer.from(fields[i + 1]!, 'latin1'),
      ...(old ? { old } : {}),
      ...(fresh ? { fresh } : {}),
      unmerged: status === 'U',
    });
  }
  return entries;
}

function sideOf(command: string, mode: string, id: string): Side | undefined {
  if (mode === '000000') return undefined;
  const kind = MODES[mode];
  if (!kind || !/[1-9a-f]/.test(id))
    throw new GitError(command, `an entry of mode ${mode} is not understood`);
  return { kind, id };
}

/** What `cat-file --batch` says: `<id> SP <type> SP <size> LF <bytes> LF`, or `<id> SP missing LF`. */
export function* parseObjects(output: Buffer, ids: readonly string[]): Generator<Blob> {
  let at = 0;
  for (const id of ids) {
    const end = output.indexOf(10, at);
    if (end < 0) throw new GitError('cat-file', 'its answer ends too early');
    const [answered, type, size] = output.toString('latin1', at, end).split(' ');
    // a name of the index is answered by the id of what it names
    if (answered !== id && !(id.startsWith(':') && size !== undefined))
      throw new GitError('cat-file', 'its answer is not understood');
    at = end + 1;
    if (size === undefined) {
      yield { id, problem: 'missing' };
      continue;
    }
    const bytes = output.subarray(at, at + Number(size));
    at += bytes.length + 1;
    if (bytes.length !== Number(size) || at > output.length)
      throw new GitError('cat-file', 'its answer ends too early');
    yield type === 'blob' ? { id, bytes } : { id, problem: 'not-a-blob' };
  }
}
