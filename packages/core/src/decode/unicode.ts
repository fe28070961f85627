/**
 * The same text in other characters: Latin-1 and Windows-1252 as UTF-8, letters and their accents in one (NFC), full-width
 * letters, odd spaces, typographic quotes and hyphens as ASCII, and UTF-8 that was taken for Latin-1 and encoded once more (`Ã©`).
 */
import type { DecodedText } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import { Around } from './kit/around.ts';
import { sizeAt } from './kit/utf8.ts';
import { NOT_ASCII } from './survey.ts';

/** Bytes before and after an invalid one that show whether it stands in text. */
const NEIGHBOURS = 8;
/** And as many that have no control characters among them. */
const WIDER = 32;
/** Accents on one letter. */
const MAX_MARKS = 4;

/** 0x80 to 0x9f in Windows-1252; the five that it has not are as in Latin-1. */
const WINDOWS = [
  0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,
  0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0x9d, 0x017e, 0x0178,
];
const FROM_WINDOWS = new Map(WINDOWS.map((code, i) => [code, 0x80 + i]));

/** Letters with accents that were composed already; empty where that changes nothing. */
type Forms = Map<string, Buffer>;
const MAX_FORMS = 4096;
const EMPTY = Buffer.alloc(0);

export const unicode: Decoder = {
  name: 'unicode',
  inline: true,
  mayRead: (survey) => survey.has(NOT_ASCII),
  decode(memory, length, out, survey) {
    const bytes = memory.subarray(0, length);
    const around = new Around(length, out);
    const forms: Forms = new Map();
    for (let at = survey.next(NOT_ASCII, 0); at < length && !out.isFull; at = survey.next(NOT_ASCII, at)) {
      const byte = bytes[at]!;
      const size = sizeAt(bytes, at, bytes.length);
      if (size === 0) {
        if (isInText(bytes, at)) {
          around.change(at, at + 1);
          out.character(byte < 0xa0 ? WINDOWS[byte - 0x80]! : byte, at, at + 1);
        }
        at++;
        continue;
      }
      at =
        byte === 0xc3
          ? mojibake(bytes, at, around, out)
          : byte === 0xcc || byte === 0xcd
            ? composed(bytes, at, forms, around, out)
            : plain(bytes, at, size, around, out);
    }
    around.finish();
  },
};

function codeAt(bytes: Buffer, at: number, size: number): number {
  if (size === 1) return bytes[at]!;
  let code = bytes[at]! & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) code = (code << 6) | (bytes[at + i]! & 0x3f);
  return code;
}

/** Whether an invalid byte stands in text that is mostly ASCII: no binary, and no text of another script. */
function isInText(bytes: Buffer, at: number): boolean {
  const from = Math.max(at - NEIGHBOURS, 0);
  const to = Math.min(at + NEIGHBOURS + 1, bytes.length);
  let ascii = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte < 0x20 ? byte < 0x09 || byte > 0x0d || byte === 0x0b : byte === 0x7f) return false;
    if (byte < 0x80) ascii++;
  }
  if (ascii * 16 < (to - from - 1) * 10) return false;
  for (let i = Math.max(at - WIDER, 0); i < at + WIDER && i < bytes.length; i++) {
    if (bytes[i]! < 0x20 ? bytes[i]! < 0x09 || bytes[i]! > 0x0d : bytes[i] === 0x7f) return false;
  }
  return true;
}

/** A single character that ASCII has a sibling of. The end of the character. */
function plain(bytes: Buffer, at: number, size: number, around: Around, out: DecodedText): number {
  const first = bytes[at]!;
  if (first !== 0xc2 && first !== 0xe2 && first !== 0xe3 && first !== 0xef) return at + size;
  const ascii = sibling(codeAt(bytes, at, size));
  if (ascii > 0) {
    around.change(at, at + size);
    out.byte(ascii, at, at + size);
  }
  return at + size;
}

function sibling(code: number): number {
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  if (code === 0xa0 || code === 0x202f || code === 0x3000 || (code >= 0x2000 && code <= 0x200a)) return 0x20;
  if (code === 0x2018 || code === 0x2019) return 0x27;
  if (code === 0x201c || code === 0x201d) return 0x22;
  return code >= 0x2010 && code <= 0x2013 ? 0x2d : 0;
}

/** A letter with the accents that follow it, at the first accent. The end of the accents. */
function composed(bytes: Buffer, at: number, forms: Forms, around: Around, out: DecodedText): number {
  let end = at;
  for (let count = 0; count < MAX_MARKS && end + 1 < bytes.length; count++, end += 2) {
    const code = sizeAt(bytes, end, bytes.length) === 2 ? codeAt(bytes, end, 2) : 0;
    if (code < 0x300 || code > 0x36f) break;
  }
  if (end === at) return at + 2;
  let from = at - 1;
  while (from > around.end && at - from < 4 && (bytes[from]! & 0xc0) === 0x80) from--;
  if (from < around.end || sizeAt(bytes, from, bytes.length) !== at - from) return end;
  const key = bytes.toString('latin1', from, end);
  let form = forms.get(key);
  if (form === undefined) {
    const written = bytes.toString('utf8', from, end);
    const normal = written.normalize('NFC');
    form = normal === written ? EMPTY : Buffer.from(normal);
    if (forms.size < MAX_FORMS) forms.set(key, form);
  }
  if (form.length === 0) return end;
  around.change(from, end);
  out.unit(form, from, end);
  return end;
}

/** A character of which each byte was taken for one of Latin-1 or Windows-1252. The end of what was read. */
function mojibake(bytes: Buffer, at: number, around: Around, out: DecodedText): number {
  const lead = codeAt(bytes, at, 2);
  const size = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (size === 0) return at + 2;
  let end = at + 2;
  let code = lead & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    if (end >= bytes.length || bytes[end]! < 0x80) return at + 2;
    const width = sizeAt(bytes, end, bytes.length);
    if (width === 0) return at + 2;
    const character = codeAt(bytes, end, width);
    const byte = character < 0x100 ? character : (FROM_WINDOWS.get(character) ?? 0);
    if (byte < 0x80 || byte > 0xbf) return at + 2;
    code = (code << 6) | (byte & 0x3f);
    end += width;
  }
  around.change(at, end);
  out.character(code, at, end);
  return end;
}
