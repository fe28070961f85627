/** Deletes a directory whole, or a file, once all of it is kept: out of its place in one step, then for good. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { syncDirectory } from '@staunch/core';
import { attributesOf, putTimes } from '../attributes.ts';
import type { NodeHead } from '../undo/entries.ts';

/** What is being deleted, or put back, has this name beside its place; one that was killed at it leaves it there. */
export const BESIDE = /^\.staunch-(?:removed|restored)-[0-9a-f]{12}$/;

const CHUNK = 1 << 20;

/** `keep` is told of everything in it, and has all of it for good before anything goes. Throws what the system throws. */
export function removeTree(
  tree: string,
  keep: (head: NodeHead, size: number, chunks: Iterable<Buffer>) => void,
  kept: () => void,
): void {
  keepNode(tree, '', keep);
  kept();
  const parent = path.dirname(tree);
  const aside = path.join(parent, `.staunch-removed-${randomBytes(6).toString('hex')}`);
  const times = attributesOf(fs.statSync(parent, { bigint: true }));
  fs.renameSync(tree, aside);
  syncDirectory(parent);
  fs.rmSync(aside, { recursive: true, force: true });
  putTimes(parent, times);
}

function keepNode(
  tree: string,
  below: string,
  keep: (head: NodeHead, size: number, chunks: Iterable<Buffer>) => void,
): void {
  const own = path.join(tree, below);
  const stats = fs.lstatSync(own, { bigint: true });
  const type = stats.isDirectory() ? 'directory' : stats.isSymbolicLink() ? 'link' : 'file';
  if (type === 'file' && !stats.isFile()) return;
  const head: NodeHead = { kind: 'node', tree, path: below, type, ...attributesOf(stats) };
  if (type === 'link') {
    const target = Buffer.from(fs.readlinkSync(own, 'buffer'));
    return keep(head, target.length, [target]);
  }
  if (type === 'file') return keep(head, Number(stats.size), contentOf(own, Number(stats.size)));
  keep(head, 0, []);
  for (const name of fs.readdirSync(own).sort()) keepNode(tree, path.join(below, name), keep);
}

function* contentOf(file: string, size: number): Generator<Buffer> {
  const handle = fs.openSync(file, 'r');
  try {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(1, size)));
    for (let at = 0; at < size;) {
      const got = fs.readSync(handle, chunk, 0, Math.min(chunk.length, size - at), at);
      if (got === 0) throw new RangeError('a file shrank while it was being kept');
      at += got;
      yield chunk.subarray(0, got);
    }
  } finally {
    fs.closeSync(handle);
  }
}
