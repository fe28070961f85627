/** The decoders of text, in the order in which they are tried: one line each. */
import { ansi } from './ansi.ts';
import { base32 } from './base32.ts';
import { base64 } from './base64.ts';
import { base85 } from './base85.ts';
import type { Decoder } from './decoder.ts';
import { entities } from './entities.ts';
import { escapes } from './escapes.ts';
import { hex } from './hex.ts';
import { hexdump } from './hexdump.ts';
import { joined } from './joined.ts';
import { numbers } from './numbers.ts';
import { percent } from './percent.ts';
import { prefixes } from './prefixes.ts';
import { quotedPrintable } from './quoted-printable.ts';
import { quotes } from './quotes.ts';
import { tags } from './tags.ts';
import { unicode } from './unicode.ts';
import { uuencode } from './uuencode.ts';

export const decoders: readonly Decoder[] = [
  escapes,
  percent,
  entities,
  quotedPrintable,
  quotes,
  ansi,
  unicode,
  tags,
  joined,
  prefixes,
  base64,
  hex,
  base32,
  base85,
  hexdump,
  numbers,
  uuencode,
];
