/** Puts back directories, and files, that were deleted whole. What the agent made anew there stays; the rest comes back. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { syncDirectory } from '@staunch/core';
import { DATABASE } from '../../agents/files.ts';
import { companions } from '../../agents/stores.ts';
import { attributesOf, putAttributes, putTimes } from '../attributes.ts';
import { fileProblem } from '../files/problem.ts';
import { writeNew } from '../files/replace.ts';
import { CutShort, type NodeHead } from './entries.ts';
import type { Restored } from './restore.ts';

/** A tree that is being put back. */
interface Growing {
  readonly tree: string;
  /** Where it grows: beside its place, or in it where the agent has made it anew. */
  readonly at: string;
  readonly parent: string;
  /** Its parent's times must not change. */
  readonly times: { readonly atime: string; readonly mtime: string };
  /** Those that were made here, outermost first: modes and times come once everything is in them. */
  readonly directories: NodeHead[];
  /** Why it cannot be whole. */
  problem: string | undefined;
}

export class Trees {
  private readonly done: Restored;
  private growing: Growing | undefined;
  /** Databases that are put back: what the agent made anew of them is gone. */
  private readonly cleared = new Set<string>();

  constructor(done: Restored) {
    this.done = done;
  }

  put(head: NodeHead, chunks: Iterable<Buffer>): void {
    if (head.path === '') this.begin(head);
    const { growing } = this;
    if (!growing || growing.problem !== undefined) return;
    try {
      make(path.join(growing.at, head.path), head, chunks, growing.directories);
    } catch (error) {
      if (error instanceof CutShort) throw error;
      growing.problem = problemOf(error);
    }
  }

  /**
   * A database that was deleted as a whole keeps positions in files that are put back too: what the agent made of them since
   * does not fit any more, and a log of one beside the other would damage it.
   */
  private clearDatabase({ tree, type }: NodeHead): void {
    const database = tree.replace(/-(?:wal|shm|journal)$/, '');
    if (type !== 'file' || !DATABASE.test(database) || this.cleared.has(database)) return;
    this.cleared.add(database);
    for (const each of [...companions(database), database]) fs.rmSync(each, { force: true });
  }

  private begin(head: NodeHead): void {
    this.settle();
    const parent = path.dirname(head.tree);
    const aside = path.join(parent, `.staunch-restored-${randomBytes(6).toString('hex')}`);
    try {
      fs.mkdirSync(parent, { recursive: true });
      const times = attributesOf(fs.statSync(parent, { bigint: true }));
      this.clearDatabase(head);
      const isThere = fs.lstatSync(head.tree, { throwIfNoEntry: false }) !== undefined;
      this.growing = {
        tree: head.tree,
        at: isThere ? head.tree : aside,
        parent,
        times,
        directories: [],
        problem: undefined,
      };
    } catch (error) {
      this.done.refused.push({ path: head.tree, reason: problemOf(error) });
      this.growing = undefined;
    }
  }

  /** All of a tree has come: it takes its place in one step. */
  settle(): void {
    const { growing } = this;
    if (!growing) return;
    if (growing.problem === undefined) {
      try {
        finish(growing);
        this.done.trees++;
      } catch (error) {
        growing.problem = problemOf(error);
      }
    }
    if (growing.problem !== undefined)
      this.done.refused.push({ path: growing.tree, reason: growing.problem });
    this.drop();
  }

  /** What has not come as a whole takes no place. */
  drop(): void {
    const { growing } = this;
    this.growing = undefined;
    if (!growing) return;
    if (growing.at !== growing.tree) fs.rmSync(growing.at, { recursive: true, force: true });
    try {
      putTimes(growing.parent, growing.times);
    } catch {
      // on a read-only file system they have not changed
    }
  }
}

/** Throws what is no error of the system. */
function problemOf(error: unknown): string {
  const problem = fileProblem((error as NodeJS.ErrnoException).code);
  if (problem === undefined) throw error;
  return problem;
}

function make(file: string, head: NodeHead, chunks: Iterable<Buffer>, directories: NodeHead[]): void {
  if (fs.lstatSync(file, { throwIfNoEntry: false })) return;
  if (head.type === 'directory') {
    fs.mkdirSync(file);
    directories.push(head);
  } else if (head.type === 'link') {
    fs.symlinkSync(Buffer.concat([...chunks].map((chunk) => Buffer.from(chunk))), file);
  } else writeNew(file, head, chunks);
}

function finish({ tree, at, parent, directories }: Growing): void {
  for (const head of directories.toReversed()) {
    const handle = fs.openSync(path.join(at, head.path), 'r');
    try {
      putAttributes(handle, head);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
  }
  if (at !== tree) fs.renameSync(at, tree);
  syncDirectory(parent);
}
