import type { Rule } from './kit/rule.ts';

export const xai: readonly Rule[] = [
  {
    id: 'xai-api-key',
    title: 'xAI API key',
    pattern: '(?<secret>xai-[A-Za-z0-9_-]{80})',
    keywords: ['xai-'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 4,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.x.ai/docs/overview',
    revoke: 'https://console.x.ai/',
    examples: (sample) => ['xai-' + sample.alnum(80)],
    counterExamples: (sample) => ['xai-' + sample.alnum(79), 'xai-' + sample.alnum(81)],
  },
];
