/** The JSON around an offset of a file: a line of JSON lines, or the whole document. */
import path from 'node:path';
import { jsonPlaces, type JsonPlace } from '@staunch/core/state';
import type { Store } from '../agents/agent.ts';
import type { QuietFile } from '../agents/quiet-file.ts';
import { labelsIn, titleIn, type Labels } from './labels.ts';
import type { Titles } from './titles.ts';

export interface At extends Labels {
  readonly place: JsonPlace | undefined;
}

/** Longer lines and documents are searched like all others, but nobody is told where in them something stands. */
const LONGEST = 32 << 20;
const PIECE = 1 << 16;
/** Sessions are called by one, behind what else their file's name says. */
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Line extends Labels {
  readonly start: number;
  readonly bytes: Buffer;
}

export class Lines {
  private readonly file: QuietFile;
  private readonly isDocument: boolean;
  private readonly store: Store;
  private readonly session: string;
  private line: Line | undefined;

  /** Titles of sessions that the file gives are noted in `titles`. */
  constructor(file: QuietFile, format: 'json' | 'jsonl', store: Store, name: string, titles: Titles) {
    this.file = file;
    this.isDocument = format === 'json';
    this.store = store;
    const stem = path.basename(name).replace(/\.jsonl?.*$/, '');
    this.session = UUID.exec(stem)?.[0] ?? stem;
    if (store.labels && store.labels.title.length > 0) this.readTitles(titles);
  }

  /** Of the value at [start, end) of the file. */
  at(start: number, end: number): At | undefined {
    const { line } = this;
    const own =
      line && line.start <= start && end <= line.start + line.bytes.length ? line : this.lineAt(start);
    this.line = own;
    if (!own) return undefined;
    const [place] = jsonPlaces(own.bytes, [{ start: start - own.start, end: end - own.start }]);
    return { place, session: own.session, time: own.time };
  }

  private lineAt(offset: number): Line | undefined {
    const start = this.isDocument ? 0 : this.startOf(offset);
    const end = this.isDocument ? this.file.size : this.endOf(offset);
    if (start < 0 || end < 0 || end - start > LONGEST) return undefined;
    const bytes = this.read(start, end - start);
    return { start, bytes, ...this.labels(bytes) };
  }

  private labels(bytes: Buffer): Labels {
    const { labels } = this.store;
    if (!labels) return {};
    const document = parsed(bytes);
    const own = labelsIn(document, labels);
    return { session: own.session ?? this.session, time: own.time };
  }

  /** The offset after the line end before `offset`; -1 where that is too far. */
  private startOf(offset: number): number {
    for (let to = offset; to > 0; to -= PIECE) {
      if (offset - to > LONGEST) return -1;
      const from = Math.max(0, to - PIECE);
      const found = this.read(from, to - from).lastIndexOf(10);
      if (found >= 0) return from + found + 1;
    }
    return 0;
  }

  private endOf(offset: number): number {
    for (let from = offset; from < this.file.size; from += PIECE) {
      if (from - offset > LONGEST) return -1;
      const found = this.read(from, PIECE).indexOf(10);
      if (found >= 0) return from + found;
    }
    return this.file.size;
  }

  private readTitles(titles: Titles): void {
    const labels = this.store.labels!;
    const keys = labels.title.map((each) => Buffer.from(`"${each.split('.').at(-1)!}"`));
    for (const { bytes } of this.all()) {
      if (!keys.some((key) => bytes.includes(key))) continue;
      const document = parsed(bytes);
      const title = titleIn(document, labels);
      if (title !== undefined) titles.set(labelsIn(document, labels).session ?? this.session, title);
    }
  }

  /** Every line that is not too long. */
  private *all(): Iterable<{ readonly bytes: Buffer }> {
    const { size } = this.file;
    if (this.isDocument) {
      if (size <= LONGEST) yield { bytes: this.read(0, size) };
      return;
    }
    let rest = Buffer.alloc(0);
    for (let at = 0; at < size; at += PIECE) {
      const piece = this.read(at, PIECE);
      let from = 0;
      for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
        const line = piece.subarray(from, end);
        yield { bytes: rest.length > 0 ? Buffer.concat([rest, line]) : line };
        rest = Buffer.alloc(0);
        from = end + 1;
      }
      rest =
        rest.length + piece.length - from > LONGEST
          ? Buffer.alloc(0)
          : Buffer.concat([rest, piece.subarray(from)]);
    }
    if (rest.length > 0) yield { bytes: rest };
  }

  private read(from: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.file.size - from)));
    let filled = 0;
    while (filled < bytes.length) {
      const got = this.file.read(bytes.subarray(filled), from + filled);
      if (got === 0) break;
      filled += got;
    }
    return bytes.subarray(0, filled);
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    // half written, or no JSON
    return undefined;
  }
}
