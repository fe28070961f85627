import type { Validity } from '../../finding.ts';
import { base64Json } from './structure.ts';

/** Judges a JSON Web Token (RFC 7519) by its header, its claims and its own expiry. */
export function judgeJwt(token: string): Validity {
  const [head = '', body = ''] = token.split('.');
  const claims = base64Json(body);
  if (typeof base64Json(head)?.alg !== 'string' || !claims) return 'invalid';
  return typeof claims.exp === 'number' && claims.exp * 1000 < Date.now() ? 'expired' : 'valid';
}
