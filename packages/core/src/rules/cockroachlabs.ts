import type { Rule } from './kit/rule.ts';

export const cockroachlabs: readonly Rule[] = [
  {
    id: 'cockroachlabs-api-key',
    title: 'CockroachDB Cloud API key',
    pattern: '(?<secret>CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40})',
    keywords: ['ccdb1_'],
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://www.cockroachlabs.com/docs/cockroachcloud/managing-access#api-access',
    revoke: 'https://cockroachlabs.cloud/access',
    examples: (sample) => [`CCDB1_${sample.alnum(22)}_${sample.alnum(40)}`],
    counterExamples: (sample) => [`CCDB1_${sample.alnum(22)}_${sample.alnum(39)}`],
  },
];
