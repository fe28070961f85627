/** What kernel/narrow.ts knows of characters: four tables of 256 bytes. */
import { BASE32, BASE64, NONE } from './alphabets.ts';
import { KINDS } from './text-kinds.ts';

/** What a character is to a list of numbers, as the kernel calls it. */
const NUMERAL = 1;
const LETTER = 2;
const BLANK = 4;
const COMMA = 8;
const JOIN = 16;
const NAME = 32;

function marks(): Uint8Array {
  const table = new Uint8Array(256).fill(LETTER, 0x80);
  const mark = (signs: string, kind: number): void => {
    for (const sign of signs) table[sign.charCodeAt(0)]! |= kind;
  };
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  mark('0123456789', NUMERAL);
  mark(`${letters}${letters.toUpperCase()}_`, LETTER);
  mark(' \t\r\n', BLANK);
  mark(',;', COMMA);
  mark('.&+,|;_', JOIN);
  mark(`${letters}${letters.toUpperCase()}.$@_[]`, NAME);
  return table;
}

export function narrowingTables(): Uint8Array {
  return Buffer.concat([BASE64.map((value) => (value === 0 ? NONE : value - 1)), KINDS, BASE32, marks()]);
}
