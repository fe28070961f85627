import type { Rule } from './kit/rule.ts';

export const langwatch: readonly Rule[] = [
  {
    id: 'langwatch-api-key',
    title: 'LangWatch API key',
    pattern: '(?<secret>sk-lw-[A-Za-z0-9]{48})',
    keywords: ['sk-lw-'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.langwatch.ai/introduction',
    revoke: 'https://app.langwatch.ai/settings',
    examples: (sample) => [`sk-lw-${sample.alnum(48)}`],
    counterExamples: (sample) => [`sk-lw-${sample.alnum(47)}`],
  },
];
