import type { Rule } from './kit/rule.ts';

export const deepseek: readonly Rule[] = [
  {
    id: 'deepseek-api-key',
    title: 'API key of DeepSeek (DashScope has the same form)',
    pattern: '(?<secret>sk-[0-9a-f]{32})',
    keywords: ['sk-'],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 3,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://api-docs.deepseek.com/',
    revoke: 'https://platform.deepseek.com/api_keys',
    examples: (sample) => [`DEEPSEEK_API_KEY=sk-${sample.hex(32)}`],
    counterExamples: (sample) => [`sk-${sample.hex(31)}`, `sk-${sample.hex(33)}`, `disk-${sample.hex(32)}`],
  },
];
