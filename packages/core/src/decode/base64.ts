/**
 * Base64 of either alphabet, in one line or wrapped. What it says is kept where it is text, or begins as something does
 * that holds text; other bytes are none of this decoder's business: values are found in them bit by bit, without it.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { BASE64 } from './kit/alphabets.ts';
import { isMagic, isText, TAR, TEXT } from './kit/content.ts';
import { isDeflatedText, mayBeDeflated } from './kit/raw-deflate.ts';
import { mayFollow } from './kit/text-kinds.ts';
import { continuation, type Run } from './kit/wrapped.ts';
import { BASE64_RUN, type Survey } from './survey.ts';

/** So many characters a run has behind what is glued before it. */
const MIN_GLUED = 16;
/** Shorter runs are not inflated. */
const MIN_DEFLATED = 32;
/** Runs of one window that only inflating tells of. Of random runs it is one in a hundred, and it is dear. */
const MAX_INFLATIONS = 256;
/** So many characters may stand glued before it, in front of which nothing tells that it begins. */
const MAX_GLUED = 32;
/** Behind them, it begins where a part of a path does: so many parts are tried. */
const MAX_PARTS = 8;
const MAX_PATH = 512;
/** What is decoded at once. */
const BLOCK = 3072;

type Kind = 'text' | 'binary';

/** One text is decoded at a time. */
let block: Buffer | undefined;

class Base64 {
  private readonly bytes: Buffer;
  private readonly out: DecodedText;
  private readonly block = (block ??= Buffer.alloc(BLOCK));
  private readonly next: Run = { start: 0, end: 0 };
  /** Characters of a group that a line did not complete. */
  private readonly pending = new Int32Array(4);
  private count = 0;
  private inflations = 0;

  constructor(bytes: Buffer, out: DecodedText) {
    this.bytes = bytes;
    this.out = out;
  }

  all(survey: Survey): void {
    const { bytes } = this;
    for (let at = survey.next(BASE64_RUN, 0); at < bytes.length && !this.out.isFull;) {
      let end = at;
      while (end < bytes.length && BASE64[bytes[end]!] !== 0) end++;
      at = survey.next(BASE64_RUN, this.run(at, end));
    }
  }

  /** Reads what begins in the run; returns where the search goes on. */
  private run(start: number, end: number): number {
    const { bytes } = this;
    if (this.isBinary(start, end)) return this.write(start, end, start, 'binary');
    const last = end - MIN_GLUED;
    const glued = Math.max(start, Math.min(last, start + MAX_GLUED - 1));
    for (let at = start; at <= glued; at++)
      // what stands before it in the same alignment may belong to it, and is no harm
      if (this.isTextAt(at, end)) return this.write(start + ((at - start) & 3), end, start, 'text');
    const path = Math.min(last, start + MAX_PATH);
    for (let at = glued + 1, parts = 0; at <= path && parts < MAX_PARTS; at++)
      if (BASE64[bytes[at - 1]!]! > 62) {
        parts++;
        if (this.isTextAt(at, end)) return this.write(at, end, start, 'text');
      }
    return end;
  }

  private isTextAt(at: number, end: number): boolean {
    const { bytes, block } = this;
    const first =
      ((BASE64[bytes[at]!]! - 1) << 18) |
      ((BASE64[bytes[at + 1]!]! - 1) << 12) |
      ((BASE64[bytes[at + 2]!]! - 1) << 6) |
      (BASE64[bytes[at + 3]!]! - 1);
    // the tail of a character is no beginning
    if (first >> 22 === 2 && first >> 16 < 0xa0) return false;
    const last = first & 0xff;
    if (!mayFollow(first >> 16, (first >> 8) & 0xff) || !mayFollow((first >> 8) & 0xff, last)) return false;
    const second =
      ((BASE64[bytes[at + 4]!]! - 1) << 18) |
      ((BASE64[bytes[at + 5]!]! - 1) << 12) |
      ((BASE64[bytes[at + 6]!]! - 1) << 6) |
      (BASE64[bytes[at + 7]!]! - 1);
    const middle = (second >> 8) & 0xff;
    if (!mayFollow(last, second >> 16) || !mayFollow(second >> 16, middle)) return false;
    if (!mayFollow(middle, second & 0xff)) return false;
    if (!isText(block, this.groups(at, Math.min(end, at + 16)), true)) return false;
    return isText(block, this.groups(at, Math.min(end, at + 80)));
  }

  private isBinary(start: number, end: number): boolean {
    const { block } = this;
    const glance = this.groups(start, Math.min(end, start + 16));
    if (isMagic(block, glance)) return true;
    if (end - start < MIN_DEFLATED) return false;
    // a tar tells late, mostly some lines below
    if (TEXT[block[0]!] === 1 && block[glance - 1] === 0 && this.isTar(start, end)) return true;
    if (this.inflations === MAX_INFLATIONS || !mayBeDeflated(block)) return false;
    this.inflations++;
    return isDeflatedText(block.subarray(0, this.groups(start, Math.min(end, start + 128))));
  }

