import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  severity: 'critical',
  reference: 'https://developer.squareup.com/docs/build-basics/access-tokens',
  revoke: 'https://developer.squareup.com/apps',
} as const;

export const square: readonly Rule[] = [
  {
    ...shared,
    id: 'square-access-token',
    title: 'Square access token',
    pattern: '(?<secret>EAAA[A-Za-z0-9_-]{60})',
    keywords: ['eaaa'],
    edges: { before: 'A-Za-z0-9+/_-', after: 'A-Za-z0-9+/=_-' },
    entropy: 4.5,
    confidence: 'medium',
    examples: (sample) => [`SQUARE_ACCESS_TOKEN=EAAA${sample.base64url(60)}`],
    counterExamples: (sample) => [
      `EAAA${sample.base64url(59)}`,
      `EAAA${sample.alnum(59)}/${sample.alnum(9)}`,
    ],
  },
  {
    ...shared,
    id: 'square-personal-token',
    aliases: ['square-access-token'],
    title: 'Square personal access token (older form)',
    pattern: '(?<secret>sq0atp-[A-Za-z0-9_-]{22,60})',
    keywords: ['sq0atp-'],
    edges: { after: 'A-Za-z0-9_-' },
    confidence: 'high',
    examples: (sample) => [`sq0atp-${sample.base64url(22)}`],
    counterExamples: (sample) => [`sq0atp-${sample.base64url(21)}`],
  },
  {
    ...shared,
    id: 'square-oauth-secret',
    aliases: ['square-secret'],
    title: 'Square OAuth application secret',
    pattern: '(?<secret>sq0csp-[A-Za-z0-9_-]{43})',
    keywords: ['sq0csp-'],
    edges: { after: 'A-Za-z0-9_-' },
    confidence: 'high',
    examples: (sample) => [`sq0csp-${sample.base64url(43)}`],
    counterExamples: (sample) => [`sq0idp-${sample.base64url(22)}`],
  },
];
