/** Which living processes have files open: Linux tells through /proc, without opening any of the files. */
import fs from 'node:fs';
import { nameOf } from './process.ts';

export interface Holder {
  readonly pid: number;
  /** Of the program, as the system has it; empty where it may not be asked. */
  readonly name: string;
}

/** A look at all processes, once. */
export class Holders {
  /** Whether this system can be asked. */
  readonly isKnown: boolean;
  /** Processes whose files may not be looked at: another user's. */
  readonly hidden: number;
  private readonly pids = new Map<string, Set<number>>();

  constructor() {
    this.isKnown = process.platform === 'linux' && fs.existsSync('/proc/self/fd');
    let hidden = 0;
    if (this.isKnown) {
      for (const name of fs.readdirSync('/proc')) {
        const pid = /^\d+$/.test(name) ? Number(name) : 0;
        if (pid > 0 && pid !== process.pid && !this.addOpen(pid)) hidden++;
      }
      this.addLocks();
    }
    this.hidden = hidden;
  }

  /** Everybody but this process who has one of the files open or locked; undefined where that cannot be told. */
  of(files: readonly string[]): Holder[] | undefined {
    if (!this.isKnown) return undefined;
    const found = new Set<number>();
    for (const file of files) {
      const stats = fs.statSync(file, { throwIfNoEntry: false, bigint: true });
      if (stats) for (const pid of this.pids.get(`${stats.dev}:${stats.ino}`) ?? []) found.add(pid);
    }
    return [...found].sort((a, b) => a - b).map((pid) => ({ pid, name: nameOf(pid) }));
  }

  private add(key: string, pid: number): void {
    const own = this.pids.get(key);
    if (own) own.add(pid);
    else this.pids.set(key, new Set([pid]));
  }

  /** False where its files are hidden. */
  private addOpen(pid: number): boolean {
    const directory = `/proc/${pid}/fd`;
    let handles: string[];
    try {
      handles = fs.readdirSync(directory);
    } catch (error) {
      // it has ended meanwhile
      return (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
    for (const handle of handles) {
      try {
        const { dev, ino } = fs.statSync(`${directory}/${handle}`, { bigint: true });
        this.add(`${dev}:${ino}`, pid);
      } catch {
        // it was closed meanwhile
      }
    }
    return true;
  }

  /** `1: POSIX  ADVISORY  READ 1234 fe:00:5678 128 128`: also of other users' processes. */
  private addLocks(): void {
    let text: string;
    try {
      text = fs.readFileSync('/proc/locks', 'utf8');
    } catch {
      return;
    }
    for (const [, pid, major, minor, inode] of text.matchAll(
      /^\d+:(?: ->)? +\w+ +\w+ +\w+ +(\d+) +([\da-f]+):([\da-f]+):(\d+) /gm,
    )) {
      if (Number(pid) !== process.pid)
        this.add(`${deviceOf(parseInt(major!, 16), parseInt(minor!, 16))}:${inode}`, Number(pid));
    }
  }
}

/** As glibc puts it together (`makedev`). */
function deviceOf(major: number, minor: number): bigint {
  const [a, b] = [BigInt(major), BigInt(minor)];
  return ((a & 0xfffff000n) << 32n) | ((a & 0xfffn) << 8n) | ((b & 0xffffff00n) << 12n) | (b & 0xffn);
}
