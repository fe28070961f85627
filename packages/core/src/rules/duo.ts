import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const duo: readonly Rule[] = [
  {
    ...inContext,
    id: 'duo-secret-key',
    title: 'Duo secret key',
    pattern: assigned([String.raw`duo[\w.\-]{0,24}(?:skey|secret)`, 'skey'], '[A-Za-z0-9]{40}'),
    keywords: ['duo', 'skey'],
    entropy: ALNUM_ENTROPY,
    confidence: 'high',
    reference: 'https://duo.com/docs/adminapi',
    revoke: 'https://admin.duosecurity.com/applications',
    severity: 'critical',
    examples: (sample) => [`DUO_SECRET_KEY=${sample.alnum(40)}`, `skey=${sample.alnum(40)}`],
    counterExamples: (sample) => [`DUO_INTEGRATION_KEY=DI${sample.upper(18)}`, `skey=${sample.alnum(41)}`],
  },
];
