import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const binance: readonly Rule[] = [
  {
    ...inContext,
    id: 'binance-api-key',
    title: 'Binance API key or secret',
    pattern: assigned(credentialOf('binance'), '[A-Za-z0-9]{64}'),
    keywords: ['binance'],
    entropy: ALNUM_ENTROPY,
    severity: 'critical',
    reference: 'https://www.binance.com/en/support/faq/detail/360002502072',
    revoke: 'https://www.binance.com/en/my/settings/api-management',
    examples: (sample) => [`BINANCE_API_KEY=${sample.alnum(64)}`, `binance_secret: "${sample.alnum(64)}"`],
    counterExamples: (sample) => [`BINANCE_API_KEY=${sample.alnum(63)}`],
  },
];
