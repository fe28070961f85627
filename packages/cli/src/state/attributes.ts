/** Modes, owners and times of files: kept, whatever is written. */
import fs from 'node:fs';
import type { Attributes } from './undo/entries.ts';

export function attributesOf(stats: fs.BigIntStats): Attributes {
  return {
    mode: Number(stats.mode) & 0o7777,
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    atime: String(stats.atimeNs),
    mtime: String(stats.mtimeNs),
  };
}

/** Seconds as node takes them. It cuts them to microseconds: a little more keeps a double from falling short of one. */
function seconds(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / 1000n) / 1e6 + 2e-7;
}

/** Throws what the system throws, but for an owner that only root can give. */
export function putAttributes(handle: number, { mode, uid, gid, atime, mtime }: Attributes): void {
  const stats = fs.fstatSync(handle);
  if (stats.uid !== uid || stats.gid !== gid) {
    try {
      fs.fchownSync(handle, uid, gid);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    }
  }
  fs.fchmodSync(handle, mode);
  fs.futimesSync(handle, seconds(atime), seconds(mtime));
}

export function putTimes(path: string, { atime, mtime }: Pick<Attributes, 'atime' | 'mtime'>): void {
  fs.utimesSync(path, seconds(atime), seconds(mtime));
}
