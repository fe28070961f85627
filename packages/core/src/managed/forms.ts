/** The canonical forms of a value: what its many spellings have in common, as bytes that can be hashed. */

import { lastOf } from './lasts.ts';

/** Bytes of a window. */
export const WINDOW = 8;
/** Of a longer form, this much is looked for at a time: all of it must fit into what is read around a window. */
const LONGEST = 1 << 16;
/** Bits that must be left to guess for a thief of the index and its key, and what a window tells at most. */
const LEFT = 58;
const WINDOW_BITS = 32;
/** Letters and digits alone must say as much. */
const LEAST_ALNUM = 12;

/**
 * - raw: the bytes as they stand, zeros left out.
 * - plain: the same, where all of them are letters and digits.
 * - alnum: the letters and digits of it.
 * - binary: the bytes that a hex or base64 value stands for.
 */
export type FormKind = 'raw' | 'plain' | 'alnum' | 'binary';

export interface Form {
  readonly kind: FormKind;
  readonly bytes: Buffer;
  /** Where its window starts. */
  readonly anchor: number;
  /** The symbols that the value has before and behind the form, 0 for none: without them it is another value. */
  readonly edges: Edges;
}

export interface Edges {
  readonly before: number;
  readonly behind: number;
}

const NO_EDGES: Edges = { before: 0, behind: 0 };

export const isAlnum = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);

/**
 * Of one strong part; `text` is Latin-1, without NULs. The window of the letters and digits is that of the raw form where
 * it can be: two windows at different places would let a thief guess one after the other.
 */
export function formsOf(text: string, bits: number): readonly Form[] {
  const raw = Buffer.from(text, 'latin1');
  const alnum = Buffer.from(raw.filter(isAlnum));
  // each window of its own tells 32 bits at most
  let left = Math.floor((bits - LEFT) / WINDOW_BITS) - 1;
  const binary = (): Form[] => (left >= 1 ? binaryForms(text, left) : []);
  if (alnum.length === raw.length) return [...pieces('plain', raw), ...binary()];
  const forms = pieces('raw', raw);
  const shared = sharedAnchor(raw, forms[0]);
  if (alnum.length >= LEAST_ALNUM && (shared !== undefined || left >= 1)) {
    if (shared === undefined) left--;
    forms.push(...pieces('alnum', alnum, edgesOf(raw), shared));
    // a UUID is written in either case; of hex without signs its bytes are looked for
    const turned = inOtherCase(text);
    if (turned) forms.push(...pieces('alnum', turned, edgesOf(raw), forms.at(-1)!.anchor));
  }
  return [...forms, ...wideForms(text, left), ...binary()];
}

/** The letters and digits of hex in groups, in capitals where it has small letters and the other way round. */
function inOtherCase(text: string): Buffer | undefined {
  if (!/^[0-9a-f]+(?:[-:. ][0-9a-f]+)+$/i.test(text)) return undefined;
  const plain = text.replace(/[^0-9a-f]/gi, '');
  const turned = plain === plain.toLowerCase() ? plain.toUpperCase() : plain.toLowerCase();
  return turned === plain ? undefined : Buffer.from(turned);
}

/** Characters of a window in UTF-16. */
const WIDE_WINDOW = WINDOW / 2;

/**
 * What is not Latin has no zeros in UTF-16 by which it could be told: its bytes are looked for as they stand, by a window
 * of the same characters in either byte order. The view of bytes leaves the zeros of what is Latin out.
 */
function wideForms(text: string, left: number): Form[] {
  const utf8 = Buffer.from(text, 'latin1');
  const characters = utf8.toString();
  if (!/[\u0100-\uffff]/.test(characters) || !Buffer.from(characters).equals(utf8)) return [];
  const little = Buffer.from(characters, 'utf16le');
  const big = Buffer.from(little).swap16();
  let best = Infinity;
  let anchor = -1;
  for (let at = 0; at + WINDOW <= Math.min(little.length, SEARCHED); at += WINDOW / WIDE_WINDOW) {
    if (little.subarray(at, at + WINDOW).includes(0)) continue;
    const cost = lastOf(little, at, WINDOW).cost + lastOf(big, at, WINDOW).cost;
    if (cost < best) [best, anchor] = [cost, at];
  }
  // without four such characters in a row each form has a window of its own
  const shared = anchor < 0 ? undefined : anchor;
  if (left < (shared === undefined ? 4 : 1)) return [];
  return [little, big].flatMap((wide) => {
    const plain = Buffer.from(wide.filter((byte) => byte !== 0));
    if (plain.length === wide.length) return pieces('raw', wide, NO_EDGES, shared);
    const zeros = wide.subarray(0, shared).filter((byte) => byte === 0).length;
    return [
      ...pieces('raw', plain, NO_EDGES, shared === undefined ? undefined : shared - zeros),
      ...pieces('binary', wide, NO_EDGES, shared),
    ];
  });
}

