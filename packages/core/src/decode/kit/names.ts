/** Names as containers spell them, made fit to be shown. */
import { isUtf8 } from 'node:buffer';

/** Longer ones are cut: no file system has them. */
const LONGEST = 4096;

const escaped = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;

/** UTF-8 as it is; control characters and bytes that are not UTF-8 as `\xNN`. */
export function nameText(name: Buffer): string {
  const bytes = name.subarray(0, LONGEST);
  let text = '';
  if (isUtf8(bytes)) text = bytes.toString();
  else {
    for (let at = 0; at < bytes.length;) {
      const lead = bytes[at]!;
      const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      const character = bytes.subarray(at, at + length);
      const isWhole = character.length === length && isUtf8(character);
      text += isWhole ? character.toString() : escaped(lead);
      at += isWhole ? length : 1;
    }
  }
  // also what turns text around: a name is shown in a terminal
  return text.replace(/[\0-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (character) =>
    [...Buffer.from(character)].map(escaped).join(''),
  );
}

/** The bytes before the first NUL. */
export function untilNul(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}
