/**
 * What a hook script has asked git before node was there to ask (git.ts, `stagedCommand`). It is read as it comes, while
 * git goes on. An answer that is not whole, or not understood, throws: then git is asked again.
 */
import fs from 'node:fs';
import { CONFIG_FILES } from '@staunch/core/config';
import { GitError, parseHead, parseRawDiff, type ObjectHead, type StagedEntry } from './git-output.ts';

/** The shell writes it behind what git answered, with git's exit status: nothing at all is never taken for nothing staged. */
export const ENDED = 'git ended with';

const LF = 10;
const COLON = 0x3a;
/** What is read at once; a pipe holds no more. */
const CHUNK = 1 << 16;
const EARLY = 'its answer ends too early';

export class PipedAnswer {
  private readonly input: number;
  private held: Buffer = Buffer.allocUnsafe(CHUNK);
  private from = 0;
  private to = 0;

  /** `input`: a file descriptor. */
  constructor(input: number) {
    this.input = input;
  }

  /** What is staged, up to the line that says how git ended. Throws GitError unless it ended well. */
  entries(): StagedEntry[] {
    let end = this.from;
    for (;;) {
      // a record is its head and its path; behind the last one stands the line
      if (this.byte(end) !== COLON) break;
      end = this.find(0, this.find(0, end) + 1) + 1;
    }
    const answer = Buffer.from(this.held.subarray(this.from, end));
    this.from = end;
    this.ending();
    return parseRawDiff(answer);
  }

  /** The line that says how git ended. Throws GitError unless it ended well. */
  ending(): void {
    if (this.line() !== `${ENDED} 0`) throw new GitError('diff-index', EARLY);
  }

  /** The rest of it as entries that end with NUL, and how git ended. Throws GitError where it is cut short. */
  settings(): { readonly entries: Buffer; readonly status: string } {
    const ending = Buffer.from(`${ENDED} `);
    try {
      for (;;) this.more();
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    }
    const rest = this.held.subarray(this.from, this.to);
    const end = rest.lastIndexOf(0) + 1;
    if (!rest.subarray(end).includes(ending)) throw new GitError('config', EARLY);
    return { entries: rest.subarray(0, end), status: rest.toString('latin1', end + ending.length).trim() };
  }

  /** Whether the index has a file that configures the project: they are asked for before all else. */
  hasConfiguration(): boolean {
    // by name, as git repeats what it does not have
    return !CONFIG_FILES.every((name) => this.line() === `:0:${name} missing`);
  }

  /** The head of the object that was asked for by this name; undefined where there is none. */
  head(name: string): ObjectHead | undefined {
    return parseHead(this.line(), name);
  }

  /** The bytes of an object, good until the next question. */
  bytes({ size }: ObjectHead): Buffer {
    this.byte(this.from + size);
    const bytes = this.held.subarray(this.from, this.from + size);
    this.from += size + 1;
    return bytes;
  }

  private line(): string {
    // between two questions nobody holds what is moved
    if (this.from > this.held.length >> 1) {
      this.held.copyWithin(0, this.from, this.to);
      this.to -= this.from;
      this.from = 0;
    }
    const end = this.find(LF, this.from);
    const line = this.held.toString('latin1', this.from, end);
    this.from = end + 1;
    return line;
  }

  private find(byte: number, from: number): number {
    for (let at = from; ;) {
      const found = this.held.subarray(0, this.to).indexOf(byte, at);
      if (found >= 0) return found;
      at = Math.max(at, this.to);
      this.more();
    }
  }

  private byte(at: number): number {
    while (at >= this.to) this.more();
    return this.held[at]!;
  }

  private more(): void {
    if (this.to === this.held.length) this.held = Buffer.concat([this.held], 2 * this.held.length);
    const got = fs.readSync(this.input, this.held, this.to, this.held.length - this.to, null);
    if (got === 0) throw new GitError('cat-file', EARLY);
    this.to += got;
  }
}
