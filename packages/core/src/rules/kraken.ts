import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const kraken: readonly Rule[] = [
  {
    ...inContext,
    id: 'kraken-access-token',
    title: 'Kraken API key or private key',
    pattern: assigned(credentialOf('kraken'), '[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{56}'),
    keywords: ['kraken'],
    entropy: ALNUM_ENTROPY,
    severity: 'critical',
    reference: 'https://docs.kraken.com/api/docs/guides/spot-rest-auth',
    revoke: 'https://pro.kraken.com/app/settings/api',
    examples: (sample) => [
      `KRAKEN_PRIVATE_KEY=${sample.base64(86)}==`,
      `KRAKEN_API_KEY="${sample.base64(56)}"`,
    ],
    counterExamples: (sample) => [`KRAKEN_API_KEY=${sample.base64(55)}`],
  },
];
