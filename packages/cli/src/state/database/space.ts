/** Room on the disk, asked for before it is needed. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Bytes that can still be written at `directory`. */
function freeAt(directory: string): number {
  const { bavail, bsize } = fs.statfsSync(directory);
  return bavail * bsize;
}

/** Where SQLite puts what it needs for a moment, in the order in which it looks. */
function temporaryDirectory(): string {
  const { SQLITE_TMPDIR, TMPDIR } = process.env;
  const candidates = [SQLITE_TMPDIR, TMPDIR, '/var/tmp', '/usr/tmp', '/tmp', '.'];
  if (process.platform === 'win32') return os.tmpdir();
  return (
    candidates.find(
      (each): each is string =>
        Boolean(each) && (fs.statSync(each!, { throwIfNoEntry: false })?.isDirectory() ?? false),
    ) ?? '.'
  );
}

export interface Shortage {
  readonly directory: string;
  readonly missing: number;
}

/** VACUUM writes the database once more beside itself and once to the temporary directory, and the log comes on top. */
export function shortageFor(file: string): Shortage | undefined {
  const size = (name: string): number => fs.statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  const whole = size(file) + size(`${file}-wal`);
  const beside = path.dirname(file);
  const temporary = temporaryDirectory();
  const isOne = fs.statSync(beside).dev === fs.statSync(temporary).dev;
  const needs: [string, number][] = isOne
    ? [[beside, 2 * whole]]
    : [
        [beside, whole],
        [temporary, whole],
      ];
  for (const [directory, need] of needs) {
    const missing = Math.ceil(1.05 * need) + (1 << 20) - freeAt(directory);
    if (missing > 0) return { directory, missing };
  }
  return undefined;
}
