import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const sparkpost: readonly Rule[] = [
  {
    ...inContext,
    id: 'sparkpost-api-key',
    title: 'SparkPost API key',
    pattern: assigned(credentialOf('sparkpost'), '[0-9a-f]{40}'),
    keywords: ['sparkpost'],
    entropy: HEX_ENTROPY,
    reference: 'https://developers.sparkpost.com/api/#header-authentication',
    revoke: 'https://app.sparkpost.com/account/api-keys',
    severity: 'high',
    examples: (sample) => [`SPARKPOST_API_KEY=${sample.hex(40)}`],
    counterExamples: (sample) => [`sparkpost@${sample.hex(40)}`],
  },
];
