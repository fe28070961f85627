/** `--shard I/N`: which of N machines looks at a file, by its path alone, so that all of them agree without talking. */
import { UserError } from '@staunch/core';

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

const MOST = 10_000;

/** Throws UserError for anything but `I/N` with 1 ≤ I ≤ N. */
export function parseShard(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const parts = /^(\d{1,5})\/(\d{1,5})$/.exec(text);
  const [index, count] = [Number(parts?.[1]), Number(parts?.[2])];
  if (!(index >= 1 && index <= count && count <= MOST))
    throw new UserError('--shard takes I/N: the first of four is 1/4', { hint: `N is at most ${MOST}` });
  return { index, count };
}

/** `path` is relative to the project, with `/`, so that every machine has the same one. */
export function isInShard({ index, count }: Shard, path: string): boolean {
  return hash(path) % count === index - 1;
}

/** FNV-1a over UTF-8, with a last mix so that the low bits of short names differ too. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(text)) state = Math.imul(state ^ byte, 0x01000193);
  state ^= state >>> 16;
  state = Math.imul(state, 0x85ebca6b);
  state ^= state >>> 13;
  return state >>> 0;
}
