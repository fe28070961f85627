const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes of unpadded upper-case base32 (RFC 4648); undefined for anything else. */
export function base32Decode(text: string): Uint8Array | undefined {
  const out: number[] = [];
  let bits = 0;
  let held = 0;
  for (const char of text) {
    const digit = DIGITS.indexOf(char);
    if (digit < 0) return undefined;
    held = ((held << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) out.push((held >> (bits -= 8)) & 0xff);
  }
  return Uint8Array.from(out);
}

export function base32Encode(bytes: Uint8Array): string {
  let out = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) out += DIGITS[(held >> (bits -= 5)) & 31];
  }
  return bits > 0 ? out + DIGITS[(held << (5 - bits)) & 31] : out;
}
