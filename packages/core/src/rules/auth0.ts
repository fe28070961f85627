import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const auth0: readonly Rule[] = [
  {
    ...inContext,
    id: 'auth0-client-secret',
    title: 'Auth0 client secret',
    pattern: assigned([String.raw`auth0[\w.\-]{0,24}(?:secret|token)`], '[A-Za-z0-9_-]{64}'),
    keywords: ['auth0'],
    entropy: ALNUM_ENTROPY,
    reference: 'https://auth0.com/docs/get-started/applications/confidential-and-public-applications',
    revoke: 'https://manage.auth0.com/#/applications',
    severity: 'high',
    examples: (sample) => [`AUTH0_CLIENT_SECRET=${sample.base64url(64)}`],
    counterExamples: (sample) => [
      `AUTH0_CLIENT_ID=${sample.alnum(32)}`,
      `AUTH0_CLIENT_SECRET=${sample.alnum(65)}`,
    ],
  },
];
