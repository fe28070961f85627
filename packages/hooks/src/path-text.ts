import { isUtf8 } from 'node:buffer';

/** A path as git stores it, as text: bytes that are not UTF-8 are escaped as `\xNN`. */
export function pathText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at]!;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const character = bytes.subarray(at, at + length);
    if (character.length === length && isUtf8(character)) {
      text += character.toString();
      at += length;
    } else {
      text += `\\x${lead.toString(16).padStart(2, '0')}`;
      at += 1;
    }
  }
  return text;
}
