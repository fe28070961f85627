import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const spacelift: readonly Rule[] = [
  {
    ...inContext,
    id: 'spacelift-api-key-secret',
    title: 'Spacelift API key secret',
    pattern: assigned(credentialOf('spacelift'), '[0-9a-f]{64}'),
    keywords: ['spacelift'],
    entropy: HEX_ENTROPY,
    severity: 'critical',
    reference: 'https://docs.spacelift.io/integrations/api',
    revoke: 'In the settings of the organization, «API keys».',
    examples: (sample) => [`SPACELIFT_API_KEY_SECRET=${sample.hex(64)}`],
    counterExamples: (sample) => [`SPACELIFT_API_KEY_SECRET=${sample.hex(63)}`],
  },
];
