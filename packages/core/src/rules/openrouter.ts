import type { Rule } from './kit/rule.ts';

export const openrouter: readonly Rule[] = [
  {
    id: 'openrouter-api-key',
    title: 'OpenRouter API key',
    pattern: '(?<secret>sk-or-v1-[0-9a-f]{64})',
    keywords: ['sk-or-v1-'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://openrouter.ai/docs/api-reference/authentication',
    revoke: 'https://openrouter.ai/settings/keys',
    examples: (sample) => ['sk-or-v1-' + sample.hex(64)],
    counterExamples: (sample) => ['sk-or-v1-' + sample.hex(63), 'sk-or-v1-' + sample.hex(65)],
  },
];
