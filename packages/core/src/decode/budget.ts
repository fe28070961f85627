/** What one file may cost, with everything inside of it. */
import type { Budget } from './container.ts';

/** Decoded bytes that any file may give, however small it is: a package of a few megabytes unpacks to a hundred. */
export const LEAST_OUTPUT = 256 << 20;
/** Decoded bytes for each byte of the file: a tar in a gzip counts twice, text is packed 3 to 10 times smaller. */
const OUTPUT_PER_BYTE = 32;
/** Decoded bytes that no file may give: what is searched in about a minute. */
export const MOST_OUTPUT = 1 << 30;
/** Members, of all levels together: a source tree has hundreds to thousands of files. */
export const MOST_MEMBERS = 20_000;

/** Once it has refused bytes it refuses all: what is over is said once, and not tried again for every member. */
export class FileBudget implements Budget {
  private bytes: number;
  private members = MOST_MEMBERS;

  constructor(sourceBytes: number) {
    this.bytes = Math.min(MOST_OUTPUT, Math.max(LEAST_OUTPUT, sourceBytes * OUTPUT_PER_BYTE));
  }

  take(bytes: number): boolean {
    this.bytes = bytes <= this.bytes ? this.bytes - bytes : -1;
    return this.bytes >= 0;
  }

  member(): boolean {
    if (this.members === 0) return false;
    this.members--;
    return true;
  }
}