  private isTar(start: number, end: number): boolean {
    const { bytes, next } = this;
    const from = Math.floor(TAR.at / 3) * 4;
    const signs: number[] = [];
    let passed = 0;
    for (let line = { start, end }; passed < from + 12;) {
      for (
        let at = Math.max(line.start, line.start + from - passed);
        at < line.end && signs.length < 12;
        at++
      )
        signs.push(bytes[at]!);
      passed += line.end - line.start;
      if (passed >= from + 12 || !continuation(bytes, line.end, BASE64, next)) break;
      line = { ...next };
    }
    const decoded = Buffer.from(Buffer.from(signs).toString('latin1'), 'base64');
    const inside = TAR.at % 3;
    return decoded.subarray(inside, inside + TAR.magic.length).equals(TAR.magic);
  }

  /** Decodes the whole groups of [from, to) into the block; returns how many bytes they are. */
  private groups(from: number, to: number): number {
    const { bytes, block } = this;
    let length = 0;
    for (let at = from; at + 4 <= to; at += 4) {
      const bits =
        ((BASE64[bytes[at]!]! - 1) << 18) |
        ((BASE64[bytes[at + 1]!]! - 1) << 12) |
        ((BASE64[bytes[at + 2]!]! - 1) << 6) |
        (BASE64[bytes[at + 3]!]! - 1);
      block[length] = bits >> 16;
      block[length + 1] = bits >> 8;
      block[length + 2] = bits;
      length += 3;
    }
    return length;
  }

  /** Writes the run from `from`, and the lines that continue it. `start` is where its first line begins. */
  private write(from: number, end: number, start: number, kind: Kind): number {
    const { bytes, out, next } = this;
    const width = end - start;
    this.count = 0;
    let line = end - start;
    for (;;) {
      this.line(from, end);
      if (out.isFull || !continuation(bytes, end, BASE64, next)) break;
      if (kind === 'text' && !this.isJoined(width, line, next)) break;
      ({ start: from, end } = next);
      line = end - from;
    }
    this.rest();
    out.separate();
    return end;
  }

  /** Whether text goes on in the next line. Lines of one width do; of others it is asked of what they say together. */
  private isJoined(width: number, line: number, next: Run): boolean {
    const isWrapped = line === width && next.end - next.start <= width;
    if (this.count === 0) return isWrapped;
    const { bytes, block } = this;
    const to = Math.min(next.end, next.start + 16);
    let signs = bytes.toString('latin1', next.start, to);
    const isNew = isText(block, block.write(signs, 'base64'));
    if (isWrapped && (!isNew || this.count === 1)) return true;
    for (let i = this.count - 1; i >= 0; i--) signs = String.fromCharCode(bytes[this.pending[i]!]!) + signs;
    const length = block.write(signs.slice(0, 16), 'base64');
    // the line may end inside of a character
    let tail = 0;
    while (tail < 3 && (block[tail]! & 0xc0) === 0x80) tail++;
    const goesOn = isText(block.subarray(tail), length - tail, true);
    // where both are text, lines of one width are one text
    return goesOn && (isWrapped || !isNew);
  }

  private line(from: number, end: number): void {
    let at = from;
    while (at < end && this.count > 0) this.sign(at++);
    const whole = at + ((end - at) & ~3);
    while (at < whole) {
      const to = Math.min(whole, at + (BLOCK / 3) * 4);
      this.out.unit(this.block.subarray(0, this.groups(at, to)), at, to);
      at = to;
    }
    while (at < end) this.sign(at++);
  }

  /** One character of a group that the lines divide. */
  private sign(at: number): void {
    this.pending[this.count++] = at;
    if (this.count === 4) this.rest();
  }

  /** Writes as many bytes as the pending characters make. */
  private rest(): void {
    const { bytes, pending, out } = this;
    for (let i = 0; i + 1 < this.count; i++) {
      const high = BASE64[bytes[pending[i]!]!]! - 1;
      const low = BASE64[bytes[pending[i + 1]!]!]! - 1;
      out.byte(((high << (2 * i + 2)) | (low >> (4 - 2 * i))) & 0xff, pending[i]!, pending[i + 1]! + 1);
    }
    this.count = 0;
  }
}

export const base64: Decoder = {
  name: 'base64',
  inline: false,
  mayRead: (survey) => survey.has(BASE64_RUN),
  decode(bytes, length, out, survey) {
    new Base64(bytes.subarray(0, length), out).all(survey);
  },
};
