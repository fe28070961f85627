/**
 * Pages that belong to nothing any more, as raw bytes. Where one looks like an overflow page, what it went on with is
 * joined to it, and it to the bytes that led to it, so that a value is found that stood on several pages.
 */
import type { Member } from '../container.ts';
import { Bitmap } from './bitmap.ts';
import { isBlank } from './unused.ts';

/** Where raw pages come from. They have ids of their own, from 1 on. */
export interface ScrapSource {
  readonly limit: number;
  /** No page has a higher number. */
  readonly highestPage: number;
  readonly pageSize: number;
  readonly usable: number;
  read(id: number, into: Buffer): void;
  /** The first four bytes as a number. */
  pointer(id: number): number;
  /** The id of a page, as it was when `from` was written (0: now); 0 where there is none. */
  find(page: number, from: number): number;
  name(id: number): string;
}

/** Stands between stretches that do not belong together; part of no text. */
const SEPARATOR = Buffer.alloc(8, 0xff);

/** As many pages from `first` on, each less its pointer. */
interface Chain {
  readonly first: number;
  readonly pages: number;
}

type Piece = Buffer | Chain;
const isChain = (piece: Piece): piece is Chain => 'first' in piece;

export class Scraps {
  private readonly source: ScrapSource;
  /** What is to be given out. */
  private readonly wanted: Bitmap;
  /** What a chain may lead through: also pages that are known from elsewhere. */
  private readonly all: Bitmap;
  /** What may be an overflow page to which no other leads, and to which one does. */
  private readonly heads: Bitmap;
  private readonly led: Bitmap;
  private readonly taken: Bitmap;
  private headsLeft = 0;

  constructor(source: ScrapSource, wanted: Bitmap, all = wanted) {
    this.source = source;
    this.wanted = wanted;
    this.all = all;
    this.heads = new Bitmap(source.limit);
    this.led = new Bitmap(source.limit);
    this.taken = new Bitmap(source.limit);
    for (const id of all) {
      const pointer = source.pointer(id);
      const next = this.find(pointer, id);
      if (pointer !== 0 && next === 0) continue;
      this.heads.add(id);
      if (next !== id) this.led.add(next);
    }
    for (const id of this.led) this.heads.delete(id);
    this.headsLeft = this.heads.size;
  }

  /** Everything that is left, except what is known from elsewhere. */
  *members(isKnown: (id: number) => boolean = () => false): Generator<Member> {
    const page = Buffer.alloc(this.source.pageSize);
    // first what may lead to a chain, then chains that nothing leads to, then chains that run in circles
    const turns = [
      (id: number) => !this.heads.has(id) && !this.led.has(id),
      (id: number) => this.heads.has(id),
      () => true,
    ];
    for (const isTurn of turns) {
      for (const id of this.wanted) {
        if (this.taken.has(id) || isKnown(id) || !isTurn(id)) continue;
        this.take(id);
        this.source.read(id, page);
        const next = this.next(id);
        const chain = next === 0 ? [] : [this.chain(next)];
        const found = this.remnant(this.source.name(id), [page], id, chain);
        if (found) yield found;
      }
    }
  }

  /** Bytes that nothing uses, with the chains they lead to; undefined where there is nothing in them. */
  remnant(
    name: string,
    parts: readonly Buffer[],
    from = 0,
    chain: readonly Chain[] = [],
  ): Member | undefined {
    const pieces: Piece[] = [];
    for (const part of parts) {
      if (pieces.length > 0) pieces.push(SEPARATOR);
      this.split(part, from, pieces);
    }
    pieces.push(...chain);
    const isEmpty = pieces.every((piece) => !isChain(piece) && (piece === SEPARATOR || isBlank(piece)));
    return isEmpty ? undefined : { kind: 'member', name, isRemnant: true, read: this.reader(pieces) };
  }

  /** Cuts bytes where the number of a chain's first page stands. */
  private split(bytes: Buffer, from: number, pieces: Piece[]): void {
    let start = 0;
    const high = this.source.highestPage >>> 24;
    for (let at = 0; this.headsLeft > 0 && at + 4 <= bytes.length; at++) {
      if (bytes[at]! > high) {
        // in text there is no zero for long
        const zero = high === 0 ? bytes.indexOf(0, at) : at + 1;
        if (zero < 0) break;
        at = zero - 1;
        continue;
      }
      const id = this.find(bytes.readUInt32BE(at), from);
      if (id === 0 || !this.heads.has(id) || this.taken.has(id) || !endsText(bytes, at)) continue;
      pieces.push(bytes.subarray(start, at), this.chain(id), SEPARATOR);
      at += 3;
      start = at + 1;
    }
    pieces.push(bytes.subarray(start));
  }

  private find(page: number, from: number): number {
    const id = page === 0 || page > this.source.highestPage ? 0 : this.source.find(page, from);
    return this.all.has(id) ? id : 0;
  }

  private take(id: number): void {
    if (this.taken.add(id) && this.heads.has(id)) this.headsLeft--;
  }

  /** What a page goes on with, if nothing else did. */
  private next(id: number): number {
    const next = this.find(this.source.pointer(id), id);
    return this.taken.has(next) ? 0 : next;
  }

  private chain(first: number): Chain {
    let pages = 0;
    for (let id = first; id !== 0; id = this.next(id)) {
      this.take(id);
      pages++;
    }
    return { first, pages };
  }

  private reader(pieces: readonly Piece[]): Member['read'] {
    const { source } = this;
    const page = !pieces.some(isChain) ? undefined : Buffer.alloc(source.pageSize);
    let piece = 0;
    let done = 0;
    /** Of the chain that is being read. */
    let id = 0;
    let index = -1;
    /** The next bytes of the piece; empty at its end. */
    const rest = (current: Piece): Buffer => {
      if (!isChain(current)) return current.subarray(done);
      if (index >= 0 && done < source.usable - 4) return page!.subarray(4 + done, source.usable);
      if (index + 1 === current.pages) return page!.subarray(0, 0);
      id = index < 0 ? current.first : this.find(page!.readUInt32BE(0), id);
      index++;
      done = 0;
      if (id !== 0) source.read(id, page!);
      return id === 0 ? page!.subarray(0, 0) : page!.subarray(4, source.usable);
    };
    return (into) => {
      let filled = 0;
      while (filled < into.length && piece < pieces.length) {
        const bytes = rest(pieces[piece]!);
        if (bytes.length === 0) {
          piece++;
          done = 0;
          index = -1;
          continue;
        }
        const part = bytes.subarray(0, into.length - filled);
        into.set(part, filled);
        filled += part.length;
        done += part.length;
      }
      return filled;
    };
  }
}

/** How much before a pointer is looked at, and how much of that must not be control characters: UTF-16 has half of it. */
const BEFORE = 8;
const LEAST_TEXT = 4;

/** Whether what stands before `at` can be the part of a value that is on its first page. Other numbers are small, too. */
function endsText(bytes: Buffer, at: number): boolean {
  let characters = 0;
  for (let i = Math.max(0, at - BEFORE); i < at; i++) if (bytes[i]! >= 0x20) characters++;
  return characters >= LEAST_TEXT;
}
