/**
 * What a terminal shows of a text with escape sequences: colours, cursor movements, hyperlinks, titles and character sets
 * removed, in 7 and 8 bits, and in the spellings that viewers and loggers give the escape character (`^[`, `␛`, `#033`,
 * nothing at all before `[31m`). A cursor moved to the right is spaces, a backspace takes back what it stands behind.
 */
import type { Decoder } from './decoder.ts';
import { Around } from './kit/around.ts';
import { TERMINAL } from './survey.ts';

const BELL = 0x07;
const BACKSPACE = 0x08;
const ESCAPE = 0x1b;
const BRACKET = 0x5b;
const CSI = 0x9b;

/** Longer parameters and longer titles are no sequences. */
const MAX_PARAMETERS = 64;
const MAX_STRING = 4096;
const MAX_SPACES = 200;
/** Bytes before and after that show whether it is text. */
const NEIGHBOURS = 12;

/** How the escape character is spelled where it is not there itself. */
const SPELLINGS = ['^[', '␛', '#033', '\\033', '\\e', '\ufffd'].map((text) => Buffer.from(text));

export const ansi: Decoder = {
  name: 'ansi',
  inline: true,
  mayRead: (survey) => survey.has(TERMINAL),
  decode(bytes, length, out, survey) {
    const around = new Around(length, out);
    for (let at = survey.next(TERMINAL, 0); at < length && !out.isFull; at = survey.next(TERMINAL, at)) {
      const byte = bytes[at]!;
      if (byte === BACKSPACE) {
        at = backspaces(bytes, length, at, around);
        continue;
      }
      const sequence =
        byte === BRACKET
          ? spelled(bytes, length, at)
          : byte === CSI
            ? eightBit(bytes, length, at)
            : sevenBit(bytes, length, at);
      if (sequence === undefined || sequence.from < around.end) {
        at++;
        continue;
      }
      around.change(sequence.from, sequence.to);
      for (let i = 0; i < sequence.spaces; i++) out.byte(0x20, sequence.from, sequence.to);
      at = sequence.to;
    }
    around.finish();
  },
};

interface Sequence {
  readonly from: number;
  readonly to: number;
  /** A cursor that moves to the right leaves a gap. */
  readonly spaces: number;
}

const isFinal = (byte: number): boolean => byte >= 0x40 && byte <= 0x7e;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** The end of the parameters, the intermediates and the final byte of a control sequence; 0 when it is none. */
function controlEnd(bytes: Buffer, length: number, start: number): number {
  const limit = Math.min(length, start + MAX_PARAMETERS);
  let at = start;
  while (at < limit && bytes[at]! >= 0x30 && bytes[at]! <= 0x3f) at++;
  while (at < limit && bytes[at]! >= 0x20 && bytes[at]! <= 0x2f) at++;
  return at < limit && isFinal(bytes[at]!) ? at + 1 : 0;
}

function control(bytes: Buffer, from: number, parameters: number, to: number): Sequence {
  let spaces = 0;
  if (bytes[to - 1] === 0x43) {
    for (let at = parameters; at < to - 1 && isDigit(bytes[at]!) && spaces < MAX_SPACES; at++)
      spaces = spaces * 10 + bytes[at]! - 0x30;
    spaces = Math.min(Math.max(spaces, 1), MAX_SPACES);
  }
  return { from, to, spaces };
}

function sevenBit(bytes: Buffer, length: number, at: number): Sequence | undefined {
  const next = at + 1 < length ? bytes[at + 1]! : 0;
  if (next === BRACKET) {
    const to = controlEnd(bytes, length, at + 2);
    return to > 0 ? control(bytes, at, at + 2, to) : undefined;
  }
  if (next < 0x20 || next > 0x7e) return undefined;
  // OSC, DCS, SOS, PM, APC: strings, which end at a bell or at ESC \
  if (next === 0x5d || next === 0x50 || next === 0x58 || next === 0x5e || next === 0x5f) {
    const to = stringEnd(bytes, length, at + 2);
    return to > 0 && isText(bytes, length, at) ? { from: at, to, spaces: 0 } : undefined;
  }
  let to = at + 1;
  while (to < length && to < at + 4 && bytes[to]! >= 0x20 && bytes[to]! <= 0x2f) to++;
  const isWhole = to < length && bytes[to]! >= 0x30 && bytes[to]! <= 0x7e;
  return isWhole && isText(bytes, length, at) ? { from: at, to: to + 1, spaces: 0 } : undefined;
}

