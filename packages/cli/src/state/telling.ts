/** What a long command says while it runs and besides its report: on standard error, progress in a terminal only. */
import fs from 'node:fs';
import type { Flags } from '../arguments.ts';
import { writeError } from '../output.ts';

export class Telling {
  private readonly quiet: boolean;
  private readonly isTerminal: boolean;
  private last = 0;
  private drawn = false;

  constructor(flags: Flags) {
    this.quiet = flags.has('quiet');
    this.isTerminal = process.stderr.isTTY && !this.quiet;
  }

  /** At most ten times a second. */
  progress(words: string): void {
    const now = performance.now();
    if (!this.isTerminal || now - this.last < 100) return;
    this.last = now;
    this.drawn = true;
    writeError(`\r\x1b[2K${words}`);
  }

  clear(): void {
    if (this.drawn) writeError('\r\x1b[2K');
    this.drawn = false;
  }

  /** Left out with --quiet. */
  say(words: string): void {
    this.clear();
    if (!this.quiet) writeError(`staunch: ${words}\n`);
  }

  trouble(words: string): void {
    this.clear();
    writeError(`staunch: ${words}\n`);
  }

  /** In bytes; undefined where it is not there. */
  sizeOf(file: string): number | undefined {
    return fs.lstatSync(file, { throwIfNoEntry: false })?.size;
  }
}
