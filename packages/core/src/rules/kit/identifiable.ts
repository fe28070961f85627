import type { Validity } from '../../finding.ts';
import { crc32 } from './checksum.ts';
import { littleEndian, marvin32 } from './marvin.ts';
import { base64Bytes } from './structure.ts';

/** Microsoft's keys with a checksum inside, as microsoft/security-utilities makes and checks them. */

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const CLIENT_SECRET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~';

function digits(value: number, alphabet: string): string {
  let out = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / alphabet.length)) {
    out = alphabet[rest % alphabet.length]! + out;
  }
  return out;
}

/** `bytes` with the checksum of all but the last four in place of those. */
export function sealed(bytes: Uint8Array, seed: string): Uint8Array {
  const body = bytes.subarray(0, -4);
  return Uint8Array.of(...body, ...littleEndian(marvin32(body, seed)));
}

/** A key in base64 whose last four bytes are the checksum of the rest under one of `seeds`. */
export function identifiable(secret: string, seeds: readonly string[]): Validity | undefined {
  const bytes = base64Bytes(secret);
  if (!bytes || bytes.length < 8) return undefined;
  const last = bytes.subarray(-4).join();
  return seeds.some((seed) => sealed(bytes, seed).subarray(-4).join() === last) ? 'valid' : 'invalid';
}

/** The six characters that may end a common annotated security key: of its first 80, in base62. */
export function caskChecksum(head: string): string {
  const bytes = littleEndian(marvin32(base64Bytes(head) ?? new Uint8Array(0), 'Default0'));
  const zeros = bytes.findIndex((byte) => byte !== 0);
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return ('0'.repeat(Math.max(zeros, 0)) + digits(value, BASE62)).padEnd(6, '0');
}

/** A common annotated security key: its tail is the checksum, in base62, or plainly in base64 when it is older. */
export function cask(secret: string): Validity | undefined {
  const head = base64Bytes(secret.slice(0, 80));
  if (!head) return undefined;
  const tail = secret.slice(80).replace(/=+$/, '');
  const plain = Buffer.from(littleEndian(marvin32(head, 'Default0'))).toString('base64');
  return [caskChecksum(secret.slice(0, 80)), plain].some((sum) => sum.startsWith(tail)) ? 'valid' : 'invalid';
}

/** The three characters that end an Entra client secret: the first of six in its own alphabet. */
export function clientSecretChecksum(head: string): string {
  const value = marvin32(
    Uint8Array.from(head, (char) => char.charCodeAt(0)),
    'AadPwd00',
  );
  return digits(value, CLIENT_SECRET).padStart(6, CLIENT_SECRET[0]).slice(0, 3);
}

export function clientSecret(secret: string): Validity {
  return clientSecretChecksum(secret.slice(0, -3)) === secret.slice(-3) ? 'valid' : 'invalid';
}

/** Where the four bytes of the checksum stand in an Azure DevOps token of 32 bytes, highest first. */
const DEVOPS_AT = [2, 7, 8, 22] as const;
/** What the checksum of a user's, and of an application's token is mixed with. */
const DEVOPS_MIX = [0xe0b9692d, 0x1019f92e] as const;

function devopsChecksum(bytes: Uint8Array, mix: number): number[] {
  const rest = bytes.filter((_, at) => !(DEVOPS_AT as readonly number[]).includes(at));
  const sum = crc32(String.fromCharCode(...rest)) ^ mix;
  return [sum >>> 24, (sum >>> 16) & 0xff, (sum >>> 8) & 0xff, sum & 0xff];
}

function base32Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const value = BASE32.indexOf(text[Math.floor(bit / 5)]!);
    if ((value >> (4 - (bit % 5))) & 1) bytes[bit >> 3]! |= 0x80 >> (bit & 7);
  }
  return bytes;
}

/** An Azure DevOps token of 52 characters in base32: CRC-32 of 28 of its bytes, mixed, stands in the other four. */
export function devopsToken(secret: string): Validity | undefined {
  if (!/^[a-z2-7]{52}$/.test(secret)) return 'invalid';
  const bytes = base32Bytes(secret);
  const found = DEVOPS_AT.map((at) => bytes[at]).join();
  return DEVOPS_MIX.some((mix) => devopsChecksum(bytes, mix).join() === found) ? 'valid' : 'invalid';
}

/** The token that 32 bytes make once the checksum is in its places. */
export function devopsTokenOf(random: Uint8Array): string {
  const bytes = Uint8Array.from(random);
  devopsChecksum(bytes, DEVOPS_MIX[0]).forEach((byte, i) => (bytes[DEVOPS_AT[i]!] = byte));
  let out = '';
  for (let at = 0; at < 52; at++) {
    let value = 0;
    for (let bit = at * 5; bit < at * 5 + 5; bit++) {
      value = (value << 1) | (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1);
    }
    out += BASE32[value];
  }
  return out;
}
