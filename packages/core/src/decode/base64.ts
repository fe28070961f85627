/**
 * Base64 of either alphabet, in one line or wrapped. What it says is kept where it is text, or begins as something does
 * that holds text; other bytes are none of this decoder's business: values are found in them bit by bit, without it.
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { isMagic, isText, TAR, TEXT } from './kit/content.ts';
import { isDeflatedText, mayBeDeflated } from './kit/raw-deflate.ts';
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

/** Value of a character plus one; 0 where it is not of the alphabets. */
const VALUE = new Uint8Array(256);
for (const [i, sign] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  VALUE[sign.charCodeAt(0)] = i + 1;
VALUE[0x2d] = VALUE[0x2b]!;
VALUE[0x5f] = VALUE[0x2f]!;

/**
 * Pairs of bytes that text may begin with or go on with, in UTF-8 or UTF-16: most of what is not text is told by two of
 * its bytes.
 */
let pairs: Uint8Array | undefined;

function pairsOf(): Uint8Array {
  const table = new Uint8Array(65536);
  const row = (is: (byte: number) => boolean): Uint8Array =>
    Uint8Array.from({ length: 256 }, (_, byte) => (is(byte) ? 1 : 0));
  const isEnd = (byte: number): boolean => TEXT[byte] === 1 || byte === 0;
  const isLead = (byte: number): boolean => byte >= 0xc2 && byte < 0xf5;
  const isTail = (byte: number): boolean => byte >= 0x80 && byte < 0xc0;
  // what may follow, by what stands before it
  const behindEnd = row((byte) => isEnd(byte) || isLead(byte));
  const behindTail = row((byte) => isEnd(byte) || isLead(byte) || isTail(byte));
  const behindLead = row(isTail);
  for (let byte = 0; byte < 256; byte++) {
    if (isEnd(byte)) table.set(behindEnd, byte << 8);
    else if (isTail(byte)) table.set(behindTail, byte << 8);
    else if (isLead(byte)) table.set(behindLead, byte << 8);
  }
  // UTF-16, of Latin-1 or with its mark
  for (let byte = 0xa0; byte < 256; byte++) table[byte] = table[byte << 8] = 1;
  for (const mark of [0xfefe, 0xfeff, 0xfffe, 0xffff]) table[mark] = 1;
  return table;
}

type Kind = 'text' | 'binary';

/** One text is decoded at a time. */
let block: Buffer | undefined;

class Base64 {
  private readonly bytes: Buffer;
  private readonly out: DecodedText;
  private readonly block = (block ??= Buffer.alloc(BLOCK));
  private readonly pairs = (pairs ??= pairsOf());
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
      while (end < bytes.length && VALUE[bytes[end]!] !== 0) end++;
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
      if (VALUE[bytes[at - 1]!]! > 62) {
        parts++;
        if (this.isTextAt(at, end)) return this.write(at, end, start, 'text');
      }
    return end;
  }

  private isTextAt(at: number, end: number): boolean {
    const { bytes, block, pairs } = this;
    const first =
      ((VALUE[bytes[at]!]! - 1) << 18) |
      ((VALUE[bytes[at + 1]!]! - 1) << 12) |
      ((VALUE[bytes[at + 2]!]! - 1) << 6) |
      (VALUE[bytes[at + 3]!]! - 1);
    // the tail of a character is no beginning
    if (first >> 22 === 2 && first >> 16 < 0xa0) return false;
    if (pairs[first >> 8] === 0 || pairs[first & 0xffff] === 0) return false;
    const second =
      ((VALUE[bytes[at + 4]!]! - 1) << 18) |
      ((VALUE[bytes[at + 5]!]! - 1) << 12) |
      ((VALUE[bytes[at + 6]!]! - 1) << 6) |
      (VALUE[bytes[at + 7]!]! - 1);
    if (pairs[((first & 0xff) << 8) | (second >> 16)] === 0) return false;
    if (pairs[second >> 8] === 0 || pairs[second & 0xffff] === 0) return false;
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
      if (passed >= from + 12 || !continuation(bytes, line.end, VALUE, next)) break;
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
        ((VALUE[bytes[at]!]! - 1) << 18) |
        ((VALUE[bytes[at + 1]!]! - 1) << 12) |
        ((VALUE[bytes[at + 2]!]! - 1) << 6) |
        (VALUE[bytes[at + 3]!]! - 1);
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
      if (out.isFull || !continuation(bytes, end, VALUE, next)) break;
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
      const high = VALUE[bytes[pending[i]!]!]! - 1;
      const low = VALUE[bytes[pending[i + 1]!]!]! - 1;
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
