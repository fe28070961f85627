import type { Rule } from './kit/rule.ts';

export const helicone: readonly Rule[] = [
  {
    id: 'helicone-api-key',
    title: 'Helicone API key',
    pattern: '(?<secret>sk-helicone-[a-z0-9-]{20,60})',
    keywords: ['sk-helicone-'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.2,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.helicone.ai/helicone-headers/helicone-auth',
    revoke: 'https://us.helicone.ai/settings/api-keys',
    examples: (sample) => [
      `sk-helicone-${sample.lower(7)}-${sample.lower(7)}-${sample.lower(7)}-${sample.lower(7)}`,
    ],
    counterExamples: () => ['sk-helicone-key'],
  },
];
