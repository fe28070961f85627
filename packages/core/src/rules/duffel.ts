import type { Rule } from './kit/rule.ts';

export const duffel: readonly Rule[] = [
  {
    id: 'duffel-api-token',
    title: 'Duffel API token',
    pattern: '(?<secret>duffel_(?:live|test)_[A-Za-z0-9_=-]{43})',
    keywords: ['duffel_live_', 'duffel_test_'],
    edges: { after: 'A-Za-z0-9_=-' },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://duffel.com/docs/api/overview/authentication',
    revoke: 'https://app.duffel.com/',
    examples: (sample) => [`duffel_live_${sample.base64url(43)}`, `duffel_test_${sample.base64url(43)}`],
    counterExamples: (sample) => [
      `duffel_live_${sample.base64url(42)}`,
      `duffel_live_${sample.base64url(44)}`,
    ],
  },
];
