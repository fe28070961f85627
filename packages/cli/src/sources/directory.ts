/** Lists every file below the paths that were asked for, in an order that is always the same. */
import fs from 'node:fs';
import path from 'node:path';
import { readError, UserError, type NotScanned } from '@staunch/core';
import { PathListBuilder, shownPath, type PathList } from './paths.ts';

export interface Listing {
  readonly files: PathList;
  readonly notScanned: readonly NotScanned[];
}

/**
 * `roots` are paths as the user gave them. Nothing is left out but what is no content of a file, and each of that is
 * named. `onFile` hears of each file with their number so far. Throws UserError for a root that does not exist, or names
 * it with the rest when `goOn` says so.
 */
export function listFiles(
  roots: readonly string[],
  shownRoot: (root: string) => string,
  onFile?: (count: number) => void,
  goOn = false,
): Listing {
  const walk = new Walk(roots.length > 1, onFile);
  for (const root of roots) {
    try {
      walk.addRoot(root);
    } catch (error) {
      const reason = noRoot(root, error);
      if (!goOn) throw new UserError(`${shownRoot(root)}: ${reason}`);
      walk.leaveOut(root, reason, true);
    }
  }
  return { files: walk.files.finish(), notScanned: walk.notScanned };
}

type Name = string | Buffer;

function join(directory: Name, name: Name): Name {
  if (typeof directory === 'string' && typeof name === 'string') {
    return directory === '' ? name : directory.endsWith('/') ? directory + name : `${directory}/${name}`;
  }
  const parts = [Buffer.from(directory), Buffer.from(directory.length > 0 ? '/' : ''), Buffer.from(name)];
  return Buffer.concat(parts);
}

/** The same order on every system: by UTF-16 units, and bytes that are not UTF-8 as they come. */
function compare(a: Name, b: Name): number {
  const [left, right] = [
    typeof a === 'string' ? a : a.toString('latin1'),
    typeof b === 'string' ? b : b.toString('latin1'),
  ];
  return left < right ? -1 : left > right ? 1 : 0;
}

class Walk {
  readonly files = new PathListBuilder();
  readonly notScanned: NotScanned[] = [];
  /** The real directories below which everything is listed anyway, for links that stay inside. */
  private readonly inside: string[] = [];
  private readonly seen: Set<string> | undefined;

  private readonly onFile: ((count: number) => void) | undefined;
  private count = 0;

  /** With more than one root, a file that two of them hold is listed once. */
  constructor(several: boolean, onFile: ((count: number) => void) | undefined) {
    this.onFile = onFile;
    this.seen = several ? new Set() : undefined;
  }

  /** Throws what the system says of a root that cannot be looked at. */
  addRoot(root: string): void {
    const stats = fs.statSync(root);
    const relative = path.relative(process.cwd(), path.resolve(root));
    if (stats.isDirectory()) {
      this.inside.push(fs.realpathSync(root) + path.sep);
      this.directory(relative);
    } else if (stats.isFile()) this.file(relative);
    else this.leaveOut(relative, kindOf(stats), true);
  }

  leaveOut(name: Name, reason: string, error = false): void {
    this.notScanned.push({ path: shownPath(name), reason, error });
  }

  private file(name: Name): void {
    if (this.seen) {
      const key = typeof name === 'string' ? name : name.toString('latin1');
      if (this.seen.has(key)) return;
      this.seen.add(key);
    }
    this.files.add(name);
    this.onFile?.(++this.count);
  }

  private directory(root: string): void {
    const stack: Name[] = [root];
    while (stack.length > 0) {
      const directory = stack.pop()!;
      const entries = this.read(directory);
      if (!entries) continue;
      const isGitDirectory = ['HEAD', 'objects', 'refs'].every((name) =>
        entries.some((entry) => entry.name === name),
      );
      const below: Name[] = [];
      for (const entry of entries) {
        const name = join(directory, entry.name);
        if (entry.isFile()) this.file(name);
        else if (entry.isDirectory()) {
          if (isGitDirectory && entry.name === 'objects') this.leaveOut(name, "git's object store");
          else below.push(name);
        } else if (entry.isSymbolicLink()) this.link(name);
        else this.special(name, below);
      }
      // what was pushed last is taken first
      for (let i = below.length - 1; i >= 0; i--) stack.push(below[i]!);
    }
  }

  private read(directory: Name): fs.Dirent<Name>[] | undefined {
    const at = directory.length === 0 ? '.' : directory;
    try {
      let entries: fs.Dirent<Name>[] = fs.readdirSync(at, { withFileTypes: true });
      if (entries.some(({ name }) => name.includes('\ufffd')) || typeof directory !== 'string') {
        entries = fs.readdirSync(at, {
          withFileTypes: true,
          encoding: 'buffer',
        }) as unknown as fs.Dirent<Name>[];
        for (const entry of entries) {
          const text = entry.name.toString();
          if (!text.includes('\ufffd')) entry.name = text;
        }
      }
      return entries.sort((a, b) => compare(a.name, b.name));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      this.leaveOut(directory.length === 0 ? '.' : directory, readError(code), true);
      return undefined;
    }
  }

  /** Links are not followed: what they lead to is listed under its own name, or lies elsewhere and is named. */
  private link(name: Name): void {
    let target: string;
    try {
      target = fs.realpathSync(name);
    } catch (error) {
      const loops = (error as NodeJS.ErrnoException).code === 'ELOOP';
      this.leaveOut(name, loops ? 'a symbolic link that leads to itself' : 'a symbolic link to nothing');
      return;
    }
    const stays = this.inside.some((root) => (target + path.sep).startsWith(root));
    if (!stays) this.leaveOut(name, 'a symbolic link out of what is scanned');
  }

  /** A FIFO, a socket, a device, or an entry whose file system does not tell its kind. */
  private special(name: Name, below: Name[]): void {
    try {
      const stats = fs.lstatSync(name);
      if (stats.isFile()) this.file(name);
      else if (stats.isDirectory()) below.push(name);
      else this.leaveOut(name, kindOf(stats));
    } catch (error) {
      this.leaveOut(name, readError((error as NodeJS.ErrnoException).code ?? 'unknown error'), true);
    }
  }
}

/** Why a root cannot be looked at; an error that is not the system's is thrown on. */
function noRoot(root: string, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return readError(code);
  // node hands over arguments as text
  return root.includes('\ufffd')
    ? 'no such file or directory; a name that is not UTF-8 cannot be given, the directory that holds it can'
    : 'no such file or directory';
}

function kindOf(stats: fs.Stats): string {
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
