import { createHash } from 'node:crypto';

/** The digits of base58 as Bitcoin has them. */
export const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function base58Decode(text: string): Buffer | undefined {
  let value = 0n;
  for (const char of text) {
    const digit = BASE58.indexOf(char);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  const hex = value.toString(16);
  const zeros = /^1*/.exec(text)![0].length;
  return Buffer.concat([
    Buffer.alloc(zeros),
    Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'),
  ]);
}

function base58Encode(bytes: Buffer): string {
  let out = '';
  for (let value = BigInt('0x' + bytes.toString('hex')); value > 0n; value /= 58n)
    out = BASE58[Number(value % 58n)] + out;
  for (const byte of bytes) {
    if (byte !== 0) break;
    out = '1' + out;
  }
  return out;
}

function checksum(payload: Uint8Array): Buffer {
  const once = createHash('sha256').update(payload).digest();
  return createHash('sha256').update(once).digest().subarray(0, 4);
}

/** Base58Check: base58 of `payload` and the first four bytes of its double SHA-256. */
export function base58Check(payload: Uint8Array): string {
  return base58Encode(Buffer.concat([payload, checksum(payload)]));
}

export function judgeBase58Check(text: string): 'valid' | 'invalid' {
  const bytes = base58Decode(text);
  if (!bytes || bytes.length < 5) return 'invalid';
  return checksum(bytes.subarray(0, -4)).equals(bytes.subarray(-4)) ? 'valid' : 'invalid';
}
