import { assigned } from './kit/assigned.ts';
import { crc32Hex } from './kit/checksum.ts';
import { credentialOf } from './kit/credential.ts';
import type { Rule } from './kit/rule.ts';
import { base64Json } from './kit/structure.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/',
  revoke: 'https://dash.cloudflare.com/profile/api-tokens',
} as const;

const NAMES = ['cloudflare', ...credentialOf('cf[_-]'), 'cf(?:api|token)'];
const KEYWORDS = ['cloudflare', 'cf_', 'cf-', 'cfapi', 'cftoken'];

export const cloudflare: readonly Rule[] = [
  {
    ...shared,
    id: 'cloudflare-token',
    title: 'Cloudflare user token, account token or global API key',
    pattern: '(?<secret>cf(?:ut|at|k)_[A-Za-z0-9]{48})',
    keywords: ['cfut_', 'cfat_', 'cfk_'],
    evidence: 'prefix',
    // the last eight are a checksum; that it is CRC-32 was seen and is not published: a mismatch says nothing
    validate: (secret) => {
      const body = secret.slice(secret.indexOf('_') + 1);
      return crc32Hex(body.slice(0, -8)) === body.slice(-8) ? 'valid' : undefined;
    },
    examples: (sample) => {
      const body = sample.alnum(40);
      return ['cfut_', 'cfat_', 'cfk_'].map((prefix) => prefix + body + crc32Hex(body));
    },
    counterExamples: (sample) => ['cfut_' + sample.alnum(40), 'cfk_' + sample.hex(49)],
  },
  {
    ...shared,
    id: 'cloudflare-origin-ca-key',
    aliases: ['CloudflareCaKey'],
    title: 'Cloudflare Origin CA key',
    pattern: String.raw`(?<secret>v1\.0-[0-9a-z]{24}-[0-9a-z]{146})`,
    keywords: ['v1.0-'],
    evidence: 'structure',
    reference: 'https://developers.cloudflare.com/fundamentals/api/get-started/ca-keys/',
    examples: (sample) => [`v1.0-${sample.hex(24)}-${sample.hex(146)}`],
    counterExamples: (sample) => [`v1.0-${sample.hex(24)}-${sample.hex(145)}`],
  },
  {
    ...shared,
    id: 'cloudflare-tunnel-token',
    title: 'Cloudflare Tunnel token',
    pattern: '(?<secret>eyJhIjoi[A-Za-z0-9+/_-]{100,300}={0,2})',
    keywords: ['eyjhijoi'],
    edges: { before: 'A-Za-z0-9+/_.-', after: 'A-Za-z0-9+/=_.-' },
    evidence: 'structure',
    validate: (secret) => {
      const json = base64Json(secret);
      return json && typeof json.a === 'string' && typeof json.t === 'string' && 's' in json
        ? 'valid'
        : 'invalid';
    },
    reference: 'https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/',
    revoke: 'https://one.dash.cloudflare.com/',
    examples: (sample) => [
      Buffer.from(JSON.stringify({ a: sample.hex(32), t: sample.uuid(), s: sample.base64(44) })).toString(
        'base64',
      ),
    ],
  },
  {
    ...shared,
    id: 'cloudflare-global-api-key',
    aliases: ['CloudflareGlobalApiKey'],
    title: 'Cloudflare global API key (without prefix)',
    pattern: assigned([...NAMES, 'x-auth-key'], '[0-9a-f]{37}'),
    ignoreCase: true,
    keywords: [...KEYWORDS, 'x-auth-key'],
    edges: { before: '' },
    entropy: 3,
    evidence: 'context',
    confidence: 'medium',
    examples: (sample) => [`CLOUDFLARE_API_KEY=${sample.hex(37)}`, `"X-Auth-Key: ${sample.hex(37)}"`],
    counterExamples: (sample) => [`CLOUDFLARE_ZONE_ID=${sample.hex(32)}`],
  },
  {
    ...shared,
    id: 'cloudflare-api-token',
    aliases: ['cloudflare-api-key', 'kingfisher.cloudflare.2', 'CloudflareApiToken'],
    title: 'Cloudflare API token (without prefix)',
    pattern: assigned(NAMES, '[A-Za-z0-9_-]{40}'),
    ignoreCase: true,
    keywords: KEYWORDS,
    edges: { before: '', after: 'A-Za-z0-9_.=/-' },
    entropy: 3.6,
    evidence: 'context',
    confidence: 'medium',
    examples: (sample) => [
      `CLOUDFLARE_API_TOKEN=${sample.base64url(40)}`,
      `CF_API_TOKEN: ${sample.base64url(40)}`,
    ],
    counterExamples: (sample) => [`CLOUDFLARE_API_TOKEN=${sample.base64url(41)}`],
  },
];
