/**
 * Fingerprints name a secret without telling it: HMAC-SHA256 of its canonical value under a random key, cut to 96
 * bits. No rule and no place goes in, so that they hold through a moved line, a rename, a squash and a rebase.
 */
import { loadBuiltIn } from './platform/library.ts';

/** The value as everybody would write it: of a multi-line secret (PEM) the white space, real or escaped, is no part. */
function canonical(value: string): string {
  return /[\n\r]|\\[nr]/.test(value) ? value.replace(/\s+|\\[nrt]/g, '') : value;
}

/** `value` is Latin-1 text, one character a byte; `key` is 32 random bytes. */
export function fingerprint(key: Uint8Array, value: string): string {
  // loaded when there is something to report: the clean path of a hook does without
  const { createHmac } = loadBuiltIn<typeof import('node:crypto')>('crypto');
  const digest = createHmac('sha256', key).update('staunch/finding/1\0').update(canonical(value), 'latin1');
  return 'sf1:' + digest.digest('hex').slice(0, 24);
}
