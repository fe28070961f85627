import type { Rule } from './kit/rule.ts';

export const clickup: readonly Rule[] = [
  {
    id: 'clickup-api-token',
    title: 'ClickUp personal API token',
    pattern: '(?<secret>pk_[0-9]{5,10}_[A-Z0-9]{32})',
    keywords: ['pk_'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://developer.clickup.com/docs/authentication',
    revoke: 'https://app.clickup.com/settings/apps',
    examples: (sample) => [`pk_${sample.digits(8)}_${sample.upper(32)}`],
    counterExamples: (sample) => [
      `pk_${sample.digits(8)}_${sample.upper(31)}`,
      `pk_${sample.digits(8)}_${sample.lower(32)}x`,
    ],
  },
];
