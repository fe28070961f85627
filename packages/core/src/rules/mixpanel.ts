import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const mixpanel: readonly Rule[] = [
  {
    ...inContext,
    id: 'mixpanel-api-secret',
    title: 'Mixpanel API secret or token',
    pattern: assigned(credentialOf('mixpanel'), '[0-9a-f]{32}'),
    keywords: ['mixpanel'],
    entropy: HEX_ENTROPY,
    severity: 'medium',
    reference: 'https://developer.mixpanel.com/reference/authentication',
    revoke: 'https://mixpanel.com/settings/project',
    examples: (sample) => [`MIXPANEL_API_SECRET=${sample.hex(32)}`],
    counterExamples: (sample) => [`mixpanel.min.js: ${sample.hex(32)}`],
  },
];
