import type { Rule } from './kit/rule.ts';

export const upcloud: readonly Rule[] = [
  {
    id: 'upcloud-api-token',
    title: 'UpCloud API token',
    pattern: '(?<secret>ucat_[0-9A-Z]{26})',
    keywords: ['ucat_'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://developers.upcloud.com/1.3/3-accounts/',
    revoke: 'https://hub.upcloud.com/account/api-tokens',
    examples: (sample) => ['ucat_' + sample.upper(26)],
    counterExamples: (sample) => ['ucat_' + sample.upper(25), 'ucat_' + sample.upper(27)],
  },
];
