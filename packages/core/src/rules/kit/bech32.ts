/** The digits of bech32 (BIP 173), in lower case. */
export const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((term, bit) => (top >>> bit) & 1 && (sum ^= term));
  }
  return sum >>> 0;
}

/** The six digits that close the bech32 text of `data` behind `hrp` and 1, all in lower case. */
export function bech32Checksum(hrp: string, data: string): string {
  const codes = [...hrp].map((char) => char.charCodeAt(0));
  const values = [
    ...codes.map((c) => c >> 5),
    0,
    ...codes.map((c) => c & 31),
    ...[...data].map((c) => BECH32.indexOf(c)),
  ];
  const sum = polymod([...values, 0, 0, 0, 0, 0, 0]) ^ 1;
  return [25, 20, 15, 10, 5, 0].map((shift) => BECH32[(sum >>> shift) & 31]).join('');
}

/** Judges a whole bech32 text of one case. */
export function judgeBech32(text: string): 'valid' | 'invalid' {
  const lower = text.toLowerCase();
  const split = lower.lastIndexOf('1');
  const data = lower.slice(split + 1);
  return bech32Checksum(lower.slice(0, split), data.slice(0, -6)) === data.slice(-6) ? 'valid' : 'invalid';
}