function edgesOf(raw: Buffer): Edges {
  const [first, last] = [raw[0]!, raw.at(-1)!];
  return { before: isAlnum(first) ? 0 : first, behind: isAlnum(last) ? 0 : last };
}

function pieces(kind: FormKind, bytes: Buffer, edges = NO_EDGES, firstAnchor?: number): Form[] {
  const forms: Form[] = [];
  for (let at = 0; at < bytes.length; at += LONGEST) {
    const piece = bytes.subarray(at, at + LONGEST);
    if (piece.length < WINDOW) continue;
    const anchor = at === 0 && firstAnchor !== undefined ? firstAnchor : anchorOf(piece);
    const isLast = at + LONGEST >= bytes.length;
    const own = { before: at === 0 ? edges.before : 0, behind: isLast ? edges.behind : 0 };
    forms.push({ kind, bytes: piece, anchor, edges: own });
  }
  return forms;
}

/** Where the raw form's window stands among the letters and digits, if it is made of them. */
function sharedAnchor(raw: Buffer, form: Form | undefined): number | undefined {
  if (!form || !form.bytes.subarray(form.anchor, form.anchor + WINDOW).every(isAlnum)) return undefined;
  return raw.subarray(0, form.anchor).filter(isAlnum).length;
}

/** Of shorter values a form without zeros tells as much again as the one with them. */
const LONG = 64;

/** The bytes that a hex or base64 value, a UUID or the body of a key stands for. */
function binaryForms(text: string, left: number): Form[] {
  const hex = text.replace(/[-: ]/g, '');
  const isHex = hex.length >= 24 && hex.length % 2 === 0 && /^[0-9a-f]+$/i.test(hex);
  const isBase64 =
    /^[A-Za-z0-9+/_-]{20,}={0,2}$/.test(text) && [/[0-9]/, /[a-z]/, /[A-Z]/].every((kind) => kind.test(text));
  if (!isHex && !isBase64) return [];
  const bytes = isHex ? Buffer.from(hex, 'hex') : Buffer.from(text, 'base64');
  // one sign of padding tells nothing that the last digit does not tell
  const forms = pieces('binary', bytes, { before: 0, behind: text.endsWith('==') ? 61 : 0 });
  // the view of bytes as they stand leaves zeros out
  if ((bytes.length >= LONG || left >= 2) && bytes.includes(0) && bytes[0] !== 0 && bytes.at(-1) !== 0) {
    forms.push(...pieces('binary', Buffer.from(bytes.filter((byte) => byte !== 0))));
  }
  return forms;
}

const classOf = (byte: number): number =>
  byte >= 48 && byte <= 57 ? 1 : byte >= 65 && byte <= 90 ? 2 : byte >= 97 && byte <= 122 ? 3 : 0;

/** Where anchors are sought in long forms. */
const SEARCHED = 4096;

/**
 * The window that says most: of letters and digits, with a last byte that is rare in text, many different ones, changes
 * between their kinds. Never the first bytes where there are others: prefixes are public.
 */
function anchorOf(bytes: Buffer): number {
  const last = Math.min(bytes.length, SEARCHED) - WINDOW;
  const first = Math.min(bytes.length >= 24 ? 8 : 0, Math.max(0, last));
  let best = -Infinity;
  let at = first;
  for (let start = first; start <= last; start++) {
    let changes = 0;
    let digits = 0;
    let alnum = 0;
    let different = 0;
    for (let i = start; i < start + WINDOW; i++) {
      const byte = bytes[i]!;
      const kind = classOf(byte);
      if (bytes.indexOf(byte, start) === i) different++;
      if (kind === 1) digits++;
      if (kind !== 0) alnum++;
      if (i > start && kind !== classOf(bytes[i - 1]!)) changes++;
    }
    const mixed = digits > 0 && digits < WINDOW ? 2 : 0;
    const { cost } = lastOf(bytes, start, WINDOW);
    const score = 2 * different + 2 * changes + mixed - 100 * cost + (alnum === WINDOW ? 1500 : 0);
    if (score > best) {
      best = score;
      at = start;
    }
  }
  return at;
}
