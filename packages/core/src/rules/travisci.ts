import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const travisci: readonly Rule[] = [
  {
    ...inContext,
    id: 'travisci-access-token',
    aliases: ['kingfisher.travisci.1', 'TravisCI'],
    title: 'Travis CI access token',
    pattern: assigned([String.raw`travis[\w.\- ]{0,24}?(?:token|key|secret|auth)`], '[A-Za-z0-9_-]{22}'),
    keywords: ['travis'],
    edges: { before: '', after: 'A-Za-z0-9_+/=.(-' },
    entropy: ALNUM_ENTROPY,
    severity: 'high',
    reference: 'https://developer.travis-ci.com/authentication',
    revoke: 'https://app.travis-ci.com/account/preferences',
    examples: (sample) => [`TRAVIS_TOKEN="${sample.base64url(22)}"`],
    counterExamples: (sample) => [`TRAVIS_TOKEN="${sample.base64url(21)}"`],
  },
];
