import { base32Decode, base32Encode } from './base32.ts';

/** CRC-16 in the XMODEM variant: polynomial 0x1021, start 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

/** Base32 of `bytes` and their CRC-16 (little-endian): how NATS and Stellar write keys. */
export function base32WithCrc16(bytes: Uint8Array): string {
  const crc = crc16(bytes);
  return base32Encode(Uint8Array.of(...bytes, crc & 0xff, crc >> 8));
}

/** Whether `text` is what `base32WithCrc16` writes. */
export function hasCrc16(text: string): boolean {
  const bytes = base32Decode(text);
  return bytes !== undefined && bytes.length > 2 && base32WithCrc16(bytes.subarray(0, -2)) === text;
}
