import type { Rule } from './kit/rule.ts';

export const infisical: readonly Rule[] = [
  {
    id: 'infisical-service-token',
    title: 'Infisical service token',
    pattern: String.raw`(?<secret>st\.[0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32})`,
    keywords: ['st.'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://infisical.com/docs/documentation/platform/token',
    revoke: 'Delete the token in Infisical, under Access Control, Service Tokens.',
    examples: (sample) => [`st.${sample.hex(24)}.${sample.hex(32)}.${sample.hex(32)}`],
    counterExamples: (sample) => [`st.${sample.hex(24)}.${sample.hex(32)}.${sample.hex(31)}`],
  },
];
