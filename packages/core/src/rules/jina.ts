import type { Rule } from './kit/rule.ts';

export const jina: readonly Rule[] = [
  {
    id: 'jina-api-key',
    title: 'Jina AI API key',
    pattern: '(?<secret>jina_[0-9a-f]{32}[A-Za-z0-9_-]{28})',
    keywords: ['jina_'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://jina.ai/embeddings/',
    revoke: 'https://jina.ai/api-dashboard/key-manager',
    examples: (sample) => [`jina_${sample.hex(32)}${sample.base64url(28)}`],
    counterExamples: (sample) => [`jina_${sample.hex(32)}${sample.base64url(29)}`, `jina_${sample.hex(32)}`],
  },
];
