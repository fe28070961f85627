import type { Rule } from './kit/rule.ts';

export const minimax: readonly Rule[] = [
  {
    id: 'minimax-api-key',
    title: 'MiniMax API key',
    pattern: '(?<secret>sk-api-[A-Za-z0-9_-]{100,140})',
    keywords: ['sk-api-'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://platform.minimax.io/docs/guides/quickstart',
    revoke: 'https://platform.minimax.io/user-center/basic-information/interface-key',
    examples: (sample) => [`sk-api-${sample.base64url(119)}`],
    counterExamples: (sample) => [`sk-api-${sample.base64url(60)}`],
  },
];
