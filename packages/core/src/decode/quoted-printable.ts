/**
 * Quoted-printable of mails: `=C3=A9`, and lines that end with `=` and go on. An assignment looks like it; so an `=` is
 * read where a header has said what it is, or where near it stands what no program and no table has.
 */
import type { Decoder } from './decoder.ts';
import { decodeEscapes, HEX, hexPair, type Escapes, type Meaning } from './kit/escapes.ts';
import { EQUALS as PLANE, type Survey } from './survey.ts';

const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const HYPHEN = 0x2d;

/** How far what is certain lends its certainty to what stands before and behind it. */
const NEAR = 1024;
/** How long a line is that an encoder breaks, which it does at 76. */
const SHORTEST = 72;
const LONGEST = 77;
/** As many bytes above ASCII as this, each alone, within NEAR are certain: Latin-1. */
const ALONE = 3;

const HEADER = 'quoted-printable';
/** How it may begin: a letter that is rare enough to be looked for. */
const BEGINS = [0x71, 0x51];

/** Finds what is certain, from front to back. */
class Evidence {
  private readonly bytes: Buffer;
  private readonly survey: Survey;
  /** Behind a header all is certain. */
  private readonly header: number;
  private last = -Infinity;
  private next: number;
  private readonly alone = new Float64Array(ALONE).fill(-Infinity);
  private count = 0;
  private lineEnd = -Infinity;

  constructor(bytes: Buffer, survey: Survey) {
    this.bytes = bytes;
    this.survey = survey;
    this.header = Math.min(...BEGINS.map((letter) => headerIn(bytes, letter)));
    this.next = this.search(0);
  }

  get isEmpty(): boolean {
    return this.next === this.bytes.length && this.header === Infinity;
  }

  /** Whether an `=` at `at` is to be read; `at` never goes back. */
  covers(at: number): boolean {
    if (at > this.header) return true;
    while (this.next <= at) {
      this.last = this.next;
      this.next = this.search(this.next + 1);
    }
    return at - this.last <= NEAR || (this.next < this.bytes.length && this.next - at <= NEAR);
  }

  private search(from: number): number {
    const { bytes, survey } = this;
    let at = survey.next(PLANE, from);
    while (at < bytes.length && at < this.header && !this.isCertain(at)) at = survey.next(PLANE, at + 1);
    return at;
  }

  private isCertain(at: number): boolean {
    const { bytes } = this;
    const first = bytes[at + 1];
    if (first === LF || (first === CR && bytes[at + 2] === LF)) return this.isBroken(at);
    const value = hexPair(bytes, at + 1);
    if (value < 0) return false;
    // the `=` itself, as encoders must write it
    if (value === EQUALS) return true;
    if (isInWord(bytes, at)) return true;
    if (bytes[at + 3] === EQUALS) {
      const next = bytes[at + 4];
      return hexPair(bytes, at + 4) >= 0 || (value < 0x20 && (next === LF || next === CR));
    }
    if (value < 0xa0 || (HEX[bytes[at + 3]!]! < 16 && HEX[bytes[at + 4]!]! < 16)) return false;
    const slot = this.count++ % ALONE;
    const earlier = this.alone[slot]!;
    this.alone[slot] = at;
    return at - earlier <= NEAR;
  }

  /** Whether the line that ends with the `=` at `at` is as long as those that encoders break. */
  private isBroken(at: number): boolean {
    const before = this.bytes[at - 1];
    let start = at;
    while (start > 0 && at - start < LONGEST && this.bytes[start - 1] !== LF) start--;
    const length = at - start + 1;
    const isSoft = before !== EQUALS && length >= SHORTEST && length <= LONGEST;
    // two such lines one after the other, or one that does not look like an end of base64
    const isFirst = this.lineEnd < start - 2;
    this.lineEnd = isSoft ? at : this.lineEnd;
    return isSoft && (!isFirst || (before !== SPACE && this.bytes.subarray(start, at).includes(SPACE)));
  }
}

/** No encoded word of a mail's header is longer. */
const LONGEST_WORD = 75;
const QUESTION = 0x3f;

/** Whether `?Q?` stands before it, with nothing in between that cannot be in `=?utf-8?Q?a=2Eb?=`. */
function isInWord(bytes: Buffer, at: number): boolean {
  for (let i = at - 1; i >= 2 && at - i < LONGEST_WORD; i--) {
    const byte = bytes[i]!;
    if (byte <= SPACE) return false;
    if (byte === QUESTION) return (bytes[i - 1]! | 0x20) === 0x71 && bytes[i - 2] === QUESTION;
  }
  return false;
}

/** Where the first header stands that ends with `end`; Infinity where there is none. */
function headerIn(bytes: Buffer, letter: number): number {
  for (let at = bytes.indexOf(letter); at >= 0; at = bytes.indexOf(letter, at + 1)) {
    if (bytes[at + 6] !== HYPHEN) continue;
    if (bytes.toString('latin1', at, at + HEADER.length).toLowerCase() === HEADER) return at;
  }
  return Infinity;
}

class QuotedPrintable implements Escapes {
  private readonly evidence: Evidence;
  private readonly survey: Survey;

  constructor(evidence: Evidence, survey: Survey) {
    this.evidence = evidence;
    this.survey = survey;
  }

  next(_bytes: Buffer, from: number): number {
    return this.survey.next(PLANE, from);
  }

  decode(bytes: Buffer, at: number, meaning: Meaning): number {
    const first = bytes[at + 1];
    const isLine = first === LF || (first === CR && bytes[at + 2] === LF);
    const value = isLine ? 0 : hexPair(bytes, at + 1);
    if (value < 0 || !this.evidence.covers(at)) return at;
    if (isLine) return meaning.nothing(first === CR ? at + 3 : at + 2);
    return meaning.byte(value, at + 3);
  }
}

export const quotedPrintable: Decoder = {
  name: 'quoted-printable',
  inline: true,
  mayRead: (survey) => survey.has(PLANE),
  decode(bytes, length, out, survey) {
    const text = bytes.subarray(0, length);
    const evidence = new Evidence(text, survey);
    if (!evidence.isEmpty) decodeEscapes(new QuotedPrintable(evidence, survey), text, out);
  },
};
