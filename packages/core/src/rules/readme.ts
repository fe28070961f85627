import type { Rule } from './kit/rule.ts';

export const readme: readonly Rule[] = [
  {
    id: 'readme-api-token',
    title: 'ReadMe API key',
    pattern: '(?<secret>rdme_[0-9a-z]{70})',
    keywords: ['rdme_'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.readme.com/main/reference/intro/authentication',
    revoke: 'https://dash.readme.com/',
    examples: (sample) => [`rdme_${sample.lower(70)}`],
    counterExamples: (sample) => [`rdme_${sample.lower(69)}`, `rdme_${sample.lower(71)}`],
  },
];
