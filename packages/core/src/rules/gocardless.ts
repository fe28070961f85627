import type { Rule } from './kit/rule.ts';

export const gocardless: readonly Rule[] = [
  {
    id: 'gocardless-api-token',
    title: 'GoCardless access token',
    pattern: '(?<secret>(?:live|sandbox)_[A-Za-z0-9_=-]{40})',
    keywords: ['live_', 'sandbox_'],
    near: { words: ['gocardless', 'gc_'], within: 200 },
    edges: { before: 'A-Za-z0-9_', after: 'A-Za-z0-9_=-' },
    entropy: 4,
    evidence: 'prefix',
    confidence: 'high',
    reference: 'https://developer.gocardless.com/getting-started/api/making-your-first-request',
    revoke: 'https://manage.gocardless.com/developers/access-tokens',
    severity: 'critical',
    examples: (sample) => [
      `GOCARDLESS_ACCESS_TOKEN=live_${sample.base64url(40)}`,
      `GOCARDLESS_ACCESS_TOKEN=sandbox_${sample.base64url(40)}`,
    ],
    counterExamples: (sample) => [`GOCARDLESS_ACCESS_TOKEN=live_${sample.base64url(39)}`],
  },
];
