import type { Rule } from './kit/rule.ts';

export const maxmind: readonly Rule[] = [
  {
    id: 'maxmind-license-key',
    title: 'MaxMind license key',
    pattern: '(?<secret>[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)',
    keywords: ['_mmk'],
    evidence: 'marker',
    severity: 'high',
    confidence: 'high',
    reference: 'https://support.maxmind.com/hc/en-us/articles/4407111582235',
    revoke: 'https://www.maxmind.com/en/accounts/current/license-key',
    examples: (sample) => [`${sample.alnum(6)}_${sample.alnum(29)}_mmk`],
    counterExamples: (sample) => [
      `${sample.alnum(5)}_${sample.alnum(29)}_mmk`,
      `${sample.alnum(6)}_${sample.alnum(28)}_mmk`,
    ],
  },
];
