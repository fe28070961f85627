import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const algolia: readonly Rule[] = [
  {
    ...inContext,
    id: 'algolia-api-key',
    title: 'Algolia admin or write API key',
    pattern: assigned(credentialOf('algolia'), '[0-9a-f]{32}'),
    keywords: ['algolia'],
    entropy: HEX_ENTROPY,
    reference: 'https://www.algolia.com/doc/guides/security/api-keys/',
    revoke: 'https://dashboard.algolia.com/account/api-keys',
    severity: 'medium',
    examples: (sample) => [`ALGOLIA_ADMIN_KEY=${sample.hex(32)}`, `X-Algolia-API-Key: ${sample.hex(32)}`],
    counterExamples: (sample) => [`algolia_index: ${sample.hex(32)}`],
  },
];
