import type { Validity } from '../../finding.ts';
import { base64Json } from './structure.ts';

/** Parameters that only a header of JOSE has (RFC 7515, 7516, 7797): some libraries write no `alg`. */
const JOSE = [
  'alg',
  'enc',
  'typ',
  'cty',
  'kid',
  'jku',
  'jwk',
  'x5u',
  'x5c',
  'x5t',
  'crit',
  'b64',
  'zip',
  'apu',
  'apv',
  'epk',
];

/** Judges a JSON Web Token (RFC 7519) by its header, its claims and its own expiry. */
export function judgeJwt(token: string): Validity | undefined {
  const [head = '', body = ''] = token.split('.');
  const claims = base64Json(body);
  const header = base64Json(head);
  if (!header || !claims) return 'invalid';
  if (typeof header.alg !== 'string') return JOSE.some((name) => name in header) ? undefined : 'invalid';
  return typeof claims.exp === 'number' && claims.exp * 1000 < Date.now() ? 'expired' : 'valid';
}
