import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const coinbase: readonly Rule[] = [
  {
    ...inContext,
    id: 'coinbase-access-token',
    title: 'Coinbase API secret or access token',
    pattern: assigned(
      credentialOf('coinbase', 'cdp[_-]?(?:api|wallet)'),
      '[A-Za-z0-9_-]{64}|[A-Za-z0-9+/]{86}==',
    ),
    keywords: ['coinbase', 'cdp_', 'cdp-', 'cdpapi', 'cdpwallet'],
    entropy: ALNUM_ENTROPY,
    severity: 'critical',
    reference: 'https://docs.cdp.coinbase.com/get-started/authentication/cdp-api-keys',
    revoke: 'https://portal.cdp.coinbase.com/projects/api-keys',
    examples: (sample) => [
      `COINBASE_ACCESS_TOKEN=${sample.base64url(64)}`,
      `CDP_API_KEY_SECRET="${sample.base64(86)}=="`,
    ],
    counterExamples: (sample) => [`COINBASE_ACCESS_TOKEN=${sample.alnum(63)}`],
  },
];
