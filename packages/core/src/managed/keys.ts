/** The keys of an index: all of them from the one that custody holds. */
import { createHmac, hkdfSync, scryptSync } from 'node:crypto';

/** Bytes of a tag: chance of a wrong match 2^-128. */
export const TAG_BYTES = 16;

/** How slow it is to try a value that a person could have thought of: 32 MB and some 60 ms a try. */
const SLOW = { N: 1 << 15, r: 8, p: 1, maxmem: 64 << 20 };

export interface IndexKeys {
  /** Encrypts the file. */
  readonly file: Buffer;
  /** Odd, 64 bits, low half first: windows are multiplied by it. */
  readonly window: readonly [low: number, high: number];
  /** Odd multipliers of the two hashes of tokens, and of what joins them. */
  readonly token: readonly [number, number, number];
  /** Tags of forms. */
  readonly tag: Buffer;
  /** Salt of slow tags. */
  readonly salt: Buffer;
  /** Marks and fingerprints of items. */
  readonly mark: Buffer;
}

/** `indexKey` is 32 random bytes. */
export function indexKeys(indexKey: Uint8Array): IndexKeys {
  const derive = (name: string, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', indexKey, '', `staunch/index/1/${name}`, length));
  const window = derive('window', 8);
  const token = derive('token', 12);
  return {
    file: derive('file', 32),
    window: [(window.readUInt32LE(0) | 1) >>> 0, window.readUInt32LE(4)],
    token: [
      (token.readUInt32LE(0) | 1) >>> 0,
      (token.readUInt32LE(4) | 1) >>> 0,
      (token.readUInt32LE(8) | 1) >>> 0,
    ],
    tag: derive('tag', 32),
    salt: derive('salt', 32),
    mark: derive('mark', 32),
  };
}

/** Of a form that nobody could guess. */
export function fastTag(keys: IndexKeys, form: Uint8Array): Buffer {
  return createHmac('sha256', keys.tag).update(form).digest().subarray(0, TAG_BYTES);
}

/** Of a value that somebody might guess. */
export function slowTag(keys: IndexKeys, value: Uint8Array): Buffer {
  return scryptSync(value, keys.salt, TAG_BYTES, SLOW);
}
