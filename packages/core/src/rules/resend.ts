import type { Rule } from './kit/rule.ts';

export const resend: readonly Rule[] = [
  {
    id: 'resend-api-key',
    title: 'Resend API key',
    pattern: '(?<secret>re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24})',
    keywords: ['re_'],
    edges: { after: 'A-Za-z0-9_' },
    entropy: 3.6,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://resend.com/docs/dashboard/api-keys/introduction',
    revoke: 'https://resend.com/api-keys',
    examples: (sample) => [`re_${sample.alnum(8)}_${sample.alnum(24)}`],
    counterExamples: (sample) => [
      `re_${sample.alnum(8)}_${sample.alnum(23)}`,
      `re_${sample.alnum(8)}_${sample.alnum(25)}`,
      `core_${sample.alnum(8)}_${sample.alnum(24)}`,
    ],
  },
];
