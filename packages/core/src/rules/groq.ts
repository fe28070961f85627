import type { Rule } from './kit/rule.ts';

export const groq: readonly Rule[] = [
  {
    id: 'groq-api-key',
    title: 'Groq API key',
    pattern: '(?<secret>gsk_[A-Za-z0-9]{16,24}WGdyb3FY[A-Za-z0-9]{20,28})',
    keywords: ['gsk_'],
    evidence: 'marker',
    severity: 'high',
    confidence: 'high',
    reference: 'https://console.groq.com/docs/quickstart',
    revoke: 'https://console.groq.com/keys',
    examples: (sample) => [`gsk_${sample.alnum(20)}WGdyb3FY${sample.alnum(24)}`],
    counterExamples: (sample) => ['gsk_' + sample.alnum(52)],
  },
];
