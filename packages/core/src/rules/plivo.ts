import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const plivo: readonly Rule[] = [
  {
    ...inContext,
    id: 'plivo-auth-token',
    title: 'Plivo auth token',
    pattern: assigned(credentialOf('plivo'), '[A-Za-z0-9]{40}'),
    keywords: ['plivo'],
    entropy: ALNUM_ENTROPY,
    reference: 'https://www.plivo.com/docs/account/api/overview',
    revoke: 'https://console.plivo.com/dashboard/',
    severity: 'high',
    examples: (sample) => [`PLIVO_AUTH_TOKEN=${sample.alnum(40)}`],
    counterExamples: (sample) => [`PLIVO_AUTH_ID=MA${sample.upper(18)}`],
  },
];
