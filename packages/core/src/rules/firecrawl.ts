import type { Rule } from './kit/rule.ts';

export const firecrawl: readonly Rule[] = [
  {
    id: 'firecrawl-api-key',
    title: 'Firecrawl API key',
    pattern: '(?<secret>fc-[0-9a-f]{32})',
    keywords: ['fc-'],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 3,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://docs.firecrawl.dev/introduction',
    revoke: 'https://www.firecrawl.dev/app/api-keys',
    examples: (sample) => [`FIRECRAWL_API_KEY=fc-${sample.hex(32)}`],
    counterExamples: (sample) => ['fc-' + sample.hex(31), 'fc-' + sample.hex(33), 'fc-' + sample.uuid()],
  },
];
