import type { Rule } from './kit/rule.ts';

export const replicate: readonly Rule[] = [
  {
    id: 'replicate-api-token',
    title: 'Replicate API token',
    pattern: '(?<secret>r8_[A-Za-z0-9]{37})',
    keywords: ['r8_'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://replicate.com/docs/reference/http#authentication',
    revoke: 'https://replicate.com/account/api-tokens',
    examples: (sample) => ['r8_' + sample.alnum(37)],
    counterExamples: (sample) => ['r8_' + sample.alnum(36), 'r8_' + sample.alnum(38)],
  },
];
