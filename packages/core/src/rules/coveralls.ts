import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'medium',
  confidence: 'high',
  reference: 'https://docs.coveralls.io/api-introduction',
  revoke: 'https://coveralls.io/account',
} as const;

export const coveralls: readonly Rule[] = [
  {
    ...shared,
    id: 'coveralls-personal-token',
    title: 'Coveralls personal API token',
    pattern: '(?<secret>cvrl_[A-Za-z0-9]{37})',
    keywords: ['cvrl_'],
    evidence: 'prefix',
    examples: (sample) => ['cvrl_' + sample.alnum(37)],
    counterExamples: (sample) => ['cvrl_' + sample.alnum(36), 'cvrl_' + sample.alnum(38)],
  },
  {
    ...shared,
    ...inContext,
    id: 'coveralls-repo-token',
    title: 'Coveralls repository token',
    pattern: assigned([String.raw`coveralls[\w.\- ]{0,24}?(?:token|key|secret)`], '[A-Za-z0-9]{32,37}'),
    keywords: ['coveralls'],
    entropy: ALNUM_ENTROPY,
    examples: (sample) => [`COVERALLS_REPO_TOKEN=${sample.alnum(33)}`],
    counterExamples: (sample) => [`COVERALLS_REPO_TOKEN=${sample.alnum(31)}`],
  },
];
