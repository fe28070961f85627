/** From a window's place in a text to the canonical bytes around it, read the way the view reads. */
import type { Span } from '../span.ts';
import { isAlnum, WINDOW } from './forms.ts';
import { ALNUM, BACKWARDS, BASE64, byteClasses, HEX, RAW } from './views.ts';

/** Canonical bytes, and the stretch of the text that spells them. */
export interface Gathered {
  readonly bytes: Buffer;
  readonly span: Span;
}

/** The form that is looked for: its length, and where its window starts in it. */
interface Wanted {
  readonly length: number;
  readonly anchor: number;
}

const CLASSES = byteClasses();
/** Line ends inside of base64; and what else may stand between the digits of hex. */
const isLineEnd = (byte: number): boolean => byte === 10 || byte === 13;

/** Bytes that may stand between those that count, all together: wraps, prefixes, quotes. */
const slack = (length: number): number => 6 * length + 256;

/** `at` is the last byte of the window. Undefined where the text does not go on as the form needs. */
export function gather(
  text: Buffer,
  length: number,
  view: number,
  at: number,
  wanted: Wanted,
): Gathered | undefined {
  if (view === RAW) return bytewise(text, length, at, wanted, (byte) => byte !== 0);
  if (view === ALNUM) return bytewise(text, length, at, wanted, isAlnum);
  if (view === BACKWARDS) {
    // what was read last is the form's first byte
    const turned = { length: wanted.length, anchor: wanted.length - WINDOW - wanted.anchor };
    const found = bytewise(text, length, at, turned, isAlnum);
    return found && { ...found, bytes: found.bytes.reverse() };
  }
  if (view === HEX) return nibbles(text, length, at, wanted);
  return base64(text, length, at, wanted, 2 * (view - BASE64 + 1));
}

function bytewise(
  text: Buffer,
  length: number,
  at: number,
  { length: size, anchor }: Wanted,
  counts: (byte: number) => boolean,
): Gathered | undefined {
  const bytes = Buffer.allocUnsafe(size);
  let place = anchor + WINDOW - 1;
  let from = at;
  for (const least = Math.max(0, at - slack(size)); from >= least && place >= 0; from--) {
    if (counts(text[from]!)) bytes[place--] = text[from]!;
  }
  if (place >= 0) return undefined;
  place = anchor + WINDOW;
  let to = at + 1;
  for (const most = Math.min(length, at + slack(size)); to < most && place < size; to++) {
    if (counts(text[to]!)) bytes[place++] = text[to]!;
  }
  return place < size ? undefined : { bytes, span: { start: from + 1, end: to } };
}

/** Digits of `bits` bits each, read from `at` in both directions until as many as asked for; only `between` may part them. */
function digits(
  text: Buffer,
  length: number,
  at: number,
  back: number,
  ahead: number,
  digit: (byte: number) => number,
  isBetween: (byte: number) => boolean,
): { readonly values: Uint8Array; readonly span: Span } | undefined {
  const values = new Uint8Array(back + ahead);
  let place = back - 1;
  let from = at;
  for (; from >= 0 && place >= 0; from--) {
    const value = digit(text[from]!);
    if (value >= 0) values[place--] = value;
    else if (!isBetween(text[from]!)) return undefined;
  }
  if (place >= 0) return undefined;
  place = back;
  let to = at + 1;
  for (; to < length && place < values.length; to++) {
    const value = digit(text[to]!);
    if (value >= 0) values[place++] = value;
    else if (!isBetween(text[to]!)) return undefined;
  }
  return place < values.length ? undefined : { values, span: { start: from + 1, end: to } };
}

function nibbles(
  text: Buffer,
  length: number,
  at: number,
  { length: size, anchor }: Wanted,
): Gathered | undefined {
  const back = 2 * (anchor + WINDOW);
  const digit = (byte: number): number => ((CLASSES[byte]! & 0x1000) !== 0 ? (CLASSES[byte]! >> 8) & 15 : -1);
  const found = digits(text, length, at, back, 2 * size - back, digit, isLineEnd);
  if (!found) return undefined;
  const bytes = Buffer.allocUnsafe(size);
  for (let i = 0; i < size; i++) bytes[i] = (found.values[2 * i]! << 4) | found.values[2 * i + 1]!;
  return { bytes, span: found.span };
}

/** `own` bits of the digit at `at` belong to the window: 2, 4 or 6. */
function base64(
  text: Buffer,
  length: number,
  at: number,
  { length: size, anchor }: Wanted,
  own: number,
): Gathered | undefined {
  const before = 8 * (anchor + WINDOW) - own;
  const back = Math.ceil(before / 6) + 1;
  const ahead = Math.max(0, Math.ceil((8 * (size - anchor - WINDOW) - (6 - own)) / 6));
  const digit = (byte: number): number => ((CLASSES[byte]! & 0x40) !== 0 ? CLASSES[byte]! & 63 : -1);
  const found = digits(text, length, at, back, ahead, digit, isLineEnd);
  if (!found) return undefined;
  const { values } = found;
  const bytes = Buffer.allocUnsafe(size);
  const first = (back - 1) * 6 - before;
  for (let i = 0; i < size; i++) {
    const bit = first + 8 * i;
    const place = Math.floor(bit / 6);
    const three = (values[place]! << 12) | ((values[place + 1] ?? 0) << 6) | (values[place + 2] ?? 0);
    bytes[i] = (three >> (10 - (bit % 6))) & 255;
  }
  return { bytes, span: found.span };
}
