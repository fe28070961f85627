import type { Rule } from './kit/rule.ts';

export const brave: readonly Rule[] = [
  {
    id: 'brave-search-api-key',
    title: 'Brave Search API key',
    pattern: '(?<secret>BSA[A-Za-z0-9_-]{24,28})',
    keywords: ['bsa'],
    near: { words: ['brave', 'subscription'], within: 200 },
    edges: { before: 'A-Za-z0-9+/_-', after: 'A-Za-z0-9+/=_-' },
    entropy: 3.8,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://api-dashboard.search.brave.com/app/documentation/web-search/get-started',
    revoke: 'https://api-dashboard.search.brave.com/app/keys',
    examples: (sample) => [
      `BRAVE_API_KEY=BSA${sample.base64url(28)}`,
      `X-Subscription-Token: BSA${sample.base64url(27)}`,
    ],
    counterExamples: (sample) => [`BRAVE_API_KEY=BSA${sample.base64url(29)}`],
  },
];
