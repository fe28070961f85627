import type { Rule } from './kit/rule.ts';

export const dynatrace: readonly Rule[] = [
  {
    id: 'dynatrace-api-token',
    title: 'Dynatrace API token or OAuth client secret',
    pattern: String.raw`(?<secret>dt0[cs][0-9]{2}\.[A-Z0-9]{8,24}\.[A-Z0-9]{64})`,
    keywords: ['dt0c', 'dt0s'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference:
      'https://docs.dynatrace.com/docs/manage/identity-access-management/access-tokens-and-oauth-clients/access-tokens',
    revoke: 'Delete the token in Dynatrace, under Access tokens.',
    examples: (sample) => [
      `dt0c01.${sample.base32(24)}.${sample.base32(64)}`,
      `dt0s02.${sample.base32(8)}.${sample.base32(64)}`,
    ],
    counterExamples: (sample) => [
      `dt0c01.${sample.base32(24)}`,
      `dt0c01.${sample.base32(24)}.${sample.base32(63)}`,
    ],
  },
];
