import type { Rule } from './kit/rule.ts';

export const thunderstore: readonly Rule[] = [
  {
    id: 'thunderstore-api-token',
    title: 'Thunderstore API token',
    pattern: '(?<secret>tss_[A-Za-z0-9]{32,64})',
    keywords: ['tss_'],
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://thunderstore.io/api/docs/',
    revoke: 'https://thunderstore.io/settings/teams/',
    examples: (sample) => ['tss_' + sample.alnum(38)],
    counterExamples: (sample) => ['tss_' + sample.alnum(31)],
  },
];
