/** Objects of the store through one git that runs beside us: asked for in any number, answered in order, one at a time. */
import { GitError, parseHead, type GitObject, type ObjectHead } from './git-output.ts';
import type { Git, RunningGit } from './git.ts';

/** A larger object is not read: Node holds one object in one buffer, and on a 32-bit system that ends here. */
const LARGEST = 2 ** 31 - 1 - 4096;
/** What is asked for and not answered yet waits in memory and in a pipe. */
const MOST_WAITING = 2048;
/** The line before an object: an id of 64 digits, a type, a size; a name that was asked for is longer. */
const LONGEST_HEAD = 4096;

export class ObjectStream<R> {
  private readonly git: RunningGit;
  private readonly take: (object: GitObject, request: R) => void;
  private readonly asked: { readonly id: string; readonly request: R }[] = [];
  /** Of `asked`, how many are answered. */
  private answered = 0;
  /** The beginning of a line, or nothing. */
  private held: Buffer = Buffer.alloc(0);
  /** What is being read: the object's bytes and the line feed behind them. */
  private current: { readonly head: ObjectHead; readonly bytes: Buffer | undefined; at: number } | undefined;
  private failure: unknown;
  private whenRoom: (() => void) | undefined;

  /** `take` gets each object once, in the order of asking; its bytes are good only during the call. What it throws ends all. */
  constructor(git: Git, take: (object: GitObject, request: R) => void) {
    this.take = take;
    // without --buffer: each answer comes at once, so that only few are on their way
    this.git = git.start(['cat-file', '--batch']);
    this.git.done.catch((error: unknown) => this.fail(error));
    this.git.stdout.on('data', (chunk: Buffer) => {
      if (this.failure !== undefined) return;
      try {
        this.feed(chunk);
      } catch (error) {
        this.fail(error);
      }
    });
  }

  /** How many are asked for and not answered yet. */
  get waiting(): number {
    return this.asked.length - this.answered;
  }

  ask(id: string, request: R): void {
    if (this.failure !== undefined) return;
    this.asked.push({ id, request });
    this.git.stdin.write(`${id}\n`);
  }

  /** Waits until few enough are on their way. */
  async room(): Promise<void> {
    if (this.waiting < MOST_WAITING || this.failure !== undefined) return;
    await new Promise<void>((resolve) => {
      this.whenRoom = resolve;
    });
  }

  get hasFailed(): boolean {
    return this.failure !== undefined;
  }

  /** No more is asked; ends when all is answered. Throws GitError, and what `take` threw. */
  async end(): Promise<void> {
    this.git.stdin.end();
    try {
      await this.git.done;
    } catch (error) {
      this.failure ??= error;
    }
    if (this.failure === undefined && this.waiting > 0)
      this.failure = new GitError('cat-file', 'its answer ends too early');
    if (this.failure !== undefined) throw this.failure;
  }

  /** Ends it without waiting. */
  stop(): void {
    this.fail(new GitError('cat-file', 'it was stopped'));
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    this.git.stop();
    this.whenRoom?.();
  }

  private feed(given: Buffer): void {
    let chunk = given;
    while (chunk.length > 0) chunk = this.current ? this.feedBytes(chunk) : this.feedHead(chunk);
  }

  private feedHead(given: Buffer): Buffer {
    const chunk = this.held.length > 0 ? Buffer.concat([this.held, given]) : given;
    const end = chunk.indexOf(10);
    if (end < 0) {
      if (chunk.length > LONGEST_HEAD) throw new GitError('cat-file', 'its answer is not understood');
      this.held = chunk;
      return Buffer.alloc(0);
    }
    this.held = Buffer.alloc(0);
    const next = this.asked[this.answered];
    if (!next) throw new GitError('cat-file', 'it answers what was not asked');
    const head = parseHead(chunk.toString('latin1', 0, end), next.id);
    const rest = chunk.subarray(end + 1);
    if (!head) {
      this.give({ id: next.id, problem: 'missing' });
      return rest;
    }
    if (rest.length > head.size) {
      this.give({ id: next.id, type: head.type, bytes: rest.subarray(0, head.size) });
      return rest.subarray(head.size + 1);
    }
    const bytes = head.size > LARGEST ? undefined : Buffer.allocUnsafe(head.size);
    this.current = { head, bytes, at: 0 };
    return rest;
  }

  private feedBytes(chunk: Buffer): Buffer {
    const { head, bytes, at } = this.current!;
    const part = chunk.subarray(0, head.size - at);
    if (bytes) part.copy(bytes, at);
    this.current!.at += part.length;
    // the line feed behind it may come with the next chunk
    if (chunk.length === part.length) return Buffer.alloc(0);
    this.current = undefined;
    const { id } = this.asked[this.answered]!;
    this.give(bytes ? { id, type: head.type, bytes } : { id, problem: 'too-large' });
    return chunk.subarray(part.length + 1);
  }

  private give(object: GitObject): void {
    const { request } = this.asked[this.answered]!;
    this.answered += 1;
    if (this.answered >= MOST_WAITING) {
      this.asked.splice(0, this.answered);
      this.answered = 0;
    }
    this.take(object, request);
    if (this.waiting < MOST_WAITING / 2) this.whenRoom?.();
  }
}
