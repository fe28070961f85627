import type { Rule } from './kit/rule.ts';

export const voyageai: readonly Rule[] = [
  {
    id: 'voyageai-api-key',
    title: 'Voyage AI API key',
    pattern: '(?<secret>pa-[A-Za-z0-9_-]{43})',
    keywords: ['pa-'],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 4.4,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://docs.voyageai.com/docs/api-key-and-installation',
    revoke: 'https://dashboard.voyageai.com/organization/api-keys',
    examples: (sample) => [`VOYAGE_API_KEY=pa-${sample.base64url(43)}`],
    counterExamples: (sample) => [
      `VOYAGE_API_KEY=pa-${sample.alnum(42)}`,
      `VOYAGE_API_KEY=pa-${sample.alnum(44)}`,
    ],
  },
];
