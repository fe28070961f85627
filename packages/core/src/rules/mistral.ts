import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const mistral: readonly Rule[] = [
  {
    ...inContext,
    id: 'mistral-api-key',
    title: 'Mistral AI API key',
    pattern: assigned(credentialOf('mistral'), '[0-9a-zA-Z]{32}'),
    keywords: ['mistral'],
    entropy: ALNUM_ENTROPY,
    severity: 'high',
    reference: 'https://docs.mistral.ai/getting-started/quickstart/',
    revoke: 'https://console.mistral.ai/api-keys',
    examples: (sample) => [`MISTRAL_API_KEY=${sample.alnum(32)}`],
    counterExamples: (sample) => [`"mistral-7b.gguf": "${sample.hex(32)}"`],
  },
];
