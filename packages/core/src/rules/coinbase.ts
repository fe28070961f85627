import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  reference: 'https://docs.cdp.coinbase.com/get-started/authentication/cdp-api-keys',
  revoke: 'https://portal.cdp.coinbase.com/projects/api-keys',
} as const;

export const coinbase: readonly Rule[] = [
  {
    ...shared,
    ...inContext,
    id: 'coinbase-access-token',
    title: 'Coinbase API secret or access token',
    pattern: assigned(
      credentialOf('coinbase', 'cdp[_-]?(?:api|wallet)'),
      '[A-Za-z0-9_-]{64}|[A-Za-z0-9+/]{86}==',
    ),
    keywords: ['coinbase', 'cdp_', 'cdp-', 'cdpapi', 'cdpwallet'],
    entropy: ALNUM_ENTROPY,
    examples: (sample) => [
      `COINBASE_ACCESS_TOKEN=${sample.base64url(64)}`,
      `CDP_API_KEY_SECRET="${sample.base64(86)}=="`,
    ],
    counterExamples: (sample) => [`COINBASE_ACCESS_TOKEN=${sample.alnum(63)}`],
  },
  {
    ...shared,
    id: 'coinbase-cdp-key',
    title: 'Coinbase Developer Platform key file (Ed25519)',
    pattern: String.raw`"privateKey"\s{0,8}:\s{0,8}"(?<secret>[A-Za-z0-9+/]{86}==)"`,
    keywords: ['"privatekey"'],
    edges: { before: '', after: '' },
    entropy: 4,
    evidence: 'context',
    confidence: 'medium',
    examples: (sample) => [`{ "id": "${sample.uuid()}", "privateKey": "${sample.base64(86)}==" }`],
    counterExamples: (sample) => [`"privateKey": "${sample.base64(43)}="`],
  },
];
