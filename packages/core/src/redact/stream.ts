/** Redacts a stream of any size in bounded memory; every split of the input gives the same output. */
import { MAX_MATCH } from '../engine/shape.ts';
import { rewrite } from './block.ts';
import type { SpanFinder } from './finder.ts';
import { LARGEST_DOCUMENT, Planner } from './plan.ts';

/** Bytes that are rewritten at once. */
const BLOCK = 1 << 20;

/** The longest match of a pattern, in UTF-32. */
const LONGEST = 4 * MAX_MATCH + 1024;

export interface StreamOptions {
  /** The longest stretch of bytes that a value takes: so much is held back, and so much is seen before and after. */
  readonly longest?: number;
  /** Bytes that are rewritten at once, at least `longest`; 1 MiB unless said. */
  readonly block?: number;
  /** The largest JSON document that is redacted as JSON; 64 MiB unless said. */
  readonly largestDocument?: number;
}

const NOTHING = Buffer.alloc(0);

export class RedactionStream {
  private readonly find: SpanFinder;
  private readonly longest: number;
  private readonly planner: Planner;
  private readonly least: number;
  private readonly most: number;
  /** The end of what was put out, as it was put out. */
  private context: Buffer = NOTHING;
  private held = Buffer.alloc(0);
  private from = 0;
  private to = 0;
  /** So many bytes are needed for the next step. */
  private need: number;
  /** How many stretches were replaced. */
  count = 0;

  constructor(
    find: SpanFinder,
    { longest = LONGEST, block = BLOCK, largestDocument = LARGEST_DOCUMENT }: StreamOptions = {},
  ) {
    this.find = find;
    this.longest = longest;
    const own = Math.max(block, longest, 1);
    this.need = this.least = own + longest;
    this.most = Math.max(largestDocument, this.least);
    this.planner = new Planner(own, this.most);
  }

  /** What could not be done as it should. */
  get notes(): readonly string[] {
    return this.planner.notes;
  }

  /** Answers what can be put out by now. Throws UserError when it cannot be redacted: then nothing more may be put out. */
  push(chunk: Buffer): Buffer {
    const out: Buffer[] = [];
    for (let at = 0; at < chunk.length;) {
      const room = Math.min(chunk.length - at, Math.max(1, this.need - (this.to - this.from)));
      this.append(chunk.subarray(at, at + room));
      at += room;
      while (this.to - this.from >= this.need) out.push(this.step(false));
    }
    return out.length === 1 ? out[0]! : Buffer.concat(out);
  }

  /** The rest. */
  end(): Buffer {
    const out: Buffer[] = [];
    while (this.to > this.from) out.push(this.step(this.to - this.from < this.need));
    this.held.fill(0);
    return Buffer.concat(out);
  }

  /** Looks at `need` bytes, or at all that are left. */
  private step(isLast: boolean): Buffer {
    const length = isLast ? this.to - this.from : this.need;
    const window = this.held.subarray(this.from, this.from + length);
    const plan = this.planner.plan(window, isLast);
    if (plan === 'more') {
      this.need = Math.min(2 * this.need, this.most);
      return NOTHING;
    }
    const by = this.context.length;
    const { bytes, end, count } = rewrite(
      {
        text: Buffer.concat([this.context, window.subarray(0, plan.end + this.longest)]),
        own: { start: by, end: by + plan.end },
        documents: plan.documents.map(({ start, end }) => ({ start: start + by, end: end + by })),
      },
      this.find,
    );
    this.planner.carriedOut(window, plan.end, end - by);
    this.from += end - by;
    this.need = this.least;
    this.count += count;
    const context = Buffer.concat([this.context, bytes]);
    this.context = context.subarray(Math.max(0, context.length - this.longest));
    return bytes;
  }

  private append(chunk: Buffer): void {
    const length = this.to - this.from;
    if (this.to + chunk.length > this.held.length) {
      const size = length + chunk.length > this.held.length ? 2 * (length + chunk.length) : this.held.length;
      const target = size === this.held.length ? this.held : Buffer.alloc(Math.max(size, this.least));
      this.held.copy(target, 0, this.from, this.to);
      this.held = target;
      this.from = 0;
      this.to = length;
    }
    chunk.copy(this.held, this.to);
    this.to += chunk.length;
  }
}
