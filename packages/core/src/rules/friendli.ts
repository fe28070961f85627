import type { Rule } from './kit/rule.ts';

export const friendli: readonly Rule[] = [
  {
    id: 'friendli-token',
    title: 'Friendli token',
    pattern: '(?<secret>flp_[A-Za-z0-9]{46})',
    keywords: ['flp_'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://friendli.ai/docs/guides/personal_access_tokens',
    revoke: 'https://friendli.ai/suite/setting/tokens',
    examples: (sample) => ['flp_' + sample.alnum(46)],
    counterExamples: (sample) => ['flp_' + sample.alnum(45), 'flp_' + sample.alnum(47)],
  },
];
