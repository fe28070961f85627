import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const cohere: readonly Rule[] = [
  {
    ...inContext,
    id: 'cohere-api-token',
    title: 'Cohere API key',
    pattern: assigned(credentialOf('cohere', 'co_api'), '[0-9a-zA-Z]{40}'),
    keywords: ['cohere', 'co_api'],
    entropy: ALNUM_ENTROPY,
    severity: 'high',
    reference: 'https://docs.cohere.com/docs/rate-limits',
    revoke: 'https://dashboard.cohere.com/api-keys',
    examples: (sample) => [`COHERE_API_KEY=${sample.alnum(40)}`, `CO_API_KEY: "${sample.alnum(40)}"`],
    counterExamples: (sample) => [`cohere_model: ${sample.alnum(40)}`, `COHERE_API_KEY=${sample.alnum(41)}`],
  },
];
