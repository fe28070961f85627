/** The few ciphers of the vault: HKDF and HMAC with SHA-256, AES-256-GCM, X25519. All of them are node's own. */
import { loadBuiltIn } from '../platform/library.ts';
import { Damaged } from './bytes.ts';

/** Loaded when it is needed: a hook without a vault does without. */
export function crypto(): typeof import('node:crypto') {
  return loadBuiltIn<typeof import('node:crypto')>('crypto');
}

export const TAG_BYTES = 16;

export function subKey(secret: Uint8Array, label: string, salt: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.from(crypto().hkdfSync('sha256', secret, salt, `staunch/vault/1/${label}`, 32));
}

/** A key that seals many things, each under its own number, must be fresh for the file that they stand in. */
export function nonceOf(number: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 8);
  return nonce;
}

/** The sealed bytes, with the tag behind them. */
export function seal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = crypto().createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Throws Damaged when key, nonce, `aad` or a bit is another. The caller wipes what it gets. */
export function unseal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Buffer): Buffer {
  if (sealed.length < TAG_BYTES) throw new Damaged('cut');
  const decipher = crypto().createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(0, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    plain.fill(0);
    throw new Damaged('seal');
  }
  return plain;
}

export function hmac(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const digest = crypto().createHmac('sha256', key);
  for (const part of parts) digest.update(part);
  return digest.digest();
}

export function sha256(bytes: Uint8Array): Buffer {
  return crypto().createHash('sha256').update(bytes).digest();
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && crypto().timingSafeEqual(a, b);
}

/** Overwrites what must not stay in memory. Copies that the runtime made cannot be reached. */
export function wipe(...buffers: readonly (Uint8Array | undefined)[]): void {
  for (const buffer of buffers) buffer?.fill(0);
}

// X25519 keys as node wants them: 32 bytes behind a fixed DER head
const PRIVATE_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_HEAD = Buffer.from('302a300506032b656e032100', 'hex');

export function publicKeyOf(secret: Uint8Array): Buffer {
  const { createPublicKey } = crypto();
  const der = createPublicKey(privateKey(secret)).export({ format: 'der', type: 'spki' });
  return der.subarray(PUBLIC_HEAD.length);
}

/** What the holder of `secret` shares with the holder of the other half. Throws Damaged for a key that is none. */
export function agree(secret: Uint8Array, otherPublic: Uint8Array): Buffer {
  const { createPublicKey, diffieHellman } = crypto();
  try {
    const der = Buffer.concat([PUBLIC_HEAD, otherPublic]);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return diffieHellman({ privateKey: privateKey(secret), publicKey });
  } catch {
    throw new Damaged('key');
  }
}

function privateKey(secret: Uint8Array): import('node:crypto').KeyObject {
  const der = Buffer.concat([PRIVATE_HEAD, secret]);
  try {
    return crypto().createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } finally {
    wipe(der);
  }
}
