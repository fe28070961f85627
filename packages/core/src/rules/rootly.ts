import type { Rule } from './kit/rule.ts';

export const rootly: readonly Rule[] = [
  {
    id: 'rootly-api-key',
    title: 'Rootly API key',
    pattern: '(?<secret>rootly_[0-9a-f]{64})',
    keywords: ['rootly_'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.rootly.com/api-reference/overview',
    revoke: 'https://rootly.com/account/api_keys',
    examples: (sample) => [`rootly_${sample.hex(64)}`],
    counterExamples: (sample) => [`rootly_${sample.hex(63)}`],
  },
];
