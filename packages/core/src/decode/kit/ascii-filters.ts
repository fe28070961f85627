/** The filters that write bytes as text in PDF and PostScript. They end at what they cannot read. */

/** Pairs of hex digits up to `>`. */
export function asciiHex(text: Buffer): Buffer {
  const end = text.indexOf(0x3e);
  const digits = text.toString('latin1', 0, end < 0 ? text.length : end).replace(/[^\da-f]+/gi, '');
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

/** Five characters of `!` to `u` for four bytes, `z` for four zeros, up to `~`. */
export function ascii85(text: Buffer): Buffer {
  const out = Buffer.allocUnsafe(text.length * 4);
  const start = text.toString('latin1', 0, 2) === '<~' ? 2 : 0;
  let written = 0;
  let count = 0;
  let value = 0;
  for (const byte of text.subarray(start)) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && count === 0) {
      written = out.writeUInt32BE(0, written);
    } else if (byte >= 0x21 && byte <= 0x75) {
      value = value * 85 + byte - 0x21;
      if (++count === 5) {
        written = out.writeUInt32BE(value % 2 ** 32, written);
        count = 0;
        value = 0;
      }
    }
  }
  if (count > 1) {
    for (let i = count; i < 5; i++) value = value * 85 + 84;
    out.writeUInt32BE(value % 2 ** 32, written);
    written += count - 1;
  }
  return out.subarray(0, written);
}
