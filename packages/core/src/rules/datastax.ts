import type { Rule } from './kit/rule.ts';

export const datastax: readonly Rule[] = [
  {
    id: 'datastax-astra-token',
    aliases: ['datastax-astra-application-token'],
    title: 'DataStax Astra application token',
    pattern: '(?<secret>AstraCS:[A-Za-z0-9]{24}(?::|%3[aA])[0-9a-f]{64}|AstraCS:[A-Za-z0-9]{40})',
    keywords: ['astracs:'],
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference:
      'https://docs.datastax.com/en/astra-db-serverless/administration/manage-application-tokens.html',
    revoke: 'https://astra.datastax.com/settings/tokens',
    examples: (sample) => [`AstraCS:${sample.letters(24)}:${sample.hex(64)}`],
    counterExamples: (sample) => [`AstraCS:${sample.letters(20)}:${sample.hex(32)}`],
  },
];
