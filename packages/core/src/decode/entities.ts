/** Entities of HTML and XML: `&quot;`, `&#39;`, `&#x27;`; numbers may lack their semicolon, and have zeros before them. */
import type { Decoder } from './decoder.ts';
import { ALNUM } from './kit/characters.ts';
import {
  decodeEscapes,
  HEX,
  isHighSurrogate,
  isLowSurrogate,
  joined,
  nextByte,
  type Escapes,
} from './kit/escapes.ts';
import { AMPERSANDS } from './survey.ts';

const AMPERSAND = 0x26;
const HASH = 0x23;
const SEMICOLON = 0x3b;
const X = 0x78;

/** As `name` and what it says, of ASCII; of Latin-1 from U+00A0 in the order of the code points. */
const ASCII =
  'amp & lt < gt > quot " apos \' AMP & LT < GT > QUOT " sol / plus + equals = colon : commat @ excl ! num # dollar $ percnt % ' +
  'ast * midast * lpar ( rpar ) comma , period . semi ; quest ? lowbar _ UnderBar _ lbrack [ lsqb [ rbrack ] rsqb ] lbrace { lcub { ' +
  'rbrace } rcub } verbar | vert | VerticalLine | bsol \\ Hat ^ grave ` DiacriticalGrave ` Tab \t NewLine \n';
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot ' +
  'cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml ' +
  'Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ' +
  'ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const OTHERS =
  'ndash 2013 mdash 2014 hyphen 2010 dash 2010 lsquo 2018 rsquo 2019 ldquo 201c rdquo 201d hellip 2026 euro 20ac';

/** What each name says; made when the first name stands between its signs. */
let names: Map<string, number> | undefined;
/** The longest one is `DiacriticalGrave`. */
const MAX_NAME = 16;

function namesOf(): Map<string, number> {
  return new Map([
    ...pairs(ASCII, (text) => text.charCodeAt(0)),
    ...LATIN_1.split(' ').map((name, i): [string, number] => [name, 0xa0 + i]),
    ...pairs(OTHERS, (text) => parseInt(text, 16)),
  ]);
}

function pairs(text: string, code: (text: string) => number): [string, number][] {
  const words = text.split(' ');
  return words.flatMap((word, i) => (i % 2 === 0 ? [[word, code(words[i + 1]!)] as [string, number]] : []));
}

/** A number longer than this is no character, or an attack. */
const MAX_DIGITS = 16;
const MAX_CODE = 0x10ffff;

/** A number that was read, and where it ends. */
const read = { code: 0, end: 0 };

/** Reads `&#…` at `at`, with its semicolon where it has one; false where there is no such number. */
function readNumber(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== AMPERSAND || bytes[at + 1] !== HASH) return false;
  const isHex = (bytes[at + 2]! | 0x20) === X;
  const base = isHex ? 16 : 10;
  const start = at + (isHex ? 3 : 2);
  let code = 0;
  let end = start;
  for (; end < start + MAX_DIGITS; end++) {
    const digit = HEX[bytes[end]!]!;
    if (!(digit < base)) break;
    code = Math.min(code * base + digit, MAX_CODE + 1);
  }
  if (end === start || code > MAX_CODE) return false;
  read.code = code;
  read.end = bytes[end] === SEMICOLON ? end + 1 : end;
  return true;
}

const ESCAPES: Escapes = {
  next: (bytes, from) => nextByte(bytes, from, AMPERSAND),
  decode(bytes, at, meaning) {
    if (bytes[at + 1] === HASH) {
      if (!readNumber(bytes, at)) return at;
      const { code, end } = read;
      // as a program writes that knows no characters, but UTF-16
      if (isHighSurrogate(code) && readNumber(bytes, end) && isLowSurrogate(read.code))
        return meaning.character(joined(code, read.code), read.end);
      return meaning.character(code, end);
    }
    let end = at + 1;
    while (end <= at + MAX_NAME && ALNUM[bytes[end]!] === 1) end++;
    if (end === at + 1 || bytes[end] !== SEMICOLON) return at;
    const code = (names ??= namesOf()).get(bytes.toString('latin1', at + 1, end));
    return code === undefined ? at : meaning.character(code, end + 1);
  },
};

export const entities: Decoder = {
  name: 'entities',
  inline: true,
  mayRead: (survey) => survey.has(AMPERSANDS),
  decode(bytes, length, out) {
    decodeEscapes(ESCAPES, bytes.subarray(0, length), out);
  },
};
