import type { Rule } from './kit/rule.ts';

/** The keys hold «Groq» in base64. */
export const groq: readonly Rule[] = [
  {
    id: 'groq-api-key',
    title: 'Groq API key',
    pattern: '(?<secret>gsk_[A-Za-z0-9]{52})',
    keywords: ['gsk_'],
    validate: (secret) => (secret.includes('WGdyb3FY') ? 'valid' : undefined), // staunch:allow
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://console.groq.com/docs/quickstart',
    revoke: 'https://console.groq.com/keys',
    examples: (sample) => [`gsk_${sample.alnum(20)}WGdyb3FY${sample.alnum(24)}`],
    counterExamples: (sample) => ['gsk_' + sample.alnum(51), 'gsk_' + sample.alnum(53)],
  },
];