/** Behind the terminator of a control string; 0 when another control character comes first. */
function stringEnd(bytes: Buffer, length: number, start: number): number {
  const limit = Math.min(length, start + MAX_STRING);
  for (let at = start; at < limit; at++) {
    const byte = bytes[at]!;
    if (byte === BELL) return at + 1;
    if (byte === ESCAPE) return at + 1 < length && bytes[at + 1] === 0x5c ? at + 2 : 0;
    if (byte < 0x20) return 0;
  }
  return 0;
}

/** CSI as one character of C1: as UTF-8, or as a byte that is no part of a UTF-8 character. */
function eightBit(bytes: Buffer, length: number, at: number): Sequence | undefined {
  const before = at > 0 ? bytes[at - 1]! : 0x20;
  if (before >= 0x80 && before !== 0xc2) return undefined;
  const to = controlEnd(bytes, length, at + 1);
  if (to === 0 || !isText(bytes, length, before === 0xc2 ? at - 1 : at)) return undefined;
  return control(bytes, before === 0xc2 ? at - 1 : at, at + 1, to);
}

/** A sequence whose escape character is spelled, or lost: at its bracket. */
function spelled(bytes: Buffer, length: number, at: number): Sequence | undefined {
  const next = at + 1 < length ? bytes[at + 1]! : 0;
  // the bracket of `^[`: what follows may be another kind of sequence
  if (at > 0 && bytes[at - 1] === 0x5e) {
    if (next === 0x5d) return caretString(bytes, length, at - 1);
    if (next === 0x28 && at + 2 < length && isFinal(bytes[at + 2]!))
      return { from: at - 1, to: at + 3, spaces: 0 };
    if (next === BRACKET) return undefined;
  }
  const to = controlEnd(bytes, length, at + 1);
  if (to === 0) return undefined;
  const final = bytes[to - 1]!;
  const isColour = final === 0x6d && isDigit(next);
  const isOther =
    (isDigit(next) || next === 0x3f || final === 0x6d || final === 0x4b) &&
    (final | 0x20) >= 0x61 &&
    (final | 0x20) <= 0x7a;
  if (!isColour && !isOther) return undefined;
  for (const spelling of SPELLINGS) {
    const from = at - spelling.length;
    if (
      from >= 0 &&
      bytes[from] === spelling[0] &&
      bytes.compare(spelling, 0, spelling.length, from, at) === 0
    )
      return control(bytes, from, at + 1, to);
  }
  if (!isColour || to - at > 24) return undefined;
  for (let i = at + 1; i < to - 1; i++)
    if (!isDigit(bytes[i]!) && bytes[i] !== 0x3b && bytes[i] !== 0x3a) return undefined;
  return { from: at, to, spaces: 0 };
}

/** `^[]8;;…^G` and `^[]0;…^[\`. */
function caretString(bytes: Buffer, length: number, from: number): Sequence | undefined {
  let at = from + 3;
  if (at >= length || !isDigit(bytes[at]!)) return undefined;
  const limit = Math.min(length - 1, from + MAX_STRING);
  for (; at < limit && bytes[at]! >= 0x20; at++) {
    if (bytes[at] !== 0x5e) continue;
    if (bytes[at + 1] === 0x47) return { from, to: at + 2, spaces: 0 };
    if (bytes[at + 1] === BRACKET)
      return at + 2 < length && bytes[at + 2] === 0x5c ? { from, to: at + 3, spaces: 0 } : undefined;
  }
  return undefined;
}

/** Takes back as many characters as backspaces follow them: `a\ba`, `_\ba`, `x\b \b`. The end of the backspaces. */
function backspaces(bytes: Buffer, length: number, start: number, around: Around): number {
  let to = start + 1;
  let count = 1;
  // a blank that is taken back itself has wiped a character
  for (let at = to, spaces = 0; at < length; at++) {
    if (bytes[at] === BACKSPACE) {
      to = at + 1;
      count += 1 - spaces;
      spaces = 0;
    } else if (bytes[at] === 0x20) spaces++;
    else break;
  }
  let from = start;
  for (; count > 0 && from > around.end && bytes[from - 1]! >= 0x20; count--) {
    from--;
    while (from > around.end && (bytes[from]! & 0xc0) === 0x80) from--;
  }
  if (isText(bytes, length, start)) around.change(from, to);
  return to;
}

/** Whether what stands around is text and no binary, in which escape characters are a byte as any other. */
function isText(bytes: Buffer, length: number, at: number): boolean {
  const from = Math.max(at - NEIGHBOURS, 0);
  const to = Math.min(at + NEIGHBOURS, length);
  let ascii = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte < 0x07 || byte === 0x7f || (byte > 0x0d && byte < 0x20 && byte !== ESCAPE)) return false;
    if (byte < 0x80) ascii++;
  }
  return ascii * 2 >= to - from;
}
