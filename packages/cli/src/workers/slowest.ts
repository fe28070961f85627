/** Which files took longest, for `--stats`. */

/** A file's number in the list, and what it took. */
export interface FileTime {
  readonly index: number;
  readonly bytes: number;
  readonly ms: number;
}

/** Keeps the `most` slowest that it is told of, slowest first; of two alike the one that comes first in the list. */
export class Slowest {
  readonly files: FileTime[] = [];
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  add(time: FileTime): void {
    const { files, most } = this;
    if (files.length >= most && (most === 0 || isBefore(files[most - 1]!, time))) return;
    let at = files.length;
    while (at > 0 && isBefore(time, files[at - 1]!)) at--;
    files.splice(at, 0, time);
    if (files.length > most) files.pop();
  }
}

function isBefore(a: FileTime, b: FileTime): boolean {
  return a.ms > b.ms || (a.ms === b.ms && a.index < b.index);
}
