/** What git's plumbing answers, parsed strictly: an answer that is not understood throws, so that it blocks. */

/** git could not answer. `detail` is its own line and may quote a file name: mask it before it is shown. */
export class GitError extends Error {
  readonly command: string;
  readonly detail: string;
  /** How it ended, where it did so by itself. */
  readonly status: number | null;

  constructor(command: string, detail: string, status: number | null = null) {
    super(`git ${command} failed`);
    this.name = 'GitError';
    this.command = command;
    this.detail = detail;
    this.status = status;
  }
}

/** One side of a change: what kind of thing the path held, and the object that it held. */
export interface Side {
  /** `directory`: an empty one, of which the name is all there is. */
  readonly kind: 'file' | 'symlink' | 'submodule' | 'directory';
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

export type ObjectType = 'blob' | 'commit' | 'tag' | 'tree';

/** An object of any type. */
export type GitObject =
  | { readonly id: string; readonly type: ObjectType; readonly bytes: Buffer }
  | { readonly id: string; readonly problem: 'missing' | 'too-large' };

const TYPES: readonly string[] = ['blob', 'commit', 'tag', 'tree'] satisfies readonly ObjectType[];

/** The same where only files are wanted. */
export function asBlob(object: GitObject): Blob {
  if ('problem' in object) return object;
  const { id, bytes } = object;
  return object.type === 'blob' ? { id, bytes } : { id, problem: 'not-a-blob' };
}

const DIRECTORY = '040000';
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
export function* parseObjects(output: Buffer, ids: readonly string[]): Generator<GitObject> {
  let at = 0;
  for (const id of ids) {
    const end = output.indexOf(10, at);
    if (end < 0) throw new GitError('cat-file', 'its answer ends too early');
    const head = parseHead(output.toString('latin1', at, end), id);
    at = end + 1;
    if (!head) {
      yield { id, problem: 'missing' };
      continue;
    }
    const bytes = output.subarray(at, at + head.size);
    at += head.size + 1;
    if (at > output.length) throw new GitError('cat-file', 'its answer ends too early');
    yield { id, type: head.type, bytes };
  }
}

export interface ObjectHead {
  readonly type: ObjectType;
  readonly size: number;
}

/** The line before an object; undefined where the object that was asked for is missing. Throws GitError. */
export function parseHead(line: string, id: string): ObjectHead | undefined {
  const [, answered, type = '', size] = HEAD.exec(line) ?? [];
  // a name (`:0:file`, `<id>:file`) is answered by the id of what it names
  const isAsked = answered === id || (id.includes(':') && size !== undefined);
  if (!isAsked || !(type === 'missing' ? size === undefined : TYPES.includes(type) && size !== undefined))
    throw new GitError('cat-file', 'its answer is not understood');
  return size === undefined ? undefined : { type: type as ObjectType, size: Number(size) };
}

const HEAD = /^(.+?) (\w+)(?: (\d+))?$/;

/** One path that a commit holds differently from each of its parents. */
export interface BroughtEntry {
  /** As git stores it. */
  readonly path: Buffer;
  /** What the parents hold there. */
  readonly olds: readonly Side[];
  /** Undefined where the commit deletes it. */
  readonly fresh: Side | undefined;
}

/**
 * What `diff-tree --stdin --always -c --raw -z` says, as it comes: a commit's id, then its entries. Of a merge there is
 * `::<modes of the parents and its own> <ids> <a status a parent>` for what it has from none of them.
 */
export class DiffTreeParser {
  private readonly emptyTree: string;
  private rest = '';
  private head: string | undefined;

  /** Of directories only this one is told, by its name: what is in all others is told itself. */
  constructor(emptyTree: string) {
    this.emptyTree = emptyTree;
  }

  *feed(chunk: Buffer): Generator<{ readonly commit: string } | BroughtEntry> {
    const fields = (this.rest + chunk.toString('latin1')).split('\0');
    this.rest = fields.pop()!;
    for (const field of fields) {
      if (this.head !== undefined) {
        const sides = sidesOf(this.head, this.emptyTree);
        if (sides) yield { path: Buffer.from(field, 'latin1'), ...sides };
        this.head = undefined;
      } else if (field.startsWith(':')) this.head = field;
      else if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(field)) yield { commit: field };
      else throw new GitError('diff-tree', 'its answer is not understood');
    }
  }

  /** Throws GitError when the answer breaks off. */
  end(): void {
    if (this.rest !== '' || this.head !== undefined)
      throw new GitError('diff-tree', 'its answer ends too early');
  }
}

/** Undefined for a directory, unless it is an empty one that is new. */
function sidesOf(head: string, emptyTree: string): Pick<BroughtEntry, 'olds' | 'fresh'> | undefined {
  const parents = /^:+/.exec(head)![0].length;
  // a mode and a blank a parent, then its own: the common case, told apart without taking the line to pieces
  const isDirectory = head.startsWith(DIRECTORY, 8 * parents);
  if (isDirectory && !head.includes(emptyTree)) return undefined;
  const words = head.slice(parents).split(' ');
  if (words.length !== 2 * (parents + 1) + 1) throw new GitError('diff-tree', 'its answer is not understood');
  const sides = Array.from({ length: parents + 1 }, (_, at): Side | undefined => {
    const [mode, id] = [words[at]!, words[parents + 1 + at]!];
    if (mode === DIRECTORY) return at === parents && id === emptyTree ? { kind: 'directory', id } : undefined;
    return sideOf('diff-tree', mode, id);
  });
  const [olds, fresh] = [sides.slice(0, -1).filter((side) => side !== undefined), sides.at(-1)];
  return olds.length > 0 || fresh ? { olds, fresh } : undefined;
}

/** `<mode> SP <type> SP <id> TAB <path> NUL`, repeated: what `ls-tree -r -t -z` says. */
export function parseTree(output: Buffer, emptyTree: string): BroughtEntry[] {
  return output
    .toString('latin1')
    .split('\0')
    .slice(0, -1)
    .flatMap((line) => {
      const [, mode, id, path] = /^(\d{6}) \w+ ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
      if (mode === DIRECTORY && id !== emptyTree) return [];
      const fresh: Side | undefined =
        mode === DIRECTORY
          ? { kind: 'directory', id: emptyTree }
          : (mode && sideOf('ls-tree', mode, id!)) || undefined;
      if (!fresh) throw new GitError('ls-tree', 'its answer is not understood');
      return [{ path: Buffer.from(path!, 'latin1'), olds: [], fresh }];
    });
}
