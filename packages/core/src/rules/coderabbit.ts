import type { Rule } from './kit/rule.ts';

export const coderabbit: readonly Rule[] = [
  {
    id: 'coderabbit-api-key',
    title: 'CodeRabbit API key',
    pattern: '(?<secret>cr-[0-9a-f]{58})',
    keywords: ['cr-'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.coderabbit.ai/api-reference',
    revoke: 'https://app.coderabbit.ai/settings/api-keys',
    examples: (sample) => [`cr-${sample.hex(58)}`],
    counterExamples: (sample) => [`cr-${sample.hex(57)}`, `cr-${sample.hex(59)}`],
  },
];
