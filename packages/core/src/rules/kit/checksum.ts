const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 (IEEE 802.3) of Latin-1 text, unsigned. Our own, because `zlib` would cost the hook milliseconds to load. */
export function crc32(text: string): number {
  let c = -1;
  for (let i = 0; i < text.length; i++) c = CRC_TABLE[(c ^ text.charCodeAt(i)) & 0xff]! ^ (c >>> 8);
  return (c ^ -1) >>> 0;
}

function encode(value: number, digits: string, width: number): string {
  let out = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / digits.length))
    out = digits[rest % digits.length]! + out;
  return out.padStart(width, '0');
}

/** CRC-32 of `text` in base62 with the digits 0-9A-Za-z, six wide: the tail of GitHub's and npm's tokens. */
export function crc32Base62(text: string): string {
  return encode(crc32(text), BASE62, 6);
}

/** CRC-32 of `text` in base36, seven wide: the tail of GitLab's routable tokens. */
export function crc32Base36(text: string): string {
  return encode(crc32(text), BASE36, 7);
}

/** CRC-32 of `text` as eight lower-case hex digits. */
export function crc32Hex(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

/** CRC-32 of `text`, its four bytes little-endian, as eight lower-case hex digits: the tail of Grafana's tokens. */
export function crc32HexLittleEndian(text: string): string {
  return crc32Hex(text).replace(/(..)(..)(..)(..)/, '$4$3$2$1');
}
