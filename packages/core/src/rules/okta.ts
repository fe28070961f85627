import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://developer.okta.com/docs/guides/create-an-api-token/main/',
  revoke: 'Revoke the token in the Okta admin console, under Security, API, Tokens.',
} as const;

export const okta: readonly Rule[] = [
  {
    ...shared,
    ...inContext,
    id: 'okta-access-token',
    title: 'Okta API token',
    pattern: assigned(['okta'], '00[A-Za-z0-9_-]{40}'),
    keywords: ['okta'],
    entropy: ALNUM_ENTROPY,
    examples: (sample) => [
      `OKTA_API_TOKEN=00${sample.base64url(40)}`,
      `okta.client.token: "00${sample.base64url(40)}"`,
    ],
    counterExamples: (sample) => [
      `OKTA_API_TOKEN=00${sample.base64url(41)}`,
      `OKTA_CLIENT_ID=0oa${sample.alnum(17)}`,
    ],
  },
  {
    ...shared,
    id: 'okta-authorization-header',
    title: 'Okta API token in an Authorization header',
    pattern: String.raw`SSWS\s{1,4}(?<secret>00[A-Za-z0-9_-]{40})`,
    keywords: ['ssws'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'context',
    confidence: 'high',
    examples: (sample) => [`Authorization: SSWS 00${sample.base64url(40)}`],
    counterExamples: (sample) => [`Authorization: SSWS 00${sample.base64url(39)}`],
  },
];
