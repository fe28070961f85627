import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  reference: 'https://docs.x.com/fundamentals/authentication/overview',
  revoke: 'https://developer.x.com/en/portal/projects-and-apps',
} as const;

export const twitter: readonly Rule[] = [
  {
    ...shared,
    id: 'twitter-bearer-token',
    title: 'X (Twitter) app bearer token',
    pattern: '(?<secret>AAAAAAAAAAAAAAAAAAAAA(?:[A-Za-z0-9]|%2[BFbf]){15,80}%3[Dd][A-Za-z0-9]{40,60})',
    keywords: ['aaaaaaaaaaaaaaaaaaaaa'],
    edges: { before: 'A-Za-z0-9+/_-' },
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    examples: (sample) => [
      `BEARER=AAAAAAAAAAAAAAAAAAAAA${sample.alnum(10)}%2B${sample.alnum(18)}%3D${sample.alnum(50)}`,
    ],
    counterExamples: (sample) => ['A'.repeat(120), `AAAAAAAAAAAAAAAAAAAAA${sample.alnum(90)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'twitter-access-token',
    title: 'X (Twitter) access token',
    pattern: assigned(
      [String.raw`twitter[\w.\-]{0,24}token`, String.raw`access[_.\-]?token`],
      '[0-9]{8,20}-[A-Za-z0-9]{40}',
    ),
    keywords: ['twitter', 'access'],
    entropy: ALNUM_ENTROPY,
    severity: 'high',
    examples: (sample) => [
      `TWITTER_ACCESS_TOKEN=${sample.digits(19)}-${sample.alnum(40)}`,
      `access_token: "${sample.digits(9)}-${sample.alnum(40)}"`,
    ],
    counterExamples: (sample) => [`TWITTER_ACCESS_TOKEN=${sample.digits(19)}-${sample.alnum(41)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'twitter-access-secret',
    title: 'X (Twitter) access token secret',
    pattern: assigned([String.raw`twitter[\w.\-]{0,24}secret`], '[A-Za-z0-9]{45}'),
    keywords: ['twitter'],
    entropy: ALNUM_ENTROPY,
    severity: 'high',
    examples: (sample) => [`TWITTER_ACCESS_TOKEN_SECRET=${sample.alnum(45)}`],
    counterExamples: (sample) => [`TWITTER_ACCESS_TOKEN_SECRET=${sample.alnum(46)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'twitter-api-key',
    title: 'X (Twitter) API key',
    pattern: assigned([String.raw`twitter[\w.\-]{0,24}key`], '[A-Za-z0-9]{25}'),
    keywords: ['twitter'],
    entropy: ALNUM_ENTROPY,
    severity: 'medium',
    examples: (sample) => [
      `TWITTER_API_KEY=${sample.alnum(25)}`,
      `twitterConsumerKey: "${sample.alnum(25)}"`,
    ],
    counterExamples: (sample) => [`TWITTER_API_KEY=${sample.alnum(26)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'twitter-api-secret',
    title: 'X (Twitter) API key secret',
    pattern: assigned([String.raw`twitter[\w.\-]{0,24}secret`], '[A-Za-z0-9]{50}'),
    keywords: ['twitter'],
    entropy: ALNUM_ENTROPY,
    severity: 'high',
    examples: (sample) => [`TWITTER_API_SECRET=${sample.alnum(50)}`],
    counterExamples: (sample) => [`TWITTER_API_SECRET=${sample.alnum(51)}`],
  },
];
