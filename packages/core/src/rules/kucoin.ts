import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  reference: 'https://www.kucoin.com/docs-new/authentication',
  revoke: 'https://www.kucoin.com/account/api',
} as const;

export const kucoin: readonly Rule[] = [
  {
    ...shared,
    ...inContext,
    id: 'kucoin-access-token',
    title: 'KuCoin API key',
    pattern: assigned(credentialOf('kucoin'), '[0-9a-f]{24}'),
    keywords: ['kucoin'],
    entropy: HEX_ENTROPY,
    severity: 'high',
    examples: (sample) => [`KUCOIN_API_KEY=${sample.hex(24)}`],
    counterExamples: (sample) => [`KUCOIN_API_KEY=${sample.hex(25)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'kucoin-secret-key',
    title: 'KuCoin API secret',
    pattern: assigned(credentialOf('kucoin'), UUID),
    keywords: ['kucoin'],
    entropy: HEX_ENTROPY,
    severity: 'critical',
    examples: (sample) => [`KUCOIN_API_SECRET=${sample.uuid()}`],
    counterExamples: (sample) => [`kucoin_order: ${sample.uuid()}`],
  },
];
