import type { Rule } from './kit/rule.ts';

export const scalingo: readonly Rule[] = [
  {
    id: 'scalingo-api-token',
    title: 'Scalingo API token',
    pattern: '(?<secret>tk-us-[A-Za-z0-9_-]{48})',
    keywords: ['tk-us-'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://developers.scalingo.com/',
    revoke: 'https://dashboard.scalingo.com/account/tokens',
    examples: (sample) => ['tk-us-' + sample.base64url(48)],
    counterExamples: (sample) => ['tk-us-' + sample.base64url(47)],
  },
];
